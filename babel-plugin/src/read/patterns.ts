/**
 * Binding patterns, assignment targets and parameters.
 * Twin: swc-plugin/src/read/patterns.rs
 */
import type * as t from '@babel/types'
import type { Node, ObjectPattern } from '../tree.js'
import { readKey } from './classes.js'
import { readExpression } from './expressions.js'
import { type Reading, refuseUnknown, tooDeep } from './reading.js'

export function readPattern(reading: Reading, node: t.Node): Node {
  const refused = tooDeep(reading, node)
  if (refused) return refused
  const read = readDecorated(reading, node)
  reading.depth--
  return read
}

/** R1: decorators of a parameter are read for what they use, and refused. */
function readDecorated(reading: Reading, node: t.Node): Node {
  const { decorators } = node as { decorators?: t.Decorator[] | null }
  const target = readOnePattern(reading, node)
  const first = decorators?.[0]
  if (!decorators || !first) return target
  const refused = refuseUnknown(reading, first)
  const expressions = [refused, ...decorators.map((decorator) => readExpression(reading, decorator.expression))]
  return { type: 'Default', target, value: { type: 'Sequence', expressions } }
}

function readOnePattern(reading: Reading, node: t.Node): Node {
  switch (node.type) {
    case 'Identifier':
      return { type: 'Name', name: node.name }
    case 'ObjectPattern':
      return readObjectPattern(reading, node)
    case 'ArrayPattern':
      return {
        type: 'ArrayPattern',
        elements: node.elements.map((element) => (element ? readPattern(reading, element) : null)),
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
