/** E, L and M: the same thing in another spelling. */
import { put, textOf } from '../edits.js'
import { declaresNothing, insertAt, isRead, promised, type Rewrite } from './rewrite.js'

export const spelling: Rewrite[] = [
  promised('E1', 'a comment', ['ExpressionStatement', 'IfStatement', 'ReturnStatement'], (node) => [
    [insertAt(node.start as number, '/* why */ ')],
  ]),
  promised(
    'E2',
    'parentheses',
    ['BinaryExpression', 'CallExpression', 'Identifier', 'ConditionalExpression'],
    (node, path) =>
      isRead(path) ? [[insertAt(node.start as number, '('), insertAt(node.end as number, ')')]] : undefined,
  ),
  promised('E2', 'no parentheses', ['BinaryExpression', 'ConditionalExpression', 'LogicalExpression'], (node, path) => {
    const { parenthesized, parenStart } = (node.extra ?? {}) as { parenthesized?: boolean; parenStart?: number }
    const free = path.parent.type === 'ReturnStatement' || path.key === 'init' || path.parent.type === 'ThrowStatement'
    if (!parenthesized || parenStart !== (node.start as number) - 1 || !free) return undefined
    return [
      [
        { start: parenStart, end: parenStart + 1, text: ' ' },
        { start: node.end as number, end: (node.end as number) + 1, text: '' },
      ],
    ]
  }),
  promised('E3', 'an empty statement', ['ExpressionStatement', 'IfStatement', 'ReturnStatement'], (node, path) =>
    path.inList ? [[insertAt(node.start as number, ';')]] : undefined,
  ),
  promised('E3', 'no empty statement', ['EmptyStatement'], (node, path) => (path.inList ? [put(node, '')] : undefined)),
  promised(
    'E4',
    'a block',
    ['ExpressionStatement', 'IfStatement', 'ReturnStatement', 'WhileStatement'],
    (node, path, code) =>
      path.parent.type === 'LabeledStatement' ? undefined : [put(node, `{ ${textOf(code, node)} }`)],
  ),
  promised('E4', 'no block', ['BlockStatement'], (node, path, code) => {
    if (!declaresNothing(node.body) || !path.inList) return undefined
    return [put(node, node.body.map((item) => textOf(code, item)).join(' '))]
  }),
  promised('E5', 'a type', ['BinaryExpression', 'CallExpression', 'Identifier'], (node, path, code) =>
    isRead(path) && path.parent.type !== 'ExpressionStatement'
      ? [put(node, `(${textOf(code, node)} as any)`)]
      : undefined,
  ),
  promised('E6', 'a declaration for each', ['VariableDeclaration'], (node, path, code) =>
    node.declarations.length > 1 && !path.parentPath?.isFor()
      ? [put(node, node.declarations.map((item) => `${node.kind} ${textOf(code, item)};`).join(' '))]
      : undefined,
  ),
  promised('E6', 'one declaration', ['VariableDeclaration'], (node, path, code) => {
    const next = path.inList ? path.getSibling((path.key as number) + 1).node : undefined
    if (next?.type !== 'VariableDeclaration' || next.kind !== node.kind || path.parentPath?.isFor()) return undefined
    const texts = [...node.declarations, ...next.declarations].map((item) => textOf(code, item))
    return [put(node, `${node.kind} ${texts.join(', ')};`, next)]
  }),
  promised(
    'E7',
    'use strict in a module',
    ['FunctionExpression', 'FunctionDeclaration', 'ArrowFunctionExpression'],
    (node, path) => {
      if (node.body.type !== 'BlockStatement' || !path.isInStrictMode()) return undefined
      if (node.params.some((item) => item.type !== 'Identifier')) return undefined
      return [[insertAt((node.body.start as number) + 1, ' "use strict";')]]
    },
  ),
  promised('E8', 'a catch binding', ['CatchClause'], (node) =>
    node.param ? undefined : [[insertAt(node.body.start as number, '(unused) ')]],
  ),
  promised('E8', 'no catch binding', ['CatchClause'], (node, path) => {
    if (node.param?.type !== 'Identifier' || path.scope.getOwnBinding(node.param.name)?.referenced !== false)
      return undefined
    return [[{ start: (node.start as number) + 5, end: node.body.start as number, text: ' ' }]]
  }),

  promised('L1', 'a number', ['NumericLiteral'], ({ value, ...node }, path) =>
    path.key === 'key' || !Number.isSafeInteger(value)
      ? undefined
      : [`0x${value.toString(16)}`, `${value}.0`, `${value}e0`].map((text) => [
          { start: node.start as number, end: node.end as number, text },
        ]),
  ),
  promised('L2', 'a string', ['StringLiteral'], (node) => [
    put(
      node,
      `"${[...Array(node.value.length).keys()].map((at) => `\\u${node.value.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`,
    ),
  ]),
  promised('L3', 'a BigInt', ['BigIntLiteral'], (node) => [put(node, `0x${BigInt(node.value).toString(16)}n`)]),
  promised('L4', 'flags', ['RegExpLiteral'], (node) =>
    node.flags.length > 1 ? [put(node, `/${node.pattern}/${[...node.flags].reverse().join('')}`)] : undefined,
  ),
  promised('L5', 'a template for a string', ['StringLiteral'], (node, path) =>
    isRead(path) && /^\w*$/.test(node.value) ? [put(node, `\`${node.value}\``)] : undefined,
  ),
  promised('L5', 'a string for a template', ['TemplateLiteral'], (node, path) =>
    node.expressions.length === 0 && path.parent.type !== 'TaggedTemplateExpression'
      ? [put(node, JSON.stringify(node.quasis[0]?.value.cooked ?? ''))]
      : undefined,
  ),
  promised('L6', 'void 0', ['Identifier'], (node, path) =>
    node.name === 'undefined' && isRead(path) ? [put(node, '(void 0)'), put(node, "(void 'x')")] : undefined,
  ),
  promised('L6', 'undefined', ['UnaryExpression'], (node) =>
    node.operator === 'void' && node.argument.type === 'NumericLiteral' ? [put(node, 'undefined')] : undefined,
  ),
  promised('L7', '!0', ['BooleanLiteral'], (node) => [
    put(node, node.value ? '!0' : '!1'),
    put(node, `!${!node.value}`),
  ]),
  promised('L8', 'arithmetic', ['NumericLiteral'], ({ value, ...node }, path) =>
    isRead(path) && Number.isSafeInteger(value) && value < 1e6
      ? [
          `(${value - 1} + 1)`,
          `(${value} * 1)`,
          `(${value} | 0)`,
          `(-(-${value}))`,
          `(${value * 2} >> 1)`,
          `(${value} - 0)`,
        ].map((text) => [{ start: node.start as number, end: node.end as number, text }])
      : undefined,
  ),
  promised('L9', 'two strings', ['StringLiteral'], (node, path) => {
    if (!isRead(path) || !/^\w\w+$/.test(node.value)) return undefined
    return [put(node, `('${node.value.slice(0, 1)}' + '${node.value.slice(1)}')`)]
  }),
  promised('L9', 'the end of a chain', ['BinaryExpression'], (node, _, code) => {
    const { left, right, operator } = node
    if (operator !== '+' || left.type !== 'BinaryExpression' || left.operator !== '+') return undefined
    if (left.right.type !== 'StringLiteral' || right.type !== 'StringLiteral') return undefined
    if (left.extra?.parenthesized) return undefined
    return [put(node, `${textOf(code, left.left)} + ${JSON.stringify(left.right.value + right.value)}`)]
  }),
  promised('L10', 'a literal in a template', ['TemplateElement'], (node, path) => {
    if (path.parentPath?.parent.type === 'TaggedTemplateExpression' || !/^\w+$/.test(node.value.raw)) return undefined
    const inside = /^[1-9]$/.test(node.value.raw) ? node.value.raw : `'${node.value.raw}'`
    return [put(node, `\${${inside}}`)]
  }),

  promised('M1', 'a computed name', ['MemberExpression'], ({ computed, property, object }) =>
    !computed && property.type === 'Identifier' && object.type !== 'Super'
      ? [[{ start: (property.start as number) - 1, end: property.end as number, text: `['${property.name}']` }]]
      : undefined,
  ),
  promised('M1', 'a name', ['MemberExpression'], ({ computed, property, object }, _, code) =>
    computed && property.type === 'StringLiteral' && /^[a-z]+$/.test(property.value)
      ? [
          [
            {
              start: code.lastIndexOf('[', property.start as number),
              end: (property.end as number) + 1,
              text: `.${property.value}`,
            },
          ],
        ].filter(() => object.type !== 'NumericLiteral')
      : undefined,
  ),
  promised('M1', 'a string for a number', ['MemberExpression'], ({ computed, property }) =>
    computed && property.type === 'NumericLiteral' ? [put(property, `'${property.value}'`)] : undefined,
  ),
  promised('M2', 'a key', ['ObjectProperty', 'ObjectMethod', 'ClassProperty', 'ClassMethod'], (node) => {
    const { key } = node
    if (node.computed || ('shorthand' in node && node.shorthand) || key.type !== 'Identifier') return undefined
    if (key.name === '__proto__' || key.name === 'constructor') return undefined
    return [put(key, `'${key.name}'`), put(key, `['${key.name}']`)]
  }),
  promised('M2', 'a key for a computed one', ['ObjectProperty', 'ClassProperty'], ({ computed, key }) =>
    computed && key.type === 'StringLiteral' && /^[a-z]+$/.test(key.value)
      ? [[{ start: (key.start as number) - 1, end: (key.end as number) + 1, text: key.value }]]
      : undefined,
  ),
  promised('M3', 'a quoted __proto__', ['ObjectProperty'], ({ computed, key }) =>
    !computed && key.type === 'Identifier' && key.name === '__proto__' ? [put(key, "'__proto__'")] : undefined,
  ),
  promised('M4', 'the long form', ['ObjectProperty'], (node, _, code) =>
    node.shorthand && node.value.type === 'Identifier'
      ? [put(node, `${textOf(code, node.value)}: ${textOf(code, node.value)}`)]
      : undefined,
  ),
]
