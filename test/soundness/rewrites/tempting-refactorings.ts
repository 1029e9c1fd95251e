/** What stands next to a refactoring that a rule knows, and goes wrong. None of them may give one form but by chance. */
import type { types as t } from '@babel/core'
import { put, swap, textOf } from '../edits.js'
import { outerText } from './control-flow.js'
import { singleName } from './declarations.js'
import { jumpFrom } from './places.js'
import { followers, insertAt, listOf, type Rewrite, tempting, usesOf } from './rewrite.js'

export const temptingRefactorings: Rewrite[] = [
  tempting('a guard where something follows', ['IfStatement'], (node, path, code) => {
    const jump = jumpFrom(path)
    if (!jump || !path.inList) return undefined
    return [put(node, `if (!(${textOf(code, node.test)})) ${jump} ${texts(code, listOf(node.consequent))}`)]
  }),
  tempting('what follows in a branch', ['IfStatement'], (node, path, code) => {
    const rest = followers(path).slice(1)
    const last = rest.at(-1)
    if (!last || node.alternate) return undefined
    const then = texts(code, listOf(node.consequent))
    return [
      put(node, `if (${textOf(code, node.test)}) { ${then} } else { ${texts(code, rest)} }`, last),
      put(node, `if (${textOf(code, node.test)}) { ${then} ${texts(code, rest)} }`, last),
    ]
  }),
  tempting('one guard for two with something between', ['IfStatement'], (node, path, code) => {
    const [, between, next] = followers(path)
    if (next?.type !== 'IfStatement' || !between || node.alternate || next.alternate) return undefined
    const test = `(${textOf(code, node.test)}) || (${textOf(code, next.test)})`
    return [put(node, `if (${test}) ${textOf(code, node.consequent)} ${textOf(code, between)}`, next)]
  }),
  tempting('one branch for two tests', ['IfStatement'], (node, path, code) => {
    const next = followers(path)[1]
    if (next?.type !== 'IfStatement' || node.alternate || next.alternate) return undefined
    return [
      put(
        node,
        `if ((${textOf(code, node.test)}) || (${textOf(code, next.test)})) ${textOf(code, node.consequent)}`,
        next,
      ),
      put(node, `if (${textOf(code, node.test)}) ${textOf(code, node.consequent)} else ${textOf(code, next)}`, next),
    ]
  }),
  tempting('a temporary that is not first', ['VariableDeclaration'], (node, path, code) => {
    const item = singleName(node)
    if (!item || usesOf(path, item.name) !== 1) return undefined
    const [used] = path.scope.getBinding(item.name)?.referencePaths ?? []
    if (!used || used.parent.type === 'ObjectProperty') return undefined
    return [[...put(node, ''), ...put(used.node, `(${outerText(code, item.init)})`)]]
  }),
  tempting(
    'a temporary for a part',
    ['ReturnStatement', 'ExpressionStatement', 'IfStatement', 'WhileStatement', 'DoWhileStatement'],
    (node, path, code) => {
      if (!path.inList) return undefined
      const parts: t.Node[] = []
      path.traverse({
        Function: (inner) => inner.skip(),
        CallExpression: ({ node: part }) => void parts.push(part),
        MemberExpression: ({ node: part, key, parent }) => {
          if (key !== 'left' && parent.type !== 'UpdateExpression') parts.push(part)
        },
      })
      return parts
        .slice(0, 4)
        .map((part) => [
          insertAt(node.start as number, `const part${node.start} = (${textOf(code, part)}); `),
          ...put(part, `part${node.start}`),
        ])
    },
  ),
  tempting('a temporary for a variable', ['Identifier'], (node, path) => {
    const statement = path.getStatementParent()
    const isPlain = /^(Binary|Logical|Call|Assignment)Expression$|^ReturnStatement$/.test(path.parent.type)
    if (!statement?.inList || !isPlain || path.key === 'left' || path.key === 'callee') return undefined
    const name = `same${node.start}`
    return [[insertAt(statement.node.start as number, `const ${name} = ${node.name}; `), ...put(node, name)]]
  }),
  tempting('a default as an operator', ['VariableDeclaration'], (node, _, code) => {
    const [item] = node.declarations
    const [property] = item?.id.type === 'ObjectPattern' ? item.id.properties : []
    if (property?.type !== 'ObjectProperty' || property.value.type !== 'AssignmentPattern' || !item?.init)
      return undefined
    const { left, right } = property.value
    const [from, key, name, value] = [item.init, property.key, left, right].map((part) => textOf(code, part))
    return [
      put(node, `${node.kind} ${name} = (${from}).${key} ?? ${value};`),
      put(node, `${node.kind} ${name} = (${from}).${key} === undefined ? ${value} : (${from}).${key};`),
    ]
  }),
  tempting(
    'a logical assignment of a member',
    ['AssignmentExpression'],
    ({ left, right, operator, ...node }, _, code) => {
      if (left.type !== 'MemberExpression') return undefined
      const [name, value] = [textOf(code, left), outerText(code, right)]
      const [start, end] = [node.start as number, node.end as number]
      const short = operator.slice(0, -1)
      if (/^(\|\||&&|\?\?)=$/.test(operator)) return [[{ start, end, text: `(${name} ${short} (${name} = ${value}))` }]]
      if (right.type !== 'LogicalExpression' || textOf(code, right.left) !== name) return undefined
      return [[{ start, end, text: `${name} ${right.operator}= ${outerText(code, right.right)}` }]]
    },
  ),
  tempting('an operator for a conditional of a member', ['ConditionalExpression'], (node, _, code) => {
    const [a, b, c] = [node.test, node.consequent, node.alternate].map((item) => textOf(code, item))
    if (a === b) return [put(node, `(${a} || ${c})`), put(node, `(${a} ?? ${c})`)]
    return a === c ? [put(node, `(${a} && ${b})`)] : undefined
  }),
  tempting('another order of cases', ['SwitchStatement'], ({ cases }, _, code) =>
    cases.slice(1).map((item, index) => swap(code, cases[index] as t.SwitchCase, item)),
  ),
  tempting('no empty case', ['SwitchCase'], (node) =>
    node.consequent.every(({ type }) => type === 'BreakStatement') ? [put(node, '')] : undefined,
  ),
  tempting('break for what follows in other cases', ['SwitchCase'], ({ end }) => [
    [insertAt(end as number, ' break; ')],
  ]),
  tempting('a jump without its label', ['BreakStatement', 'ContinueStatement'], (node) =>
    node.label ? [put(node, node.type === 'BreakStatement' ? 'break;' : 'continue;')] : undefined,
  ),
  tempting('another jump', ['BreakStatement', 'ContinueStatement', 'ReturnStatement'], (node) =>
    ['break;', 'continue;', 'return;'].map((text) => put(node, text)),
  ),
  tempting('two members of a class swapped', ['ClassBody'], (node, _, code) =>
    node.body.slice(1).map((member, index) => swap(code, node.body[index] as (typeof node.body)[number], member)),
  ),
  tempting('no statement that only reads', ['ExpressionStatement'], (node, path) =>
    path.inList && /^(Identifier|MemberExpression|UnaryExpression|BinaryExpression)$/.test(node.expression.type)
      ? [put(node, '')]
      : undefined,
  ),
  tempting('a break that comes late as the test', ['WhileStatement', 'ForStatement'], (node, _, code) => {
    const [, second] = listOf(node.body)
    const [jump] = second?.type === 'IfStatement' && !second.alternate ? listOf(second.consequent) : []
    if (second?.type !== 'IfStatement' || jump?.type !== 'BreakStatement' || !node.test) return undefined
    return [[...put(node.test, `(${textOf(code, node.test)}) && !(${textOf(code, second.test)})`), ...put(second, '')]]
  }),
  tempting('a spread of what has getters or methods', ['ObjectMethod'], (node, _, code) => [
    put(node, `...{ ${textOf(code, node)} }`),
  ]),
  tempting('sides of a comparison exchanged', ['BinaryExpression'], ({ left, right, operator, ...node }, _, code) => {
    const mirrored = { '===': '===', '==': '==', '<': '>', '>': '<' }[operator as '===']
    if (!mirrored || left.type === 'PrivateName') return undefined
    const text = `${outerText(code, right)} ${mirrored} ${outerText(code, left)}`
    return [[{ start: node.start as number, end: node.end as number, text }]]
  }),
  tempting('typeof for undefined', ['BinaryExpression'], ({ left, right, operator, ...node }, _, code) =>
    right.type === 'Identifier' && right.name === 'undefined' && /^[!=]==?$/.test(operator)
      ? [
          [
            {
              start: node.start as number,
              end: node.end as number,
              text: `typeof ${outerText(code, left)} ${operator} 'undefined'`,
            },
          ],
        ]
      : undefined,
  ),
]

function texts(code: string, statements: t.Statement[]): string {
  return statements.map((item) => textOf(code, item)).join(' ')
}
