/**
 * S13: calls of built-in functions that change something, and that call what they are given.
 * Twin: swc-plugin/src/changing_calls.rs
 */
import type { Aliases } from './aliases.js'
import { builtinModule } from './builtin-modules.js'
import { isGlobal } from './references.js'
import type { Binding } from './scope.js'
import type { Node } from './tree.js'

/** `Object.assign(target, …)` and its like, also by another name, and `inherits` of Node.js. */
export function changesArgument(callee: Node, aliases: Aliases): boolean {
  const { object, property } = aliases.callees.memberOf(callee) ?? {}
  if (object && property) {
    if (isGlobal(object, 'Object') || isGlobal(object, 'Reflect')) return isNamed(property, changingFunctions)
    if (isNamed(property, inheriting) && ofUtil(object, aliases)) return true
  }
  return ofUtil(callee, aliases)?.imported === 'inherits'
}

function ofUtil(node: Node, { bindings }: Aliases): Binding | undefined {
  const binding = node.type === 'Name' && node.binding !== undefined ? bindings[node.binding] : undefined
  return binding?.source !== undefined && builtinModule(binding.source) === 'util' ? binding : undefined
}

export function isNamed(property: Node, names: ReadonlySet<string>): boolean {
  return property.type === 'String' && names.has(property.value)
}

/** Of arrays, maps, sets and what is made in their image. */
export const changingMethods: ReadonlySet<string> = new Set(
  'add clear copyWithin delete fill pop push reverse set shift sort splice unshift'.split(' '),
)

/** Of arrays, maps, sets and strings: they call what they are given at once. */
export const callingMethods: ReadonlySet<string> = new Set(
  `every filter find findIndex findLast findLastIndex flatMap forEach from map reduce reduceRight replace replaceAll some sort
  toSorted`.split(/\s+/),
)

/** Of arrays, maps and sets: they drop what it returns. */
export const droppers: ReadonlySet<string> = new Set(['forEach'])

/** Of `node:util`. */
const inheriting: ReadonlySet<string> = new Set(['inherits'])

/** Of functions. */
export const appliers: ReadonlySet<string> = new Set(['apply', 'call'])
export const appliersOfLists: ReadonlySet<string> = new Set(['apply'])

/** Of `Object` and `Reflect`. */
const changingFunctions: ReadonlySet<string> = new Set(
  'assign defineProperties defineProperty deleteProperty freeze preventExtensions seal set setPrototypeOf'.split(' '),
)
