/**
 * Functions of every kind. C1: the expression body of an arrow is a body that returns it.
 * Twin: swc-plugin/src/read/functions.rs
 */
import type * as t from '@babel/types'
import type { FunctionNode, Node, Statement } from '../tree.js'
import { readExpression } from './expressions.js'
import { readPattern } from './patterns.js'
import { nameOf, positionOf, type Reading } from './reading.js'
import { readDirectives, readStatements } from './statements.js'

export type HostFunction =
  | t.FunctionDeclaration
  | t.FunctionExpression
  | t.ArrowFunctionExpression
  | t.ObjectMethod
  | t.ClassMethod
  | t.ClassPrivateMethod

export function readFunction(reading: Reading, node: HostFunction): FunctionNode {
  const strictAround = reading.strict
  if (node.body.type === 'BlockStatement' && node.body.directives.some((d) => d.value.value === 'use strict')) {
    reading.strict = true
  }
  const read: FunctionNode = {
    type: 'Function',
    params: readParameters(reading, node.params),
    body: readFunctionBody(reading, node.body),
    host: node,
    at: positionOf(reading, node),
  }
  if (!reading.strict) read.sloppy = true
  reading.strict = strictAround
  if (node.type === 'ArrowFunctionExpression') read.arrow = true
  if (node.async) read.async = true
  if (node.generator) read.generator = true
  if ((node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') && node.id) {
    read.self = nameOf(node.id.name)
  }
  return read
}

function readParameters(reading: Reading, params: t.Node[]): Node[] {
  // E5: `this` as a parameter is a type.
  const own = params.some(isThis) ? params.filter((param) => !isThis(param)) : params
  return own.map((param) => readParameter(reading, param))
}

function isThis(param: t.Node): boolean {
  return param.type === 'Identifier' && param.name === 'this'
}

/** TypeScript's decorators. Babel keeps some of those of `@logged id = 1` in its left side. */
function readParameter(reading: Reading, param: t.Node): Node {
  const target = readPattern(reading, param)
  if (param.type === 'Identifier' && !param.decorators?.length) return target
  const decorators = (param.type === 'AssignmentPattern' ? [param, param.left] : [param]).flatMap(
    (node) => (node as { decorators?: t.Decorator[] | null }).decorators ?? [],
  )
  if (decorators.length === 0) return target
  const expressions = decorators.map(({ expression }) => readExpression(reading, expression))
  return { type: 'DecoratedParameter', decorators: expressions, target }
}

function readFunctionBody(reading: Reading, body: t.BlockStatement | t.Expression): Statement[] {
  if (body.type !== 'BlockStatement') return [{ type: 'Return', argument: readExpression(reading, body) }] // C1
  const statements = readStatements(reading, body.body, 'function')
  return body.directives.length === 0 ? statements : [...readDirectives(body.directives), ...statements]
}
