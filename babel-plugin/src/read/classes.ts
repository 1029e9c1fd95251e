/**
 * Classes, and the keys of their members, which are read as those of objects.
 * Twin: swc-plugin/src/read/classes.rs
 */
import type * as t from '@babel/types'
import type { ClassNode, Node, Property, Refused, StaticBlock } from '../tree.js'
import { readExpression } from './expressions.js'
import { readFunction } from './functions.js'
import { nameOf, positionOf, type Reading, refuseUnknown } from './reading.js'
import { readStatements } from './statements.js'

export function readClass(reading: Reading, node: t.ClassDeclaration | t.ClassExpression): ClassNode {
  const strictAround = reading.strict
  reading.strict = true
  const read: ClassNode = { type: 'Class', members: [], host: node, at: positionOf(reading, node) }
  const decorators = readDecorators(reading, node.decorators)
  if (decorators) read.decorators = decorators
  if (node.superClass) read.superClass = readExpression(reading, node.superClass)
  for (const member of node.body.body) {
    const property = readMember(reading, member)
    if (property) read.members.push(property)
  }
  reading.strict = strictAround
  if (node.id) read.self = nameOf(node.id.name)
  return read
}

type HostMember = t.ClassBody['body'][number]

function readMember(reading: Reading, node: HostMember): Property | StaticBlock | Refused | undefined {
  switch (node.type) {
    case 'ClassMethod':
    case 'ClassPrivateMethod':
      return withModifiers(reading, node, {
        type: 'Property',
        kind: node.kind,
        key: readKey(reading, node.key, node.type === 'ClassMethod' && node.computed),
        value: readFunction(reading, node),
      })
    case 'ClassProperty':
    case 'ClassPrivateProperty':
      if (node.type === 'ClassProperty' && (node.declare || node.abstract)) return undefined // E5
      return withModifiers(reading, node, {
        type: 'Property',
        kind: 'field',
        key: readKey(reading, node.key, node.type === 'ClassProperty' && node.computed === true),
        value: node.value ? readExpression(reading, node.value) : null,
      })
    case 'ClassAccessorProperty':
      if (node.declare || node.abstract) return undefined // E5
      return withModifiers(reading, node, {
        type: 'Property',
        kind: 'accessor',
        key: readKey(reading, node.key, node.computed === true),
        value: node.value ? readExpression(reading, node.value) : null,
      })
    case 'StaticBlock':
      return { type: 'StaticBlock', body: readStatements(reading, node.body, 'function') }
    // E5: overloads, abstract methods and index signatures.
    case 'TSDeclareMethod':
    case 'TSIndexSignature':
      return undefined
    default:
      return refuseUnknown(reading, node)
  }
}

interface Modifiers {
  static?: boolean | null
  decorators?: t.Decorator[] | null
}

function withModifiers(reading: Reading, node: Modifiers & t.Node, property: Property): Property {
  if (node.static) property.static = true
  const decorators = readDecorators(reading, node.decorators)
  if (decorators) property.decorators = decorators
  property.host = node
  property.at = positionOf(reading, node)
  return property
}

function readDecorators(reading: Reading, decorators: t.Decorator[] | null | undefined): Node[] | undefined {
  return decorators?.length ? decorators.map((decorator) => readExpression(reading, decorator.expression)) : undefined
}

/** A key that is known without running code is a `String` or a `Number`; the rules make them one (M2). */
export function readKey(reading: Reading, key: t.Node, computed: boolean): Node {
  if (computed) return readExpression(reading, key as t.Expression)
  switch (key.type) {
    case 'Identifier':
      return { type: 'String', value: key.name }
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BigIntLiteral':
      return readExpression(reading, key)
    case 'PrivateName':
      return { type: 'PrivateName', name: key.id.name }
    default:
      return refuseUnknown(reading, key)
  }
}
