/** What people take for a refactoring, and what slips in while refactoring. None of it may give one form but by chance. */
import type { types as t } from '@babel/core'
import { put, swap, textOf } from '../edits.js'
import { isOpen } from '../open-defects.js'
import { outerText } from './control-flow.js'
import { renamed } from './names.js'
import { followers, insertAt, isRead, leaves, listOf, type Rewrite, tempting } from './rewrite.js'

export const temptations: Rewrite[] = [
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
  tempting('a number that becomes a string', ['NumericLiteral'], (node, path) =>
    isRead(path) ? [put(node, `'${node.value}'`)] : undefined,
  ),
  tempting('a power computed', ['NumericLiteral'], (node, path) =>
    isRead(path) && node.value === 8 ? [put(node, '(2 ** 3)')] : undefined,
  ),
  tempting('!! of a value', ['CallExpression', 'Identifier'], (node, path, code) =>
    isRead(path) && path.key !== 'test' ? [put(node, `(!!${textOf(code, node)})`)] : undefined,
  ),
  tempting(
    '< negated',
    ['IfStatement', 'ConditionalExpression'],
    ({ test, consequent, alternate, type, ...node }, _, code) => {
      if (test.type !== 'BinaryExpression' || !alternate) return undefined
      const other = ({ '<': '>=', '>=': '<', '>': '<=', '<=': '>' } as Record<string, string>)[test.operator]
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
  tempting('no else behind a branch that goes on', ['IfStatement'], (node, path, code) =>
    node.alternate && !leaves(node.consequent) && path.inList
      ? [
          put(
            node,
            `if (${textOf(code, node.test)}) ${textOf(code, node.consequent)} ${listOf(node.alternate)
              .map((item) => textOf(code, item))
              .join(' ')}`,
          ),
        ]
      : undefined,
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
  tempting('a conditional assignment of a member', ['IfStatement'], (node, _, code) => {
    const [then, otherwise] = [node.consequent, node.alternate].map((item) => listOf(item)[0])
    if (then?.type !== 'ExpressionStatement' || otherwise?.type !== 'ExpressionStatement') return undefined
    const [a, b] = [then.expression, otherwise.expression]
    if (
      a.type !== 'AssignmentExpression' ||
      b.type !== 'AssignmentExpression' ||
      textOf(code, a.left) !== textOf(code, b.left)
    )
      return undefined
    return [
      put(
        node,
        `${textOf(code, a.left)} ${a.operator} ${textOf(code, node.test)} ? ${outerText(code, a.right)} : ${outerText(code, b.right)};`,
      ),
    ]
  }),
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
  tempting('a name that captures', ['Identifier'], (node, path) => {
    const binding = path.scope.getBinding(node.name)
    if (binding?.identifier !== node || binding.scope.path.isProgram()) return undefined
    if (/^(var|hoisted)$/.test(binding.kind) && (isOpen('a var takes') || isOpen('a var in a catch'))) return undefined
    const others = Object.keys(binding.scope.getAllBindings()).filter((name) => name !== node.name)
    const name = others[(node.start as number) % Math.max(1, others.length)]
    return name === undefined ? undefined : [() => renamed(path, node.name, name)]
  }),
  tempting('a declaration that shadows', ['BlockStatement'], (node, path) => {
    const name = Object.keys(path.scope.getAllBindings())[(node.start as number) % 5]
    return name === undefined
      ? undefined
      : ['let', 'var'].map((kind) => [insertAt((node.start as number) + 1, ` ${kind} ${name}; `)])
  }),
  tempting('a declaration at the top', ['VariableDeclaration'], (node, path, code) => {
    const [item] = node.declarations
    const first = path.inList ? path.getSibling(0).node : undefined
    if (node.declarations.length !== 1 || item?.id.type !== 'Identifier' || !item.init || !first || first === node)
      return undefined
    return [
      [
        insertAt(first.start as number, `let ${item.id.name}; `),
        ...put(node, `${item.id.name} = ${outerText(code, item.init)};`),
      ],
      [insertAt(first.start as number, `${textOf(code, node)} `), ...put(node, '')],
    ]
  }),
  tempting('a function declared further in', ['FunctionDeclaration'], (node, path, code) =>
    path.parentPath?.isProgram() ? undefined : [put(node, `{ ${textOf(code, node)} }`)],
  ),
  tempting('a variable for a declared function', ['FunctionDeclaration'], (node, _, code) =>
    node.id ? [put(node, `const ${node.id.name} = ${textOf(code, node)};`)] : undefined,
  ),
  tempting('while for do', ['DoWhileStatement'], (node, _, code) => [
    put(node, `while (${textOf(code, node.test)}) ${textOf(code, node.body)}`),
  ]),
  tempting('a block without its label', ['LabeledStatement'], (node, _, code) => [put(node, textOf(code, node.body))]),
  tempting('a use strict directive in a script', ['FunctionExpression', 'ArrowFunctionExpression'], (node, path) => {
    if (
      path.isInStrictMode() ||
      node.body.type !== 'BlockStatement' ||
      node.params.some((item) => item.type !== 'Identifier')
    )
      return undefined
    return [[insertAt((node.body.start as number) + 1, ' "use strict";')]]
  }),
  tempting('a return in finally', ['TryStatement'], ({ finalizer }) =>
    finalizer ? [[insertAt((finalizer.end as number) - 1, ' return 9; ')]] : undefined,
  ),
  tempting('a default as a statement', ['AssignmentPattern'], (node, path, code) => {
    const fn = path.parent as t.Function
    if (path.listKey !== 'params' || node.left.type !== 'Identifier' || fn.body.type !== 'BlockStatement')
      return undefined
    const text = ` if (${node.left.name} === undefined) ${node.left.name} = ${outerText(code, node.right)}; `
    return [[...put(node, node.left.name), insertAt((fn.body.start as number) + 1, text)]]
  }),
  tempting('a parameter for arguments[0]', ['MemberExpression'], (node, path) => {
    const [first] = path.getFunctionParent()?.node.params ?? []
    const isFirst =
      node.object.type === 'Identifier' && node.object.name === 'arguments' && node.property.type === 'NumericLiteral'
    return isFirst && first?.type === 'Identifier' ? [put(node, first.name)] : undefined
  }),
  tempting('a temporary for an argument', ['ExpressionStatement'], (node, path, code) => {
    const { expression } = node
    const last = expression.type === 'CallExpression' ? expression.arguments.at(-1) : undefined
    if (!last || last.type === 'SpreadElement' || !path.inList) return undefined
    const name = `early${node.start}`
    return [[insertAt(node.start as number, `const ${name} = ${outerText(code, last)}; `), ...put(last, name)]]
  }),
  tempting('a member read once', ['MemberExpression'], (node, path, code) => {
    const statement = path.getStatementParent()
    if (!statement?.inList || !isRead(path) || node.object.type !== 'Identifier') return undefined
    const name = `once${node.start}`
    return [[insertAt(statement.node.start as number, `const ${name} = ${textOf(code, node)}; `), ...put(node, name)]]
  }),
  tempting('two declarations swapped', ['VariableDeclaration'], (node, path, code) => {
    const next = followers(path)[1]
    return next?.type === 'VariableDeclaration' ? [swap(code, node, next)] : undefined
  }),
  tempting('a class field in the constructor', ['ClassProperty'], (node, path, code) => {
    const body = path.parent as t.ClassBody
    const hasConstructor = body.body.some((member) => member.type === 'ClassMethod' && member.kind === 'constructor')
    if (hasConstructor || node.static || node.computed || node.key.type !== 'Identifier' || !node.value)
      return undefined
    return [put(node, `constructor() { this.${node.key.name} = ${outerText(code, node.value)}; }`)]
  }),
]

function braced(text: string): string {
  return text.startsWith('{') ? text : `{ ${text} }`
}
