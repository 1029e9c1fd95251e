/**
 * Declarations: `let` that is never assigned again is `const` (D1); a catch binding that is not used is none (E8); a pattern is
 * one declaration for each of its names (D3).
 * Twin: swc-plugin/src/rules/declarations.rs
 */
import type { Binding } from '../scope.js'
import { forEachTarget } from '../targets.js'
import type { Any, Node, ObjectPattern, Variable } from '../tree.js'
import { type Context, changeUses, isNeverAssigned } from './simplify.js'

export function simplifyDeclaration(node: Any, context: Context): Any {
  switch (node.type) {
    case 'Variable': {
      if (node.kind !== 'let' && node.kind !== 'const') return node
      const kind = node.kind === 'let' && isConstant(node.target, context) ? 'const' : node.kind
      // D5: `let x = undefined` is `let x`.
      const init = node.init?.type === 'Undefined' && node.target.type === 'Name' ? null : node.init
      return kind === node.kind && init === node.init ? node : { ...node, kind, init }
    }
    case 'Catch': {
      if (context.dynamic || node.param?.type !== 'Name' || node.param.binding === undefined) return node
      return context.bindings[node.param.binding]?.uses ? node : { ...node, param: null }
    }
    default:
      return node
  }
}

/** D1. */
function isConstant(target: Node, context: Context): boolean {
  let constant = !context.dynamic
  forEachTarget(target, (name) => {
    constant &&= name.binding !== undefined && isNeverAssigned(name.binding, context)
  })
  return constant
}

/**
 * D3: `const { a, b } = o` is `const a = o.a; const b = o.b`, where `o` is a variable that cannot change meanwhile, or there is
 * only one name. Nothing for patterns with defaults, a rest, or names that are computed.
 */
export function splitPattern(node: Variable, context: Context): Variable[] | undefined {
  const { target, init, kind } = node
  if (target.type !== 'ObjectPattern' || !init || target.properties.length === 0) return undefined
  if (kind !== 'const' && kind !== 'let' && kind !== 'var') return undefined
  if (target.properties.length > 1 && !isStable(init, target, context)) return undefined
  const split: Variable[] = []
  for (const property of target.properties) {
    if (property.type !== 'Property' || property.key.type !== 'String' || !property.value) return undefined
    const { value, key } = property
    if (value.type !== 'Name' && value.type !== 'ObjectPattern') return undefined
    const member: Node = { type: 'Member', object: init, property: key }
    const single: Variable = { type: 'Variable', kind, target: value, init: member, at: node.at }
    split.push(single)
  }
  if (init.type === 'Name' && init.binding !== undefined) {
    changeUses(init.binding, { uses: split.length - 1, writes: 0 }, context)
  }
  return split
}

/** A variable that nothing assigns, and that the pattern does not declare itself; or the environment. */
function isStable(init: Node, target: ObjectPattern, context: Context): boolean {
  if (init.type !== 'Name' || init.binding === undefined) return isEnvironment(init)
  const { assigned, kind, imported } = context.bindings[init.binding] as Binding
  let stable = !assigned && (kind !== 'import' || imported === '*')
  forEachTarget(target, (name) => {
    stable &&= name.binding !== init.binding
  })
  return stable
}

/** `process.env` and `import.meta.env`, whose members count one by one (S5). */
function isEnvironment(node: Node): boolean {
  if (node.type !== 'Member' || node.property.type !== 'String' || node.property.value !== 'env') return false
  const { object } = node
  return (
    object.type === 'ImportMeta' ||
    (object.type === 'Name' && object.name === 'process' && object.binding === undefined)
  )
}
