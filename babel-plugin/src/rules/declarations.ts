/**
 * Declarations: `let` that is never assigned again is `const` (D1); a catch binding that is not used is none (E8).
 * Twin: swc-plugin/src/rules/declarations.rs
 */
import { forEachTarget } from '../scope.js'
import type { Any } from '../tree.js'
import type { Context } from './simplify.js'

export function simplifyDeclaration(node: Any, context: Context): Any {
  switch (node.type) {
    case 'Variable': {
      if (node.kind !== 'let' || context.dynamic) return node
      let constant = true
      forEachTarget(node.target, (name) => {
        if (name.binding === undefined || context.bindings[name.binding]?.assigned) constant = false
      })
      return constant ? { ...node, kind: 'const' } : node
    }
    case 'Catch': {
      if (context.dynamic || node.param?.type !== 'Name' || node.param.binding === undefined) return node
      return context.bindings[node.param.binding]?.uses ? node : { ...node, param: null }
    }
    default:
      return node
  }
}
