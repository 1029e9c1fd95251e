/**
 * Members and keys (M1, M2): `a['b']` is `a.b`, `{ 'a': x }`, `{ ['a']: x }` and `{ a: x }` are one, and `a[1]` is `a['1']`.
 * The readers give a name and a string as the same node already; here a literal key becomes the string that it is read as.
 * Twin: swc-plugin/src/rules/members.rs
 */
import type { Node } from '../tree.js'
import { textOf } from './literals.js'

export function simplifyMember(node: Node): Node {
  switch (node.type) {
    case 'Member': {
      const property = keyOf(node.property)
      return property === node.property ? node : { ...node, property }
    }
    case 'Property': {
      const key = keyOf(node.key)
      return key === node.key ? node : { ...node, key }
    }
    default:
      return node
  }
}

function keyOf(key: Node): Node {
  if (key.type === 'String') return key
  const text = textOf(key)
  return text === undefined ? key : { type: 'String', value: text }
}
