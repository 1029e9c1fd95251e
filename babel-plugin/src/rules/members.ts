/**
 * Members and keys (M1, M2): `a['b']` is `a.b`, `{ 'a': x }`, `{ ['a']: x }` and `{ a: x }` are one, and `a[1]` is `a['1']`.
 * The readers give a name and a string as the same node already; here a literal key becomes the string that it is read as.
 * Twin: swc-plugin/src/rules/members.rs
 */
import type { Node } from '../tree.js'
import { textOf } from './literals.js'

export function simplifyMember(node: Node): Node {
  switch (node.type) {
    case 'Member':
      return { ...node, property: keyOf(node.property) }
    case 'Property':
      return { ...node, key: keyOf(node.key) }
    default:
      return node
  }
}

function keyOf(key: Node): Node {
  const text = textOf(key)
  return text === undefined ? key : { type: 'String', value: text }
}
