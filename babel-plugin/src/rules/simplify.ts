/**
 * Brings a tree into its simplest form: children first, then every rule on the node itself, in the order of docs/rules.md.
 * The tree of the reader is left as it is.
 * Twin: swc-plugin/src/rules/simplify.rs
 */
import type { Binding } from '../scope.js'
import { type Any, isNode, type Node } from '../tree.js'
import { simplifyDeclaration } from './declarations.js'
import { simplifyEnumMember } from './enums.js'
import { simplifyLiteral } from './literals.js'
import { simplifyMember } from './members.js'

export function simplify(node: Any, bindings: Binding[]): Any {
  const copy = { ...node } as Record<string, unknown>
  for (const key in copy) {
    if (key === 'host' || key === 'at') continue
    const value = copy[key]
    if (Array.isArray(value)) copy[key] = value.map((item) => (isNode(item) ? simplify(item, bindings) : item))
    else if (isNode(value)) copy[key] = simplify(value, bindings)
  }
  let result = copy as unknown as Any
  result = simplifyLiteral(result as Node)
  result = simplifyMember(result as Node)
  result = simplifyEnumMember(result as Node, bindings)
  return simplifyDeclaration(result, bindings)
}
