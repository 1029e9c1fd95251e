/**
 * F1 … F5: which calls and decorators are those of `cached`.
 *
 * F1 `import { cached as c } from 'autocached'; c(fn)`: by its import, also from `autocached/core`, under any name, also of CommonJS
 * (`require`)
 * F2 `import * as ac from 'autocached'; ac.cached(fn)`: by a namespace
 * F3 `const c = cached({ … }); c(fn)`, `cached({ … })(fn)`: by a variable that is never assigned again, options first
 * F4 `@cached(…) method() {}`, `@cached method() {}`: as a decorator of a method or accessor
 * F4 is out of sight where the compiler has lowered the class already; then its refusal is reported instead (R6).
 * F5 `import { withRedis } from './cache'; withRedis(fn)`: by an imported name that the option `wrappers` lists
 * Twin: swc-plugin/src/find_calls.rs
 */
import { PACKAGE } from './builtin-modules.js'
import { DEEPEST } from './callees.js'
import { requiredBy } from './common-js.js'
import type { Options } from './options.js'
import { type Binding, comparePositions, type Scopes } from './scope.js'
import {
  type Any,
  type Call,
  type ClassNode,
  type FunctionNode,
  forEachChild,
  type Module,
  type Name,
  type Node,
  type Position,
  type Property,
  type Refused,
} from './tree.js'

/** Where `cached` is exported. */
const sources: readonly unknown[] = [PACKAGE, `${PACKAGE}/core`]

export interface CachedUses {
  /** Calls in the order of the source, an outer call before the calls inside of it. */
  calls: { call: Call; argument: FunctionNode | Name; label: string; holder: number | undefined }[]
  methods: { member: Property; method: FunctionNode }[]
  /** What holds a class in which there are such calls or methods: their `this` counts by it. */
  classes: number[]
  /** Classes that the compiler has changed, in a file that uses `cached`: their methods may have been decorated. */
  lowered: { refused: Refused; name: string }[]
}

export function findCalls(module: Module, { bindings }: Scopes, options: Options): CachedUses {
  const uses: CachedUses = { calls: [], methods: [], classes: [], lowered: [] }
  const inUse = bindings.some((_, index) => isCachedBinding(index, bindings, options))
  if (!inUse && !bindings.some(isPackage)) return uses
  const visit = (node: Any, parent: Any): void => {
    if (node.type === 'Call' && isCached(node.callee, bindings, options)) {
      const [argument] = node.arguments
      if (argument?.type === 'Function' || argument?.type === 'Name') {
        uses.calls.push({ call: node, argument, label: labelOf(node, parent), holder: holderOf(node, parent) })
      }
    }
    if (node.type === 'Property' && node.decorators?.some((decorator) => isCached(decorator, bindings, options))) {
      if (node.value?.type === 'Function' && isMethod.has(node.kind))
        uses.methods.push({ member: node, method: node.value })
    }
    if (node.type === 'Class' && inUse) {
      const refused = node.members.find((member) => member.type === 'Refused' && member.rule === 'R6')
      if (refused?.type === 'Refused') uses.lowered.push({ refused, name: classNameOf(node, parent) })
    }
    const before = uses.calls.length + uses.methods.length
    forEachChild(node, (child) => visit(child, node))
    const holder = node.type === 'Class' ? holderOf(node, parent) : undefined
    if (holder !== undefined && uses.calls.length + uses.methods.length > before) uses.classes.push(holder)
  }
  visit(module, module)
  // The children of a node come in the order of its fields.
  uses.calls.sort((a, b) => comparePositions(a.call.at, b.call.at))
  uses.methods.sort((a, b) => comparePositions(a.member.at as Position, b.member.at as Position))
  return uses
}

function classNameOf(node: ClassNode, parent: Any): string {
  return parent.type === 'ClassDeclaration' ? parent.target.name : (node.self?.name ?? '')
}

/** What people will call the cached function: the variable or property that it is given to. */
function labelOf(call: Call, parent: Any): string {
  if (parent.type === 'Variable' && parent.init === call && parent.target.type === 'Name') return parent.target.name
  return parent.type === 'Property' && parent.value === call && parent.key.type === 'String' ? parent.key.value : ''
}

/** The variable that holds the cached function, or the class. */
function holderOf(value: Call | ClassNode, parent: Any): number | undefined {
  if (parent.type === 'ClassDeclaration') return parent.target.binding
  return parent.type === 'Variable' && parent.init === value && parent.target.type === 'Name'
    ? parent.target.binding
    : undefined
}

const isMethod = new Set(['method', 'get', 'set'])

/** Whether an expression is `cached`, or `cached` with options. */
export function isCached(node: Node, bindings: Binding[], options: Options): boolean {
  return isCachedThrough(node, bindings, options)
}

/** Whether a constant holds the result of a call of `cached`. */
export function holdsCached(binding: Binding, bindings: Binding[], options: Options): boolean {
  const [declaration] = binding.declarations
  if (declaration?.type !== 'Variable' || declaration.target.type !== 'Name') return false
  return declaration.init?.type === 'Call' && isCached(declaration.init.callee, bindings, options)
}

/** `seen`: the variables that led here, because `const c = c()` leads to itself. */
function isCachedThrough(node: Node, bindings: Binding[], options: Options, seen?: Set<number>): boolean {
  switch (node.type) {
    case 'Name':
      return node.binding !== undefined && isCachedBinding(node.binding, bindings, options, seen)
    case 'Member': // F2
      return (
        node.object.type === 'Name' &&
        node.object.binding !== undefined &&
        isPackage(bindings[node.object.binding] as Binding) &&
        node.property.type === 'String' &&
        node.property.value === 'cached'
      )
    case 'Call': // F3
      return isCachedThrough(node.callee, bindings, options, seen)
    default:
      return false
  }
}

function isCachedBinding(index: number, bindings: Binding[], options: Options, seen?: Set<number>): boolean {
  const binding = bindings[index] as Binding
  if (binding.kind === 'import') {
    if (sources.includes(binding.source)) return binding.imported === 'cached' // F1
    return options.wrappers.includes(binding.imported as string) // F5
  }
  const [declaration] = binding.declarations
  if (declaration?.type !== 'Variable' || !declaration.init || binding.assigned) return false
  if (seen && (seen.has(index) || seen.size === DEEPEST)) return false
  const { target, init } = declaration
  // F3
  if (target.type === 'Name') {
    return init.type === 'Call' && isCachedThrough(init.callee, bindings, options, (seen ?? new Set()).add(index))
  }
  if (target.type !== 'ObjectPattern' || !isRequired(init)) return false
  return target.properties.some(
    (property) =>
      property.type === 'Property' &&
      property.key.type === 'String' &&
      property.key.value === 'cached' &&
      property.value?.type === 'Name' &&
      property.value.binding === index,
  ) // F1
}

function isPackage(binding: Binding): boolean {
  if (binding.kind === 'import') return sources.includes(binding.source) && binding.imported === '*'
  const [declaration] = binding.declarations
  if (binding.assigned) return false
  if (declaration?.type === 'ImportEquals') {
    return declaration.value.type === 'String' && sources.includes(declaration.value.value)
  }
  return declaration?.type === 'Variable' && !!declaration.init && isRequired(declaration.init)
}

function isRequired(init: Node): boolean {
  const required = requiredBy(init)
  return sources.includes(required?.source) && required?.path.length === 0
}
