/**
 * Declarations: `let` that is never assigned again is `const` (D1); a catch binding that is not used is none (E8).
 * Twin: swc-plugin/src/rules/declarations.rs
 */
import type { Binding } from '../scope.js'
import { forEachTarget } from '../scope.js'
import type { Any } from '../tree.js'

export function simplifyDeclaration(node: Any, bindings: Binding[]): Any {
  switch (node.type) {
    case 'Variable': {
      if (node.kind !== 'let') return node
      let constant = true
      forEachTarget(node.target, (name) => {
        if (name.binding === undefined || bindings[name.binding]?.assigned) constant = false
      })
      return constant ? { ...node, kind: 'const' } : node
    }
    case 'Catch': {
      if (node.param?.type !== 'Name' || node.param.binding === undefined) return node
      return bindings[node.param.binding]?.referenced ? node : { ...node, param: null }
    }
    default:
      return node
  }
}
