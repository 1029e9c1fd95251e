/**
 * What a value is, by the syntax alone: whether it is made where it stands, is or holds functions, runs code, shows its name.
 * Twin: swc-plugin/src/values.rs
 */
import { requiredBy } from './common-js.js'
import { isGlobal } from './references.js'
import { isLiteral } from './rules/literals.js'
import { simplify } from './rules/simplify.js'
import type { Binding } from './scope.js'
import { type Any, type ClassNode, forEachChild, isLogical, type Name, type Node } from './tree.js'

/** S1: whether a namespace adds to what is declared above it: a function, a class, an enum or another namespace. */
export function isMerged({ declarations, assigned }: Binding): boolean {
  const [first, ...rest] = declarations
  return (
    !assigned &&
    first !== undefined &&
    mergeable.has(first.type) &&
    rest.every(({ type }) => type === 'Enum' || type === 'Namespace') &&
    rest.some(({ type }) => type === 'Namespace')
  )
}

const mergeable: ReadonlySet<string> = new Set(['FunctionDeclaration', 'ClassDeclaration', 'Enum', 'Namespace'])

/** Whether the code reads a variable that is assigned again, or an enum of which there may be more further down. */
export function readsWhatChanges(node: Any, bindings: Binding[]): boolean {
  if (node.type === 'Name' && node.binding !== undefined) {
    const { assigned, mutated, kind, declarations } = bindings[node.binding] as Binding
    return assigned || mutated === true || (kind === 'enum' && declarations.length > 1)
  }
  let found = false
  forEachChild(node, (child) => {
    found ||= readsWhatChanges(child, bindings)
  })
  return found
}

/** The name that a function or class has wherever it stands (N5, N6). */
export function ownNameOf(node: Any): string | undefined {
  return node.type === 'Function' || node.type === 'Class' ? node.self?.name : undefined
}

/** Whether evaluating the expression makes the value anew, so that no other name has it already. */
export function makesValue(node: Node): boolean {
  switch (node.type) {
    case 'Function':
    case 'Class':
    case 'Object':
    case 'Array':
    case 'New':
    case 'Tagged':
    case 'RegExp':
      return true
    case 'Call':
      return !isOfModule(node)
    case 'Conditional':
      return (
        !isFunctionInBranches(node) &&
        [node.then, node.else].every((branch) => makesValue(branch) || isFunctionInBranches(branch))
      )
    default:
      return false
  }
}

export function hasFunctionsInBranches(
  { assigned, declarations: [declaration] }: Binding,
  bindings: Binding[],
): boolean {
  if (assigned || declaration?.type !== 'Variable' || declaration.target.type !== 'Name') return false
  const { init } = declaration
  if (init?.type !== 'Conditional' && init?.type !== 'Binary') return false
  return branchesOf(init).some((branch) =>
    branch.type === 'Name'
      ? branch.binding !== undefined && isFunction(bindings[branch.binding] as Binding)
      : isFunctionInBranches(branch),
  )
}

/** What a value is in each of its branches. */
export function branchesOf(value: Node): Node[] {
  if (value.type === 'Conditional') return [value.then, value.else].flatMap(branchesOf)
  if (value.type === 'Binary' && isLogical(value.operator)) return [value.left, value.right].flatMap(branchesOf)
  return [value]
}

export function isConstant({ binding }: Name, bindings: Binding[]): boolean {
  return binding !== undefined && !(bindings[binding] as Binding).assigned
}

/** Whether it is a function or class, or an object or array that has some. */
export function writesFunctions(node: Node): boolean {
  switch (node.type) {
    case 'Function':
    case 'Class':
      return true
    case 'Object':
      return node.properties.some(
        (each) => each.type === 'Property' && each.value !== null && branchesOf(each.value).some(writesFunctions),
      )
    case 'Array':
      return node.elements.some((each) => each !== null && branchesOf(each).some(writesFunctions))
    default:
      return false
  }
}

/** Whether the value is a function that it makes, in whatever branch: then it counts by that, too. */
function isFunctionInBranches(node: Node): boolean {
  if (node.type === 'Conditional') return isFunctionInBranches(node.then) && isFunctionInBranches(node.else)
  return node.type === 'Function' || node.type === 'Class'
}

/** S12: whether a constant is what another module gives, or a part of that. */
export function isGiven({ declarations: [declaration] }: Binding): boolean {
  return declaration?.type === 'Variable' && !!declaration.init && isOfModule(declaration.init)
}

/** `require('./a')` and `await import('./a')`, and members of these; of any `require`, since `createRequire` makes others. */
function isOfModule(node: Node): boolean {
  switch (node.type) {
    case 'Member':
      return isOfModule(node.object)
    case 'Await':
      return node.argument.type === 'ImportCall'
    case 'Call':
      return node.callee.type === 'Name' && node.callee.name === 'require'
    default:
      return false
  }
}

/** Whether the value may be a function, or an object that has some; but for a name alone, which is registered where it is declared. */
export function holdsFunctions(node: Node, bindings: Binding[]): boolean {
  switch (node.type) {
    case 'Conditional':
      return [node.then, node.else].some((branch) => branch.type === 'Name' || holdsFunctions(branch, bindings))
    case 'Binary':
      return isLogical(node.operator)
    case 'Member': // T1
      return !requiredBy(node) && !isConstantMember(node, bindings)
    case 'Chain':
    case 'Await':
    case 'Assign':
    case 'Sequence':
      return !requiredBy(node)
    default:
      return makesValue(node) && !requiredBy(node)
  }
}

function isConstantMember(node: Node, bindings: Binding[]): boolean {
  return simplify(node, bindings, false).type !== 'Member'
}

/** S4: whether it is a variable of the module that is assigned again. */
export function isVariable({ assigned, scope }: Binding): boolean {
  return assigned && scope === 0
}

export function isFunction(binding: Binding): boolean {
  const [declaration] = binding.declarations
  if (binding.assigned || !declaration) return false
  if (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') return true
  return declaration.type === 'Variable' && declaration.target.type === 'Name' && declaration.init?.type === 'Function'
}

export function isEvaluated(node: Any): boolean {
  if (node.type !== 'Class') return node.type !== 'Function'
  const { superClass, members } = node
  const isMade = superClass !== undefined && superClass.type !== 'Name'
  return isMade || isDecorated(node) || members.some((member) => mayReadName(member) || isComputed(member))
}

function isComputed(member: ClassNode['members'][number]): boolean {
  return member.type === 'Property' && member.key.type !== 'PrivateName' && !isLiteral(member.key)
}

/** An anonymous class that runs code of its own could see that its name came late, and one with a property `name` would lose that. */
export function readsOwnName(node: Node): boolean {
  return node.type === 'Class' && !node.self && (isDecorated(node) || node.members.some(mayReadName))
}

function mayReadName(member: ClassNode['members'][number]): boolean {
  if (member.type !== 'Property' || isDecorated(member)) return true
  const { key, kind, value } = member
  if (!member.static) return false
  if (key.type !== 'String' || key.value === 'name') return true
  const isEvaluated = kind === 'field' || kind === 'accessor'
  return isEvaluated && value !== null && value.type !== 'Function' && !isLiteral(value)
}

/** Of `exports.half` and `module.exports.half`: the name; of `module.exports`, and of `exports` beside it: nothing, for the whole. */
export function exportedBy(target: Node): string | undefined {
  if (isGlobal(target, 'exports')) return ''
  if (target.type !== 'Member' || target.property.type !== 'String') return undefined
  const { object, property } = target
  if (isGlobal(object, 'exports')) return property.value
  if (isGlobal(object, 'module')) return property.value === 'exports' ? '' : undefined
  return object.type === 'Member' && exportedBy(object) === '' ? property.value : undefined
}

/** The properties of an object literal that hold functions which it makes. */
export function madeBy(value: Node): string[] {
  if (value.type !== 'Object') return []
  return value.properties.flatMap((property) =>
    property.type === 'Property' &&
    (property.kind === 'value' || property.kind === 'method') &&
    property.key.type === 'String' &&
    property.value?.type === 'Function'
      ? [property.key.value]
      : [],
  )
}

function isDecorated({ decorators }: { decorators?: Node[] }): boolean {
  return decorators !== undefined && decorators.length > 0
}

export function isAnonymous(node: Any | undefined): boolean {
  return (node?.type === 'Function' || node?.type === 'Class') && !node.self
}
