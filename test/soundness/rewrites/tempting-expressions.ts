/** Other expressions that people take for a refactoring. None of them may give one form but by chance. */
import type { types as t } from '@babel/core'
import { put, textOf } from '../edits.js'
import { outerText } from './control-flow.js'
import { insertAt, isRead, type Rewrite, tempting } from './rewrite.js'

export const temptingExpressions: Rewrite[] = [
  tempting('a template for a concatenation', ['BinaryExpression'], (node, _, code) =>
    node.operator === '+' && node.left.type === 'StringLiteral' && /^\w*$/.test(node.left.value)
      ? [put(node, `\`${node.left.value}\${${textOf(code, node.right)}}\``)]
      : undefined,
  ),
  tempting('a concatenation for a template', ['TemplateLiteral'], (node, path, code) => {
    const [hole] = node.expressions
    if (!hole || path.parent.type === 'TaggedTemplateExpression') return undefined
    const [before, after] = node.quasis.map((quasi) => JSON.stringify(quasi.value.cooked))
    return [put(node, `(${before} + ${outerText(code, hole as t.Node)} + ${after})`)]
  }),
  tempting('other parentheses in a sum', ['BinaryExpression'], ({ left, right, operator, ...node }, _, code) =>
    operator === '+' && left.type === 'BinaryExpression' && left.operator === '+'
      ? [
          [
            {
              start: node.start as number,
              end: node.end as number,
              text: `${outerText(code, left.left)} + (${outerText(code, left.right)} + ${outerText(code, right)})`,
            },
          ],
        ]
      : undefined,
  ),
  tempting('a number and a string at the end of a chain', ['BinaryExpression'], (node, _, code) => {
    const { left, right } = node
    if (node.operator !== '+' || left.type !== 'BinaryExpression' || left.operator !== '+') return undefined
    if (left.right.type !== 'NumericLiteral' || right.type !== 'StringLiteral') return undefined
    return [put(node, `${outerText(code, left.left)} + ${JSON.stringify(left.right.value + right.value)}`)]
  }),
  tempting('a number that becomes a string', ['NumericLiteral'], (node, path) =>
    isRead(path) ? [put(node, `'${node.value}'`)] : undefined,
  ),
  tempting('a power computed', ['NumericLiteral'], (node, path) =>
    isRead(path) && node.value === 8 ? [put(node, '(2 ** 3)')] : undefined,
  ),
  tempting('!! of a value', ['CallExpression', 'Identifier'], (node, path, code) =>
    isRead(path) && path.key !== 'test' ? [put(node, `(!!${textOf(code, node)})`)] : undefined,
  ),
  tempting('>= for ! of <', ['UnaryExpression'], ({ operator, argument, ...node }, _, code) => {
    const other = argument.type === 'BinaryExpression' ? counterparts[argument.operator] : undefined
    if (operator !== '!' || argument.type !== 'BinaryExpression' || !other) return undefined
    const text = `(${outerText(code, argument.left)} ${other} ${outerText(code, argument.right)})`
    return [[{ start: node.start as number, end: node.end as number, text }]]
  }),
  tempting(
    '< negated',
    ['IfStatement', 'ConditionalExpression'],
    ({ test, consequent, alternate, type, ...node }, _, code) => {
      if (test.type !== 'BinaryExpression' || !alternate) return undefined
      const other = counterparts[test.operator]
      if (!other) return undefined
      const negated = `${outerText(code, test.left)} ${other} ${outerText(code, test.right)}`
      const [then, otherwise] = [outerText(code, consequent), outerText(code, alternate)]
      const text =
        type === 'IfStatement'
          ? `if (${negated}) ${braced(otherwise)} else ${braced(then)}`
          : `(${negated} ? ${otherwise} : ${then})`
      return [[{ start: node.start as number, end: node.end as number, text }]]
    },
  ),
  tempting('&& and || for a conditional', ['ConditionalExpression'], (node, _, code) => [
    put(
      node,
      `(${outerText(code, node.test)} && ${outerText(code, node.consequent)} || ${outerText(code, node.alternate)})`,
    ),
  ]),
  tempting('x++ for x += 1', ['UpdateExpression'], (node, _, code) => [
    put(node, `(${textOf(code, node.argument)} ${node.operator[0]}= 1)`),
  ]),
  tempting(
    'a compound assignment of a member',
    ['AssignmentExpression'],
    ({ operator, left, right, ...node }, _, code) => {
      if (operator !== '=' || left.type !== 'MemberExpression' || right.type !== 'BinaryExpression') return undefined
      if (textOf(code, left) !== textOf(code, right.left)) return undefined
      return [
        [
          {
            start: node.start as number,
            end: node.end as number,
            text: `${textOf(code, left)} ${right.operator}= ${outerText(code, right.right)}`,
          },
        ],
      ]
    },
  ),
  tempting('a plain assignment of a member', ['AssignmentExpression'], ({ operator, left, right, ...node }, _, code) =>
    left.type === 'MemberExpression' && /^[-+*|]=$/.test(operator)
      ? [
          [
            {
              start: node.start as number,
              end: node.end as number,
              text: `${textOf(code, left)} = ${textOf(code, left)} ${operator[0]} (${outerText(code, right)})`,
            },
          ],
        ]
      : undefined,
  ),
  tempting(
    'a plain assignment for a logical one',
    ['AssignmentExpression'],
    ({ operator, left, right, ...node }, _, code) =>
      /^(\|\||&&|\?\?)=$/.test(operator)
        ? [
            [
              {
                start: node.start as number,
                end: node.end as number,
                text: `${textOf(code, left)} = ${textOf(code, left)} ${operator.slice(0, -1)} (${outerText(code, right)})`,
              },
            ],
          ]
        : undefined,
  ),
  tempting(
    'x = y + x as a compound assignment',
    ['AssignmentExpression'],
    ({ operator, left, right, ...node }, _, code) =>
      operator === '=' &&
      left.type === 'Identifier' &&
      right.type === 'BinaryExpression' &&
      right.right.type === 'Identifier' &&
      right.right.name === left.name
        ? [
            [
              {
                start: node.start as number,
                end: node.end as number,
                text: `${left.name} ${right.operator}= ${outerText(code, right.left)}`,
              },
            ],
          ]
        : undefined,
  ),
  tempting('return await', ['ReturnStatement'], (node, path, code) =>
    node.argument && path.getFunctionParent()?.node.async
      ? [put(node, `return await (${textOf(code, node.argument)});`)]
      : undefined,
  ),
  tempting('a function for an inner arrow', ['ArrowFunctionExpression'], (node, path, code) => {
    if (path.parent.type === 'CallExpression' && path.parentPath?.parentPath?.parentPath?.isProgram()) return undefined
    const parameters = node.params.map((item) => textOf(code, item)).join(', ')
    const body =
      node.body.type === 'BlockStatement' ? textOf(code, node.body) : `{ return ${outerText(code, node.body)} }`
    return [put(node, `(${node.async ? 'async ' : ''}function (${parameters}) ${body})`)]
  }),
  tempting('a name for an anonymous function', ['FunctionExpression', 'ClassExpression'], (node, _, code) => {
    const [keyword] = /^(async )?(function\s*\*?|class)/.exec(textOf(code, node)) ?? ['']
    return node.id ? undefined : [[insertAt((node.start as number) + keyword.length, ` named${node.start} `)]]
  }),
  tempting(
    'parentheses with a comma around a function',
    ['ArrowFunctionExpression', 'FunctionExpression', 'ClassExpression'],
    (node, path, code) =>
      path.key === 'init' || path.key === 'right'
        ? [put(node, `0, ${textOf(code, node)}`)].map(() => [
            insertAt(node.start as number, '(0, '),
            insertAt(node.end as number, ')'),
          ])
        : undefined,
  ),
  tempting('a method for a function', ['ObjectProperty'], (node, _, code) => {
    const { value, key, computed } = node
    if (computed || node.shorthand || value.type !== 'FunctionExpression' || value.async || value.generator || value.id)
      return undefined
    return [
      put(
        node,
        `${textOf(code, key)}(${value.params.map((item) => textOf(code, item)).join(', ')}) ${textOf(code, value.body)}`,
      ),
    ]
  }),
  tempting('a function for a method', ['ObjectMethod'], (node, _, code) =>
    node.kind === 'method' && !node.computed
      ? [
          put(
            node,
            `${textOf(code, node.key)}: function (${node.params.map((item) => textOf(code, item)).join(', ')}) ${textOf(code, node.body)}`,
          ),
        ]
      : undefined,
  ),
  tempting('a property twice', ['ObjectProperty'], (node, path, code) =>
    path.parent.type === 'ObjectExpression' ? [put(node, `${textOf(code, node)}, ${textOf(code, node)}`)] : undefined,
  ),
  tempting('__proto__ as a computed key', ['ObjectProperty'], (node) =>
    !node.computed && !node.shorthand && node.key.type === 'Identifier' && node.key.name === '__proto__'
      ? [put(node.key, "['__proto__']")]
      : undefined,
  ),
  tempting(
    'the end of an optional chain moved',
    ['OptionalMemberExpression', 'OptionalCallExpression'],
    (node, path) =>
      path.parent.type === 'OptionalMemberExpression' && path.key === 'object' && !path.parent.optional
        ? [[insertAt(node.start as number, '('), insertAt(node.end as number, ')')]]
        : undefined,
  ),
  tempting(
    'parentheses of an optional chain dropped',
    ['MemberExpression'],
    ({ object, property, computed, ...node }, _, code) =>
      object.type === 'OptionalMemberExpression' && object.extra?.parenthesized && !computed
        ? [
            [
              {
                start: node.start as number,
                end: node.end as number,
                text: `${textOf(code, object)}.${textOf(code, property)}`,
              },
            ],
          ]
        : undefined,
  ),
]

function braced(text: string): string {
  return text.startsWith('{') ? text : `{ ${text} }`
}

const counterparts: Record<string, string> = { '<': '>=', '>=': '<', '>': '<=', '<=': '>' }
