/**
 * Statements. Erased here (E1 … E6): comments and white space, empty statements, blocks that declare nothing, everything of
 * TypeScript that emits no code; a body is always a list; one declaration for each declarator.
 * Twin: swc-plugin/src/read/statements.rs
 */
import type * as t from '@babel/types'
import { declaresLexically } from '../scope.js'
import type { Case, Catch, Node, Statement, Try, Variable } from '../tree.js'
import { readClass } from './classes.js'
import { readExpression } from './expressions.js'
import { readFunction } from './functions.js'
import { readPattern } from './patterns.js'
import { nameOf, positionOf, type Reading, refuse, refuseUnknown, tooDeep } from './reading.js'
import { emitsCode, readEnum, readImportEquals, readNamespace } from './typescript.js'

/** Where a list of statements stands: directly in a function (or file), or in a block. */
export type Place = 'function' | 'block'

export function readStatements(reading: Reading, nodes: t.Statement[], place: Place): Statement[] {
  if (nodes.length === 1) return readInner(reading, nodes[0] as t.Statement, place)
  const statements: Statement[] = []
  for (const node of nodes) for (const read of readInner(reading, node, place)) statements.push(read)
  return statements
}

function readInner(reading: Reading, node: t.Statement, place: Place): Statement[] {
  const refused = tooDeep(reading, node)
  if (refused) return [refused]
  const read = readStatement(reading, node, place)
  reading.depth--
  return read
}

/** E7: `use strict` is not a statement but a property of the function, which has it as `sloppy`. */
export function readDirectives(directives: t.Directive[]): Statement[] {
  return directives
    .filter((directive) => directive.value.value !== 'use strict')
    .map((directive) => ({ type: 'Directive', value: directive.value.value }))
}

function readStatement(reading: Reading, node: t.Statement, place: Place): Statement[] {
  switch (node.type) {
    case 'EmptyStatement':
      return [] // E3
    case 'BlockStatement':
      return readBlock(reading, node)
    case 'ExpressionStatement':
      return [{ type: 'Expression', expression: readExpression(reading, node.expression) }]
    case 'VariableDeclaration':
      return readVariables(reading, node)
    case 'ReturnStatement':
      return [{ type: 'Return', argument: readOptional(reading, node.argument) }]
    case 'ThrowStatement':
      return [{ type: 'Throw', argument: readExpression(reading, node.argument) }]
    case 'IfStatement':
      return [
        {
          type: 'If',
          test: readExpression(reading, node.test),
          then: readBody(reading, node.consequent),
          else: node.alternate ? readBody(reading, node.alternate) : [],
        },
      ]
    case 'ForStatement':
      return [readFor(reading, node)]
    case 'ForInStatement':
    case 'ForOfStatement':
      return [readForIn(reading, node)]
    case 'WhileStatement':
      return [{ type: 'While', test: readExpression(reading, node.test), body: readBody(reading, node.body) }]
    case 'DoWhileStatement':
      return [{ type: 'DoWhile', test: readExpression(reading, node.test), body: readBody(reading, node.body) }]
    case 'SwitchStatement':
      return [
        {
          type: 'Switch',
          discriminant: readExpression(reading, node.discriminant),
          cases: readCases(reading, node.cases),
        },
      ]
    case 'TryStatement':
      return [readTry(reading, node)]
    case 'LabeledStatement':
      return [{ type: 'Labeled', label: node.label.name, body: readLabeled(reading, node.body) }]
    case 'BreakStatement':
      return [node.label ? { type: 'Break', label: node.label.name } : { type: 'Break' }]
    case 'ContinueStatement':
      return [node.label ? { type: 'Continue', label: node.label.name } : { type: 'Continue' }]
    case 'DebuggerStatement':
      return [{ type: 'Debugger' }]
    case 'WithStatement':
      return [{ type: 'With', object: readExpression(reading, node.object), body: readBody(reading, node.body) }]
    case 'FunctionDeclaration':
      // R2: in sloppy code, a function in a block is also a variable of the function around it (ECMA-262, annex B.3.2).
      if (place === 'block' && !reading.strict) {
        // What it declares and assigns is still there for the functions around it.
        return [
          refuse(reading, 'R2', 'A function in a block has two bindings in sloppy code. Make the file strict.', node),
          ...readDeclaration(reading, node),
        ]
      }
      return readDeclaration(reading, node)
    case 'TSModuleDeclaration':
      return emitsCode(node) ? readDeclaration(reading, node) : [] // E5
    default:
      return readDeclaration(reading, node)
  }
}

/**
 * Declarations, which may also stand after `export`. A function or class that is declared has one binding, that of the
 * declaration; the own name of an expression is a binding inside of it.
 */
export function readDeclaration(reading: Reading, node: t.Statement): Statement[] {
  switch (node.type) {
    case 'VariableDeclaration':
      return readVariables(reading, node)
    case 'FunctionDeclaration': {
      if (!node.id) return [refuseUnknown(reading, node)]
      const read = readFunction(reading, node)
      delete read.self
      return [{ type: 'FunctionDeclaration', target: nameOf(node.id.name), function: read, host: node }]
    }
    case 'ClassDeclaration': {
      if ((node as { declare?: boolean }).declare) return [] // E5
      if (!node.id) return [refuseUnknown(reading, node)]
      const read = readClass(reading, node)
      delete read.self
      return [{ type: 'ClassDeclaration', target: nameOf(node.id.name), class: read, host: node }]
    }
    case 'TSEnumDeclaration':
      return node.declare ? [] : [readEnum(reading, node)]
    case 'TSModuleDeclaration':
      return readNamespace(reading, node)
    case 'TSImportEqualsDeclaration':
      return readImportEquals(reading, node)
    // E5: what TypeScript erases.
    case 'TSDeclareFunction':
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return []
    default:
      return [refuseUnknown(reading, node)]
  }
}

/** E6: `const a = 1, b = 2` is two declarations. */
export function readVariables(reading: Reading, node: t.VariableDeclaration): Variable[] {
  if (node.declare) return [] // E5
  return node.declarations.map((declarator) => ({
    type: 'Variable',
    kind: node.kind,
    target: readPattern(reading, declarator.id),
    init: readOptional(reading, declarator.init),
    host: declarator,
    at: positionOf(reading, declarator),
  }))
}

/** The statement that another one governs, as a list. */
export function readBody(reading: Reading, node: t.Statement): Statement[] {
  return node.type === 'BlockStatement'
    ? readStatements(reading, node.body, 'block')
    : readStatements(reading, [node], 'block')
}

/** E4: a block that declares nothing is its statements. */
function readBlock(reading: Reading, node: t.BlockStatement): Statement[] {
  const body = readStatements(reading, node.body, 'block')
  return body.some(mayDeclare) ? [{ type: 'Block', body }] : body
}

/** What could not be read may declare something. */
function mayDeclare(statement: Statement): boolean {
  return statement.type === 'Refused' || declaresLexically(statement)
}

/** A label keeps its block, because `break` leaves it. */
function readLabeled(reading: Reading, node: t.Statement): Statement[] {
  return node.type === 'BlockStatement'
    ? [{ type: 'Block', body: readStatements(reading, node.body, 'block') }]
    : readStatements(reading, [node], 'block')
}

function readFor(reading: Reading, node: t.ForStatement): Statement {
  let init: Statement[] = []
  if (node.init?.type === 'VariableDeclaration') init = readVariables(reading, node.init)
  else if (node.init) init = [{ type: 'Expression', expression: readExpression(reading, node.init) }]
  return {
    type: 'For',
    init,
    test: readOptional(reading, node.test),
    update: readOptional(reading, node.update),
    body: readBody(reading, node.body),
  }
}

function readForIn(reading: Reading, node: t.ForInStatement | t.ForOfStatement): Statement {
  const left: Node =
    node.left.type === 'VariableDeclaration'
      ? (readVariables(reading, node.left)[0] ?? refuseUnknown(reading, node.left))
      : readPattern(reading, node.left)
  const right = readExpression(reading, node.right)
  const body = readBody(reading, node.body)
  if (node.type === 'ForInStatement') return { type: 'ForIn', left, right, body }
  return node.await ? { type: 'ForOf', await: true, left, right, body } : { type: 'ForOf', left, right, body }
}

function readCases(reading: Reading, nodes: t.SwitchCase[]): Case[] {
  return nodes.map((node) => ({
    type: 'Case',
    test: readOptional(reading, node.test),
    body: readStatements(reading, node.consequent, 'block'),
  }))
}

function readTry(reading: Reading, node: t.TryStatement): Try {
  return {
    type: 'Try',
    block: readBody(reading, node.block),
    handler: node.handler ? readCatch(reading, node.handler) : null,
    finalizer: node.finalizer ? readBody(reading, node.finalizer) : null,
  }
}

function readCatch(reading: Reading, node: t.CatchClause): Catch {
  return {
    type: 'Catch',
    param: node.param ? readPattern(reading, node.param) : null,
    body: readBody(reading, node.body),
  }
}

function readOptional(reading: Reading, node: t.Expression | null | undefined): Node | null {
  return node ? readExpression(reading, node) : null
}
