/**
 * Expressions. Erased here: parentheses (E2) and TypeScript's wrappers (E5); the boundary of an optional chain stays.
 * Twin: swc-plugin/src/read/expressions.rs
 */
import type * as t from '@babel/types'
import type { Node, ObjectNode, Property } from '../tree.js'
import { readClass, readKey } from './classes.js'
import { readFunction } from './functions.js'
import { readJsxElement, readJsxFragment } from './jsx.js'
import { readAssigned, readPattern } from './patterns.js'
import { nameOf, positionOf, type Reading, refuseUnknown, tooDeep } from './reading.js'

export function readExpression(reading: Reading, node: t.Node): Node {
  const refused = tooDeep(reading, node)
  if (refused) return refused
  const read = readOne(reading, node)
  reading.depth--
  return read
}

function readOne(reading: Reading, node: t.Node): Node {
  switch (node.type) {
    case 'Identifier':
      return nameOf(node.name)
    case 'StringLiteral': // L2
      return { type: 'String', value: node.value }
    case 'NumericLiteral':
      return { type: 'Number', value: node.value }
    case 'BigIntLiteral':
      return { type: 'BigInt', value: BigInt(String(node.value).replaceAll('_', '')) }
    case 'BooleanLiteral':
      return { type: 'Boolean', value: node.value }
    case 'NullLiteral':
      return { type: 'Null' }
    case 'RegExpLiteral':
      return { type: 'RegExp', pattern: node.pattern, flags: node.flags }
    case 'TemplateLiteral':
      return {
        type: 'Template',
        strings: node.quasis.map((quasi) => quasi.value.cooked ?? ''),
        expressions: readExpressions(reading, node.expressions),
      }
    case 'TaggedTemplateExpression':
      return {
        type: 'Tagged',
        tag: readExpression(reading, node.tag),
        cooked: node.quasi.quasis.map((quasi) => quasi.value.cooked ?? null),
        raw: node.quasi.quasis.map((quasi) => quasi.value.raw.replace(/\r\n?/g, '\n')),
        expressions: readExpressions(reading, node.quasi.expressions),
      }
    case 'ArrayExpression':
      return { type: 'Array', elements: readElements(reading, node.elements) }
    case 'SpreadElement':
      return { type: 'Spread', argument: readExpression(reading, node.argument) }
    case 'ObjectExpression':
      return readObject(reading, node)
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return readFunction(reading, node)
    case 'ClassExpression':
      return readClass(reading, node)
    case 'MemberExpression':
      return { type: 'Member', object: readExpression(reading, node.object), property: readProperty(reading, node) }
    case 'OptionalMemberExpression':
    case 'OptionalCallExpression':
      return { type: 'Chain', expression: readLink(reading, node) }
    case 'CallExpression':
      if (node.callee.type === 'Import') {
        return { type: 'ImportCall', arguments: readExpressions(reading, node.arguments) }
      }
      return {
        type: 'Call',
        callee: readExpression(reading, node.callee),
        arguments: readExpressions(reading, node.arguments),
        host: node,
        at: positionOf(reading, node),
      }
    case 'ImportExpression': {
      const sources = node.options ? [node.source, node.options] : [node.source]
      const call: Node = { type: 'ImportCall', arguments: readExpressions(reading, sources) }
      if (node.phase) call.phase = node.phase
      return call
    }
    case 'NewExpression':
      return {
        type: 'New',
        callee: readExpression(reading, node.callee),
        arguments: readExpressions(reading, node.arguments),
      }
    case 'UnaryExpression':
      return node.operator === 'throw'
        ? refuseUnknown(reading, node)
        : { type: 'Unary', operator: node.operator, argument: readExpression(reading, node.argument) }
    case 'UpdateExpression': {
      const update: Node = { type: 'Update', operator: node.operator, argument: readExpression(reading, node.argument) }
      if (node.prefix) update.prefix = true
      return update
    }
    case 'BinaryExpression':
    case 'LogicalExpression':
      if (node.operator === '|>') return refuseUnknown(reading, node)
      return {
        type: 'Binary',
        operator: node.operator,
        left:
          node.left.type === 'PrivateName'
            ? { type: 'PrivateName', name: node.left.id.name }
            : readExpression(reading, node.left),
        right: readExpression(reading, node.right),
      }
    case 'AssignmentExpression':
      return {
        type: 'Assign',
        operator: node.operator,
        target: readPattern(reading, node.left),
        value: readAssigned(reading, node),
        host: node,
        at: positionOf(reading, node),
      }
    case 'ConditionalExpression':
      return {
        type: 'Conditional',
        test: readExpression(reading, node.test),
        then: readExpression(reading, node.consequent),
        else: readExpression(reading, node.alternate),
      }
    case 'SequenceExpression':
      return { type: 'Sequence', expressions: readExpressions(reading, node.expressions) }
    case 'AwaitExpression':
      return { type: 'Await', argument: readExpression(reading, node.argument) }
    case 'YieldExpression': {
      const argument = node.argument ? readExpression(reading, node.argument) : null
      return node.delegate ? { type: 'Yield', delegate: true, argument } : { type: 'Yield', argument }
    }
    case 'ThisExpression':
      return { type: 'This' }
    case 'Super':
      return { type: 'Super' }
    case 'MetaProperty':
      if (node.meta.name === 'new') return { type: 'NewTarget' }
      return node.meta.name === 'import' && node.property.name === 'meta'
        ? { type: 'ImportMeta' }
        : refuseUnknown(reading, node)
    case 'JSXElement':
      return readJsxElement(reading, node)
    case 'JSXFragment':
      return readJsxFragment(reading, node)
    // E2 and E5: what only wraps an expression.
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
      return readExpression(reading, node.expression)
    default:
      return refuseUnknown(reading, node)
  }
}

/** One link of an optional chain; the chain goes on through its object, unless parentheses end it. */
function readLink(reading: Reading, node: t.Node): Node {
  const refused = tooDeep(reading, node)
  if (refused) return refused
  const read = readOneLink(reading, node)
  reading.depth--
  return read
}

function readOneLink(reading: Reading, node: t.Node): Node {
  switch (node.type) {
    case 'OptionalMemberExpression': {
      const object = readInner(reading, node.object)
      const property = readProperty(reading, node)
      return node.optional ? { type: 'Member', object, property, optional: true } : { type: 'Member', object, property }
    }
    case 'OptionalCallExpression': {
      const callee = readInner(reading, node.callee)
      const call: Node = {
        type: 'Call',
        callee,
        arguments: readExpressions(reading, node.arguments),
        host: node,
        at: positionOf(reading, node),
      }
      if (node.optional) call.optional = true
      return call
    }
    case 'TSNonNullExpression':
      return readInner(reading, node.expression) // E5
    default:
      return readExpression(reading, node)
  }
}

function readInner(reading: Reading, node: t.Node): Node {
  return node.extra?.parenthesized ? readExpression(reading, node) : readLink(reading, node)
}

function readProperty(reading: Reading, node: t.MemberExpression | t.OptionalMemberExpression): Node {
  if (node.computed) return readExpression(reading, node.property)
  if (node.property.type === 'PrivateName') return { type: 'PrivateName', name: node.property.id.name }
  return node.property.type === 'Identifier'
    ? { type: 'String', value: node.property.name }
    : refuseUnknown(reading, node.property)
}

/** In a function of its own: a closure costs at every call of the function that it stands in, also where it is not reached. */
function readExpressions(reading: Reading, nodes: readonly t.Node[]): Node[] {
  return nodes.map((node) => readExpression(reading, node))
}

function readElements(reading: Reading, nodes: readonly (t.Node | null)[]): (Node | null)[] {
  return nodes.map((node) => (node ? readExpression(reading, node) : null))
}

function readObject(reading: Reading, node: t.ObjectExpression): ObjectNode {
  return {
    type: 'Object',
    properties: node.properties.map((property) => {
      switch (property.type) {
        case 'SpreadElement':
          return { type: 'Spread', argument: readExpression(reading, property.argument) }
        case 'ObjectMethod':
          return {
            type: 'Property',
            kind: property.kind,
            key: readKey(reading, property.key, property.computed),
            value: readFunction(reading, property),
          } satisfies Property
        case 'ObjectProperty': {
          // M4: shorthand repeats its key as the value.
          const value = readExpression(reading, property.value)
          // M3: only this form sets the prototype.
          if (!property.computed && !property.shorthand && isProto(property.key)) return { type: 'Prototype', value }
          return { type: 'Property', kind: 'value', key: readKey(reading, property.key, property.computed), value }
        }
        default:
          return refuseUnknown(reading, property)
      }
    }),
  }
}

function isProto(key: t.Node): boolean {
  return (
    (key.type === 'Identifier' && key.name === '__proto__') ||
    (key.type === 'StringLiteral' && key.value === '__proto__')
  )
}
