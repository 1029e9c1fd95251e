/**
 * Members and keys (M1, M2): `a['b']` is `a.b`, `{ 'a': x }`, `{ ['a']: x }` and `{ a: x }` are one, and `a[1]` is `a['1']`.
 * The readers give a name and a string as the same node already; here a literal key becomes the string that it is read as.
 * What an object literal spreads into another one stands in that one (M5).
 * Twin: swc-plugin/src/rules/members.rs
 */
import type { Node, ObjectNode } from '../tree.js'
import { isLiteral, textOf } from './literals.js'

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
    case 'Object':
      return node.properties.some(({ type }) => type === 'Spread')
        ? { ...node, properties: spread(node.properties) }
        : node
    default:
      return node
  }
}

function keyOf(key: Node): Node {
  if (key.type === 'String') return key
  const text = textOf(key)
  return text === undefined ? key : { type: 'String', value: text }
}

/**
 * M5: `{ ...{ a: 1 } }` is `{ a: 1 }`; what has no properties adds none. Not where a key stands twice or is computed, or there is a
 * getter or setter: V8 gives such literals another order of keys if they spread something.
 */
function spread(properties: ObjectNode['properties']): ObjectNode['properties'] {
  const merged = properties.flatMap(spreadProperties)
  const keys = merged.map((property) => (property.type === 'Property' ? property.key : undefined))
  const names = keys.flatMap((key) => (key?.type === 'String' ? [key.value] : []))
  const isPlain = keys.every((key) => !key || key.type === 'String') && new Set(names).size === names.length
  return isPlain && !merged.some(isAccessor) ? merged : properties
}

function isAccessor(property: ObjectNode['properties'][number]): boolean {
  return property.type === 'Property' && (property.kind === 'get' || property.kind === 'set')
}

/** Methods and getters belong to their own object. */
function spreadProperties(property: ObjectNode['properties'][number]): ObjectNode['properties'] {
  if (property.type !== 'Spread') return [property]
  const { argument } = property
  if (isLiteral(argument)) return argument.type === 'String' ? [property] : []
  const isPlain =
    argument.type === 'Object' &&
    argument.properties.every(
      (inner) => inner.type === 'Spread' || (inner.type === 'Property' && inner.kind === 'value'),
    )
  return isPlain ? argument.properties : [property]
}
