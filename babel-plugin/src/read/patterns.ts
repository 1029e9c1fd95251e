/**
 * Binding patterns, assignment targets and parameters.
 * Twin: swc-plugin/src/read/patterns.rs
 */
import type * as t from '@babel/types'
import { takesName } from '../rules/values.js'
import type { Node, ObjectPattern } from '../tree.js'
import { readKey } from './classes.js'
import { readExpression } from './expressions.js'
import { nameOf, type Reading, refuse, tooDeep } from './reading.js'

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
        value: readAssigned(reading, node),
      }
    case 'RestElement':
      return { type: 'Rest', argument: readPattern(reading, node.argument) }
    case 'TSParameterProperty':
      return { type: 'ParameterProperty', target: readPattern(reading, node.parameter) }
    default:
      return readExpression(reading, node as t.Expression)
  }
}

/** R4: by the language, what is assigned to a name in parentheses does not take that name; but few compilers print the parentheses. */
export function readAssigned(reading: Reading, node: t.AssignmentExpression | t.AssignmentPattern): Node {
  const value = readExpression(reading, node.right)
  if (!takesName(value) || !isWrappedName(node.left)) return value
  const message =
    'A function or class without a name is assigned to a name in parentheses, and compilers differ in whether it takes that name. Drop the parentheses.'
  return refuse(reading, 'R4', message, node)
}

/** `x!` is none: the types are gone before anything runs, and the name is left. */
function isWrappedName(target: t.Node): boolean {
  if (target.extra?.parenthesized === true || target.type === 'ParenthesizedExpression') return isNameWithin(target)
  const inner = withinTypes(target)
  return inner !== undefined && isWrappedName(inner)
}

function isNameWithin(target: t.Node): boolean {
  const inner = target.type === 'ParenthesizedExpression' ? target.expression : withinTypes(target)
  return target.type === 'Identifier' || (inner !== undefined && isNameWithin(inner))
}

function withinTypes(node: t.Node): t.Node | undefined {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
      return node.expression
    default:
      return undefined
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
