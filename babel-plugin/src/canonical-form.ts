/**
 * Writes a definition as its canonical form: JSON in which no name is left that could be another (N1 … N7), and in which
 * everything that it refers to outside of itself is a numbered slot.
 *
 * Locals, slots and private names are numbered in the order in which they first appear in the text of the form.
 * Spec: docs/rules.md. Twin: swc-plugin/src/canonical_form.rs
 */
import { builtinModule } from './builtin-modules.js'
import { isDynamic, isOpen } from './dynamic-names.js'
import { json } from './json.js'
import { type Parameters, parametersOf } from './parameters.js'
import { dependsOnPlace } from './place.js'
import {
  type Environment,
  environmentOf,
  environmentVariable,
  environmentVariables,
  ownExport,
  type Reference,
  References,
} from './references.js'
import { isLiteral } from './rules/literals.js'
import { simplify } from './rules/simplify.js'
import { type Binding, comparePositions, type Scopes } from './scope.js'
import { forEachTarget } from './targets.js'
import {
  type Any,
  type ClassNode,
  type FunctionNode,
  fieldsOf,
  isNode,
  type Member,
  type Name,
  type Node,
  type Position,
  type PrivateName,
  type Refused,
  type Statement,
} from './tree.js'

export const RULES = 'c1'

/** What a definition is made of, and where it stands. */
export interface Root {
  node: Any
  /** The scope around it. What is declared further in is its own. */
  scope: number
  /** Bindings of that scope that the node itself declares. */
  own: ReadonlySet<number>
  /** Which of them the definition is. */
  declares?: number
  /** The binding by which the node refers to itself, if any. */
  self?: number
  /** The name that a class takes from the place where it stands. */
  name?: string
}

export interface CanonicalForm {
  text: string
  references: Reference[]
  /** Whether the result can depend on `this`. */
  usesThis: boolean
  /** What a call's arguments can mean to it. */
  parameters: Parameters | undefined
  /** Whether it is a primitive that the form writes as it is. */
  isLiteral: boolean
}

/** `at`: where the definition stands. */
export function canonicalForm(root: Root, scopes: Scopes, at: Position): CanonicalForm | Refused {
  if (scopes.mentionsEval && isOpen(root.scope, scopes)) return namesCannotBeKnown(root.node)
  const dynamic = scopes.mentionsEval && isDynamic(root.node)
  const writer = new Writer(root, scopes, dynamic, at)
  const simple = simplify(root.node, scopes.bindings, dynamic)
  const file = scopes.mentionsPlace && dependsOnPlace(simple) ? `"file":${json(scopes.file)},` : ''
  const text = writer.write(`{${dynamic ? '"dynamic":true,' : ''}${file}"rules":${json(RULES)},"value":`, simple)
  if (writer.refused) return writer.refused
  return {
    text,
    references: writer.references.list,
    usesThis: writer.usesThis,
    parameters: parametersOf(simple, dynamic || writer.usesArguments),
    isLiteral: isLiteral(simple as Node),
  }
}

/**
 * Writes nodes as lists: the kind, then the fields in the order of `fieldsOf`, as far as there are any. The kinds that are met most
 * often are written by hand, the others by the table of their fields.
 */
class Writer {
  readonly references = new References()
  refused: Refused | undefined
  usesThis = false
  usesArguments = false
  private readonly locals = new Map<number, number>()
  private readonly privates = new Map<number, number>()
  private labels: string[] = []
  /** The form, as far as it is written. */
  private text = ''
  private readonly startDepth: number
  /** How many functions with a `this` of their own are around the node that is being written. */
  private receivers = 0

  constructor(
    private readonly start: Root,
    private readonly scopes: Scopes,
    /** N7: whether a direct `eval` or `with` could see the names. */
    private readonly dynamic: boolean,
    private readonly at: Position,
  ) {
    this.usesThis = dynamic
    this.startDepth = this.depth(start.scope)
  }

  /** The whole form, behind the fields that come before its `value`. */
  write(start: string, node: Any): string {
    this.text = start
    this.root(node)
    return `${this.text}}`
  }

  private root(node: Any): void {
    if (node.type === 'Function') {
      // C2: an arrow, a function expression and a declaration are one, as long as `this` and the like are not used: in an
      // arrow those are captured or refused.
      this.func(node, this.rootName(node), false)
      // N5: by `arguments.callee`, it is a reference to itself.
      if (node.callee) this.references.indexOf({ kind: 'self', path: [node.self?.name ?? ''], called: false })
    } else if (node.type === 'Class') this.cls(node, node.self?.name ?? this.start.name)
    else if (this.start.declares === undefined) this.node(node)
    else {
      this.text += '["Declared",'
      this.node(node)
      this.text += `,${numberOf(this.locals, this.start.declares)}]`
    }
  }

  private node(node: Any): void {
    switch (node.type) {
      case 'Refused':
        this.refused ??= node
        this.text += 'null'
        break
      case 'Name':
        this.name(node, false)
        break
      case 'String':
        this.text += json(node.value)
        break
      case 'Boolean':
        this.text += node.value ? 'true' : 'false'
        break
      case 'Number': // L1
        this.text += `["Number","${Object.is(node.value, -0) ? '-0' : node.value}"]`
        break
      case 'BigInt': // L3
        this.text += `["BigInt","${node.value}"]`
        break
      case 'Member':
        this.member(node, false)
        break
      case 'Call':
        this.text += '["Call",'
        this.callee(node.callee)
        this.text += ','
        this.list(node.arguments)
        this.text += node.optional ? ',true]' : ']'
        break
      case 'Binary':
        this.text += `["Binary","${node.operator}",`
        this.node(node.left)
        this.text += ','
        this.node(node.right)
        this.text += ']'
        break
      case 'Expression':
        this.text += '["Expression",'
        this.node(node.expression)
        this.text += ']'
        break
      case 'Variable':
        this.environment(node.target, node.init)
        this.text += `["Variable","${node.kind}",`
        this.node(node.target)
        if (node.init) {
          this.text += ','
          this.child(node, 'init', node.init)
        }
        this.text += ']'
        break
      case 'Assign':
        this.environment(node.target, node.value)
        this.text += `["Assign","${node.operator}",`
        this.node(node.target)
        this.text += ','
        this.child(node, 'value', node.value)
        this.text += ']'
        break
      case 'Return':
        this.text += node.argument ? '["Return",' : '["Return"'
        if (node.argument) this.node(node.argument)
        this.text += ']'
        break
      case 'If':
        this.text += '["If",'
        this.node(node.test)
        this.text += ','
        this.list(node.then)
        this.text += ','
        this.list(node.else)
        this.text += ']'
        break
      case 'Default':
        this.environment(node.target, node.value)
        this.fields(node)
        break
      case 'PrivateName':
        this.privateName(node)
        break
      case 'ImportMeta':
        this.refuse('R5', 'The function uses `import.meta` as a whole. Use its properties, as in `import.meta.url`.')
        this.text += 'null'
        break
      case 'This':
      case 'Super':
      case 'NewTarget':
      case 'Arguments':
        this.receiver(node.type)
        break
      case 'Function':
        this.func(node, node.self?.name)
        break
      case 'Class':
        this.cls(node, node.self?.name)
        break
      case 'StaticBlock':
        this.receivers++
        this.fields(node)
        this.receivers--
        break
      case 'FunctionDeclaration':
        this.text += '["FunctionDeclaration",'
        this.node(node.target)
        this.text += ','
        this.func(node.function, this.visibleName(node.target, node.function))
        this.text += ']'
        break
      case 'ClassDeclaration':
        this.text += '["ClassDeclaration",'
        this.node(node.target)
        this.text += ','
        this.cls(node.class, node.target.name)
        this.text += ']'
        break
      case 'Labeled':
        this.labels.push(node.label)
        this.text += '["Labeled",'
        this.list(node.body)
        this.text += ']'
        this.labels.pop()
        break
      case 'Break':
      case 'Continue': // N2: a label is how many labelled statements further out it stands.
        this.text += `["${node.type}"${node.label === undefined ? '' : `,${this.distanceTo(node.label)}`}]`
        break
      case 'Property':
        this.property(node)
        break
      case 'Export':
        this.text += '["Export",'
        this.list(node.declarations)
        this.text += ','
        this.list(exportedNames(node.declarations))
        this.text += ']'
        break
      case 'ParameterProperty': // N1: the name of the parameter is that of a property, too.
        this.text += '["ParameterProperty",'
        this.node(node.target)
        this.text += `,${json(propertyOf(node.target))}]`
        break
      default:
        this.fields(node)
    }
  }

  private distanceTo(label: string): number {
    return this.labels.length - 1 - this.labels.lastIndexOf(label)
  }

  /** Every field of a node. What is absent is not written at the end, and `null` ahead of others. */
  private fields(node: Any): void {
    this.text += `["${node.type}"`
    let absent = ''
    for (const [field, kind] of writtenFields[node.type]) {
      const value = (node as unknown as Record<string, unknown>)[field]
      if (value === null || value === undefined || value === false) {
        absent += ',null'
        continue
      }
      this.text += `${absent},`
      absent = ''
      if (kind === 'node') this.child(node, field, value as Any)
      else if (kind === 'list') this.list(value as unknown[])
      else this.text += json(value)
    }
    this.text += ']'
  }

  private list(items: unknown[]): void {
    let separator = '['
    for (const item of items) {
      this.text += separator
      separator = ','
      if (isNode(item)) this.node(item)
      else this.text += json(item)
    }
    this.text += items.length === 0 ? '[]' : ']'
  }

  /** A child whose form depends on where it stands: what is called, and what takes a name. */
  private child(parent: Any, key: string, node: Any): void {
    if (parent.type === 'Tagged' && key === 'tag') {
      this.callee(node)
      return
    }
    const target = node.type === 'Function' || node.type === 'Class' ? namedBy(parent, key) : undefined
    if (!target) this.node(node)
    else if (node.type === 'Class') this.cls(node, node.self?.name ?? target.name)
    else if (node.type === 'Function') {
      const visible = this.visibleName(target, node)
      this.func(node, node.self ? this.selfName(node, visible === undefined) : visible)
    }
  }

  private callee(node: Any): void {
    if (node.type === 'Name') this.name(node, true)
    else if (node.type === 'Function') this.func(node, this.selfName(node, true))
    else if (node.type === 'Member') this.member(node, true)
    else this.node(node)
  }

  private member(node: Extract<Any, { type: 'Member' }>, called: boolean): void {
    if (this.reference(node, called)) return
    this.text += '["Member",'
    this.node(node.object)
    this.text += ','
    this.node(node.property)
    this.text += node.optional ? ',true]' : ']'
  }

  /** N5: the name of an inner function counts unless nothing can read it: every use of its one binding calls it. */
  private visibleName(target: Name, node: FunctionNode): string | undefined {
    if (node.callee) return target.name
    const binding = target.binding === undefined ? undefined : this.scopes.bindings[target.binding]
    const hidden = binding && !this.isOutside(binding, target.binding as number) && !binding.escapes && !this.dynamic
    return hidden ? undefined : target.name
  }

  private selfName(node: FunctionNode, hidden: boolean): string | undefined {
    if (!node.self) return undefined
    const binding = this.scopes.bindings[node.self.binding as number] as Binding
    return hidden && !binding.escapes && !this.dynamic && !node.callee ? undefined : node.self.name
  }

  /** N5: of an expression that is a constant's value. Where the slot to itself stands for its name, the definition's name counts. */
  private rootName(node: FunctionNode): string | undefined {
    return node.self?.binding === this.start.self ? undefined : this.selfName(node, true)
  }

  private func(node: FunctionNode, name: string | undefined, isArrow: boolean | undefined = node.arrow): void {
    const { labels } = this
    const { self } = node
    this.labels = []
    if (!node.arrow) this.receivers++
    this.text += '["Function",'
    this.list(node.params)
    this.text += ','
    this.list(node.body)
    const own = self && this.isLocal(self) ? self : undefined
    const traits = traitsOf(node, isArrow)
    if (traits !== '' || name !== undefined || own) this.text += traits === '' ? ',null' : `,"${traits}"`
    this.names(name, own)
    this.text += ']'
    if (!node.arrow) this.receivers--
    this.labels = labels
  }

  /** N6: the name of a class always counts. */
  private cls(node: ClassNode, name: string | undefined): void {
    const { self, superClass, decorators } = node
    this.text += '["Class",'
    this.list(decorators ?? [])
    this.text += ','
    if (superClass) this.node(superClass)
    else this.text += 'null'
    this.text += ','
    this.list(node.members)
    this.names(name, self && this.isLocal(self) ? self : undefined)
    this.text += ']'
  }

  /** The name that can be read, and the one by which the code refers to itself. */
  private names(name: string | undefined, own: Name | undefined): void {
    if (name !== undefined || own) this.text += name === undefined ? ',null' : `,${json(name)}`
    if (!own) return
    this.text += ','
    this.name(own, false)
  }

  /** Whether the own name of an expression is used in it, other than as a reference to the whole definition. */
  private isLocal(self: Name): boolean {
    return self.binding !== this.start.self && this.isReferenced(self)
  }

  private property(node: Extract<Any, { type: 'Property' }>): void {
    const { value, kind, decorators } = node
    this.text += `["Property","${kind}",`
    this.node(node.key)
    if (value) {
      // The value of a field is evaluated with the instance as `this`, and so is nothing else of a class.
      const receives = kind === 'field' || kind === 'accessor' ? 1 : 0
      this.receivers += receives
      this.text += ','
      this.node(value)
      this.receivers -= receives
    }
    if (node.static || decorators) this.text += `${value ? '' : ',null'}${node.static ? ',true' : ',null'}`
    if (decorators) {
      this.text += ','
      this.list(decorators)
    }
    this.text += ']'
  }

  private receiver(type: 'This' | 'Super' | 'NewTarget' | 'Arguments'): void {
    const isRoot = this.start.node.type === 'Function' && !this.start.node.arrow
    if (this.receivers > (isRoot ? 1 : 0)) {
      this.text += `["${type}"]`
    } else if (isRoot) {
      if (type === 'This') this.usesThis = true
      if (type === 'Arguments') this.usesArguments = true
      if (type === 'Super') {
        this.refuse('R5', 'The function uses `super`, which depends on a class that cannot be seen from it.')
      }
      this.text += `["${type}"]`
    } else if (type === 'This' && this.isInFunction()) {
      this.slot({ kind: 'captured', path: ['this'], called: false })
    } else if (type === 'This' && this.scopes.esm) {
      this.text += '["Undefined"]'
    } else {
      this.refuse(
        'R5',
        `The function uses \`${wordFor[type]}\` of the code around it. Pass what it needs as an argument.`,
      )
      this.text += 'null'
    }
  }

  /** Whether the root stands in a function or class, so that there is a `this` to capture. */
  private isInFunction(): boolean {
    for (let index = this.start.scope; index >= 0; ) {
      const scope = this.scopes.scopes[index]
      if (!scope) return false
      if (scope.kind === 'function' || scope.kind === 'class') return true
      index = scope.parent
    }
    return false
  }

  private name(node: Name, called: boolean): void {
    if (node.binding === undefined) {
      // S5
      if (node.name === '__filename' || node.name === '__dirname') {
        this.slot({ kind: 'input', path: [node.name], called: false })
      } else this.text += `["Global",${json(node.name)}]` // S8
      return
    }
    const binding = this.scopes.bindings[node.binding] as Binding
    if (node.binding === this.start.self) {
      this.slot({ kind: 'self', path: [node.name], called }) // N4: its own name.
    } else if (!this.isOutside(binding, node.binding)) {
      this.local(node, node.binding)
    } else if (this.depth(binding.scope) > 0) {
      this.slot({ kind: 'captured', path: [node.name], binding: node.binding, called }) // S6
    } else {
      const isInput = binding.assigned && binding.kind !== 'import'
      const builtin = binding.source === undefined || isInput ? undefined : builtinModule(binding.source)
      if (builtin) {
        // S7
        this.text += `["Builtin",${json(builtin)},${json(binding.imported)}`
        this.end(isRequired(binding), node.name)
        return
      }
      // S4, S14
      const kind = isInput ? 'input' : 'binding'
      const isEarly = this.isAbove(binding)
      if (isEarly) this.text += '["Early",'
      this.slot({ kind, path: [node.name], binding: node.binding, called })
      if (isEarly) this.text += ']'
    }
  }

  /** S14: whether the definition is made before the variable has its value. A function runs later, mostly. */
  private isAbove({ kind, declarations: [declaration] }: Binding): boolean {
    if (this.start.node.type === 'Function' || !(kind === 'var' || kind === 'enum')) return false
    return this.at.line > 0 && comparePositions(this.at, placeOf(declaration as Any)) < 0
  }

  private local(node: Name, binding: number): void {
    const index = numberOf(this.locals, binding)
    this.text += this.dynamic ? `["Local",${index},${json(node.name)}]` : index // N1, N7
  }

  /** N3. */
  private privateName(node: PrivateName): void {
    const binding = node.binding === undefined ? undefined : this.scopes.bindings[node.binding]
    if (!binding || this.isOutside(binding, node.binding as number)) {
      this.text += `["PrivateName",null,${json(node.name)}]`
      return
    }
    const index = numberOf(this.privates, node.binding as number)
    // A method that is used as a value can show its name.
    const shown = this.dynamic || (binding.names && binding.escapes) ? `,${json(node.name)}` : ''
    this.text += `["PrivateName",${index}${shown}]`
  }

  /** Writes a member that is a reference of its own: an export of a namespace import, a variable of the environment. */
  private reference(node: Member, called: boolean): boolean {
    const variable = environmentVariable(node, this.scopes)
    if (variable) {
      // S5: with its name, because one that is assigned or deleted is not known by its value.
      const index = this.variable(variable)
      if (variable.other) return false
      this.text += `["Input",${index},${variable.name.map((part) => json(part)).join()}]`
      return true
    }
    // S11: it counts beside its text, which says what is assigned or deleted.
    const exported = ownExport(node, this.scopes)
    if (exported) this.references.indexOf({ kind: 'binding', path: exported, called })
    const { object, property } = node
    if (exported || property.type !== 'String' || node.optional) return false
    if (object.type !== 'Name' || object.binding === undefined) return false
    const binding = this.scopes.bindings[object.binding] as Binding
    if (binding.imported !== '*' || binding.mutated || builtinModule(binding.source as string)) return false
    if (binding.assigned && binding.kind !== 'import') return false
    // S3: the namespace is the receiver of the call.
    this.slot({ kind: 'binding', path: [object.name, property.value], binding: object.binding, called }, called)
    return true
  }

  /** S5: `const { HOME = '/' } = process.env` counts beside its text. */
  private environment(target: Node, value: Node | null): void {
    if (!value || target.type !== 'ObjectPattern') return
    const read = environmentOf(value, this.scopes.bindings)
    for (const variable of environmentVariables(target, read)) this.variable(variable)
  }

  private variable({ path, binding }: Environment): number {
    const reference: Reference = { kind: 'input', path, called: false }
    if (binding !== undefined) reference.binding = binding
    return this.references.indexOf(reference)
  }

  private slot(reference: Reference, namespace = false): void {
    const index = this.references.indexOf(reference)
    this.text += `["${slotType[reference.kind]}",${index}`
    this.end(namespace, reference.path[0] as string)
  }

  /** The end of what stands for something outside; N7: with its name. */
  private end(flag: boolean, name: string): void {
    if (this.dynamic) this.text += `,${flag},${json(name)}]`
    else this.text += flag ? ',true]' : ']'
  }

  private isReferenced(name: Name): boolean {
    return (this.scopes.bindings[name.binding as number]?.uses ?? 0) > 0 || this.dynamic
  }

  private isOutside(binding: Binding, index: number): boolean {
    return this.depth(binding.scope) <= this.startDepth && !this.start.own.has(index)
  }

  private depth(scope: number): number {
    return this.scopes.scopes[scope]?.depth ?? 0
  }

  private refuse(rule: string, message: string): void {
    this.refused ??= { type: 'Refused', rule, message, at: placeOf(this.start.node) }
  }
}

/** As a list: asked again and again, an object gives its entries more slowly. */
const writtenFields = Object.fromEntries(
  Object.entries(fieldsOf).map(([type, fields]) => [type, Object.entries(fields)]),
) as unknown as Record<Any['type'], readonly [field: string, kind: 'value' | 'list' | 'node'][]>

const slotType = { binding: 'Slot', self: 'Slot', input: 'Input', captured: 'Captured' } as const

const wordFor = { This: 'this', Super: 'super', NewTarget: 'new.target', Arguments: 'arguments' } as const

function traitsOf({ async, callee, generator, sloppy }: FunctionNode, isArrow: boolean | undefined): string {
  if (!async && !callee && !generator && !sloppy) return isArrow ? 'arrow' : ''
  const traits = { arrow: isArrow, async, callee, generator, sloppy }
  return Object.keys(traits)
    .filter((trait) => traits[trait as keyof typeof traits])
    .join(' ')
}

/** S7: `require` gives what `import` calls the default, and that may have a `default` of its own. */
function isRequired({ kind, imported }: Binding): boolean {
  return kind !== 'import' && (imported === '*' || imported === 'default')
}

function exportedNames(declarations: Statement[]): string[] {
  const names: string[] = []
  for (const declaration of declarations) {
    if (declaration.type === 'Variable') forEachTarget(declaration.target, (name) => names.push(name.name))
    else if ('target' in declaration && declaration.target.type === 'Name') names.push(declaration.target.name)
  }
  return names
}

function propertyOf(parameter: Node): string {
  const target = parameter.type === 'Default' ? parameter.target : parameter
  return target.type === 'Name' ? target.name : ''
}

function numberOf(numbers: Map<number, number>, key: number): number {
  const known = numbers.get(key)
  if (known !== undefined) return known
  numbers.set(key, numbers.size)
  return numbers.size - 1
}

/** The name that gives an anonymous function or class its own (ECMA-262, NamedEvaluation). */
function namedBy(parent: Any, key: string): Name | undefined {
  switch (parent.type) {
    case 'Variable':
      return key === 'init' && parent.target.type === 'Name' ? parent.target : undefined
    case 'Default':
      return key === 'value' && parent.target.type === 'Name' ? parent.target : undefined
    case 'Assign':
      return key === 'value' && parent.target.type === 'Name' && /^(\|\||&&|\?\?)?=$/.test(parent.operator)
        ? parent.target
        : undefined
    default:
      return undefined
  }
}

function namesCannotBeKnown(node: Any): Refused {
  const message =
    'The function stands in a `with`, or where a direct `eval` may declare variables: its names could mean anything. Move it out.'
  return { type: 'Refused', rule: 'R7', message, at: placeOf(node) }
}

function placeOf(node: Any): Position {
  return 'at' in node && node.at ? node.at : { line: 0, column: 0 }
}
