/**
 * The nodes that inject.ts writes, as plain objects: the builders of Babel check every field, which takes longer than all else
 * that is done with so small a node.
 * Twin: swc-plugin/src/make_nodes.rs
 */
import type * as t from '@babel/types'

const PRINTABLE = /^[ -~]*$/

export function identifier(name: string): t.Identifier {
  return { type: 'Identifier', name } as t.Identifier
}

/** With its text, which Babel would else work out sign by sign; not where that text would need escapes of Babel's own. */
export function stringLiteral(value: string): t.StringLiteral {
  const extra = PRINTABLE.test(value) ? { rawValue: value, raw: JSON.stringify(value) } : undefined
  return { type: 'StringLiteral', value, extra } as t.StringLiteral
}

export function numericLiteral(value: number): t.NumericLiteral {
  return { type: 'NumericLiteral', value } as t.NumericLiteral
}

export function arrayExpression(elements: t.Expression[]): t.ArrayExpression {
  return { type: 'ArrayExpression', elements } as t.ArrayExpression
}

export function objectExpression(properties: t.ObjectProperty[]): t.ObjectExpression {
  return { type: 'ObjectExpression', properties } as t.ObjectExpression
}

export function objectProperty(
  key: t.Expression,
  value: t.Expression | t.PatternLike,
  computed = false,
): t.ObjectProperty {
  return { type: 'ObjectProperty', key, value, computed, shorthand: false, decorators: null } as t.ObjectProperty
}

export function memberExpression(object: t.Expression, property: t.Expression, computed = false): t.MemberExpression {
  return { type: 'MemberExpression', object, property, computed } as t.MemberExpression
}

export function callExpression(callee: t.Expression, args: t.Expression[]): t.CallExpression {
  return { type: 'CallExpression', callee, arguments: args } as t.CallExpression
}

export function decorator(expression: t.Expression): t.Decorator {
  return { type: 'Decorator', expression } as t.Decorator
}

export function expressionStatement(expression: t.Expression): t.ExpressionStatement {
  return { type: 'ExpressionStatement', expression } as t.ExpressionStatement
}

/** `() => value` */
export function arrow(value: t.Expression): t.ArrowFunctionExpression {
  return {
    type: 'ArrowFunctionExpression',
    params: [] as t.ArrowFunctionExpression['params'],
    body: value,
    async: false,
    expression: true,
  } as t.ArrowFunctionExpression
}

/** `function name() { return value }` */
export function functionReturning(name: string, value: t.Expression): t.FunctionDeclaration {
  const statement = { type: 'ReturnStatement', argument: value } as t.ReturnStatement
  const body = { type: 'BlockStatement', body: [statement] as t.Statement[], directives: [] as t.Directive[] }
  return {
    type: 'FunctionDeclaration',
    id: identifier(name),
    params: [] as t.FunctionDeclaration['params'],
    body: body as t.BlockStatement,
    generator: false,
    async: false,
  } as t.FunctionDeclaration
}

export function importSpecifier(local: t.Identifier, imported: t.Identifier): t.ImportSpecifier {
  return { type: 'ImportSpecifier', local, imported, importKind: 'value' } as t.ImportSpecifier
}

export function importDeclaration(specifiers: t.ImportSpecifier[], source: t.StringLiteral): t.ImportDeclaration {
  return { type: 'ImportDeclaration', specifiers, source, attributes: [] as t.ImportAttribute[] } as t.ImportDeclaration
}

export function pureComment(): t.CommentBlock {
  return { type: 'CommentBlock', value: '#__PURE__' } as t.CommentBlock
}
