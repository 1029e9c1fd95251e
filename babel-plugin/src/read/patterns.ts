/**
 * Binding patterns, assignment targets and parameters.
 * Twin: swc-plugin/src/read/patterns.rs
 */
import type * as t from '@babel/types'
import type { Node, ObjectPattern } from '../tree.js'
import { readKey } from './classes.js'
import { readExpression } from './expressions.js'
import { nameOf, type Reading, tooDeep } from './reading.js'

export function readPattern(reading: Reading, node: t.Node): Node {
  const refused = tooDeep(reading, node)
  if (refused) return refused
  const read = readOnePattern(reading, node)
  reading.depth--
  return read
}

function readOnePattern(reading: Reading, node: t.Node): Node {
  switch (node.type) {
    case 'Identifier':
      return nameOf(node.name)
    case 'ObjectPattern':
      return readObjectPattern(reading, node)
    case 'ArrayPattern':
      return {
        type: 'ArrayPattern',
        elements: readElements(reading, node.elements),
      }
    case 'AssignmentPattern':
      return {
        type: 'Default',
        target: readPattern(reading, node.left),
        value: readExpression(reading, node.right),
      }
    case 'RestElement':
      return { type: 'Rest', argument: readPattern(reading, node.argument) }
    case 'TSParameterProperty':
      return { type: 'ParameterProperty', target: readPattern(reading, node.parameter) }
    default:
      return readExpression(reading, node as t.Expression)
  }
}

function readElements(reading: Reading, nodes: readonly (t.Node | null)[]): (Node | null)[] {
  return nodes.map((node) => (node ? readPattern(reading, node) : null))
}

function readObjectPattern(reading: Reading, node: t.ObjectPattern): ObjectPattern {
  return {
    type: 'ObjectPattern',
    properties: node.properties.map((property) =>
      property.type === 'RestElement'
        ? { type: 'Rest', argument: readPattern(reading, property.argument) }
        : {
            type: 'Property',
            kind: 'value',
            key: readKey(reading, property.key, property.computed),
            value: readPattern(reading, property.value),
          },
    ),
  }
}
