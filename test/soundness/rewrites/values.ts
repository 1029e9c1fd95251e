/** C6, C7, C10, C14, C15, L11 … L13: values, tests and comparisons. The test finds out where a rewrite holds. */
import type { types as t } from '@babel/core'
import { put, textOf } from '../edits.js'
import { outerText } from './control-flow.js'
import { listOf, promised, type Rewrite } from './rewrite.js'

export const values: Rewrite[] = [
  promised('C6', 'De Morgan', ['UnaryExpression'], (node, _, code) => {
    const { operator, argument } = node
    if (operator !== '!' || argument.type !== 'LogicalExpression' || argument.operator === '??') return undefined
    const other = argument.operator === '&&' ? '||' : '&&'
    return [put(node, `(!${outerText(code, argument.left)} ${other} !${outerText(code, argument.right)})`)]
  }),
  promised('C6', 'De Morgan backwards', ['LogicalExpression'], ({ left, right, operator, ...node }, path, code) => {
    if (operator === '??' || (path.key !== 'test' && path.parent.type !== 'UnaryExpression')) return undefined
    const text = `(!(!${outerText(code, left)} ${operator === '&&' ? '||' : '&&'} !${outerText(code, right)}))`
    return [[{ start: node.start as number, end: node.end as number, text }]]
  }),
  promised('C7', 'return for return void', ['ReturnStatement'], (node, path, code) =>
    node.argument?.type === 'UnaryExpression' && node.argument.operator === 'void' && path.inList
      ? [put(node, `(${textOf(code, node.argument.argument)}); return;`)]
      : undefined,
  ),
  promised('C7', 'return void', ['ExpressionStatement'], (node, path, code) => {
    const next = path.inList ? path.getSibling((path.key as number) + 1).node : undefined
    return next?.type === 'ReturnStatement' && !next.argument
      ? [put(node, `return void (${textOf(code, node.expression)});`, next)]
      : undefined
  }),
  promised('C10', 'a logical assignment', ['AssignmentExpression'], ({ left, right, operator, ...node }, _, code) => {
    if (operator !== '=' || left.type !== 'Identifier' || right.type !== 'LogicalExpression') return undefined
    if (textOf(code, right.left) !== left.name) return undefined
    const text = `${left.name} ${right.operator}= ${outerText(code, right.right)}`
    return [[{ start: node.start as number, end: node.end as number, text }]]
  }),
  promised('C10', 'no logical assignment', ['AssignmentExpression'], ({ left, right, operator, ...node }, _, code) => {
    if (left.type !== 'Identifier' || !/^(\|\||&&|\?\?)=$/.test(operator)) return undefined
    const [name, value] = [left.name, outerText(code, right)]
    const short = operator.slice(0, -1)
    return [`${name} = ${name} ${short} (${value})`, `(${name} ${short} (${name} = ${value}))`].map((text) => [
      { start: node.start as number, end: node.end as number, text },
    ])
  }),
  promised('C10', 'an if for a logical assignment', ['ExpressionStatement'], (node, _, code) => {
    const { expression } = node
    if (expression.type !== 'AssignmentExpression' || expression.left.type !== 'Identifier') return undefined
    const { name } = expression.left
    const tests: Record<string, string> = {
      '||=': `!${name}`,
      '&&=': name,
      '??=': `${name} === null || ${name} === undefined`,
    }
    const test = tests[expression.operator]
    return test ? [put(node, `if (${test}) ${name} = ${outerText(code, expression.right)};`)] : undefined
  }),
  promised('C10', 'a logical assignment for an if', ['IfStatement'], (node, _, code) => {
    const assignment = only(node.consequent)
    if (assignment?.type !== 'AssignmentExpression' || assignment.operator !== '=' || node.alternate) return undefined
    const [target, test] = [textOf(code, assignment.left), textOf(code, node.test)]
    const operator = test === target ? '&&=' : test === `!${target}` ? '||=' : undefined
    return operator ? [put(node, `${target} ${operator} ${outerText(code, assignment.right)};`)] : undefined
  }),
  promised('C14', 'an if for an operator', ['ExpressionStatement'], (node, _, code) => {
    const { expression } = node
    if (expression.type === 'ConditionalExpression') {
      const [a, b, c] = [expression.test, expression.consequent, expression.alternate].map((item) => textOf(code, item))
      return [put(node, `if (${a}) { (${b}); } else { (${c}); }`)]
    }
    if (expression.type !== 'LogicalExpression' || expression.operator === '??') return undefined
    const [a, b] = [textOf(code, expression.left), textOf(code, expression.right)]
    return [put(node, expression.operator === '&&' ? `if (${a}) { (${b}); }` : `if (!(${a})) (${b});`)]
  }),
  promised('C14', 'an operator for an if', ['IfStatement'], (node, path, code) => {
    const [then, otherwise] = [only(node.consequent), only(node.alternate)]
    if (!then || !path.inList) return undefined
    const [test, value] = [textOf(code, node.test), textOf(code, then)]
    if (node.alternate) return otherwise ? [put(node, `((${test}) ? (${value}) : (${textOf(code, otherwise)}));`)] : []
    return [put(node, `((${test}) && (${value}));`), put(node, `(!(${test}) || (${value}));`)]
  }),
  promised(
    'C14',
    'statements for a sequence',
    ['ExpressionStatement', 'ReturnStatement', 'ThrowStatement'],
    (node, path, code) => {
      const value = node.type === 'ExpressionStatement' ? node.expression : node.argument
      if (value?.type !== 'SequenceExpression' || !path.inList) return undefined
      const parts = value.expressions.map((part) => `(${textOf(code, part)})`)
      const keyword = { ExpressionStatement: '', ReturnStatement: 'return ', ThrowStatement: 'throw ' }[node.type]
      return [put(node, `${parts.slice(0, -1).join('; ')}; ${keyword}${parts.at(-1)};`)]
    },
  ),
  promised('C14', 'a sequence for statements', ['ExpressionStatement'], (node, path, code) => {
    const next = path.inList ? path.getSibling((path.key as number) + 1).node : undefined
    const first = `(${textOf(code, node.expression)})`
    if (next?.type === 'ExpressionStatement')
      return [put(node, `(${first}, (${textOf(code, next.expression)}));`, next)]
    if (next?.type === 'IfStatement')
      return [[...put(node, ''), ...put(next.test, `(${first}, ${textOf(code, next.test)})`)]]
    if ((next?.type !== 'ReturnStatement' && next?.type !== 'ThrowStatement') || !next.argument) return undefined
    const keyword = next.type === 'ReturnStatement' ? 'return' : 'throw'
    return [put(node, `${keyword} (${first}, (${textOf(code, next.argument)}));`, next)]
  }),
  promised('C14', 'void or ! of what is not used', ['ExpressionStatement'], (node, _, code) =>
    ['void', '!'].map((operator) => put(node, `${operator} (${textOf(code, node.expression)});`)),
  ),
  promised(
    'C14',
    'a parameter that is read',
    ['ExpressionStatement', 'ReturnStatement', 'IfStatement'],
    (node, path, code) => {
      const read = Object.entries(path.scope.getAllBindings())
        .filter(([, { kind }]) => (kind as string) === 'param')
        .map(([name]) => name)
      return path.inList ? read.slice(-2).map((name) => put(node, `${name}; ${textOf(code, node)}`)) : undefined
    },
  ),
  promised('C14', 'no parameter that is read', ['ExpressionStatement'], (node, path) =>
    node.expression.type === 'Identifier' && path.inList ? [put(node, '')] : undefined,
  ),
  promised('C14', '++ in front', ['UpdateExpression'], (node, path, code) =>
    path.parent.type === 'ExpressionStatement' || path.key === 'update'
      ? [
          put(
            node,
            node.prefix
              ? `${textOf(code, node.argument)}${node.operator}`
              : `${node.operator}${textOf(code, node.argument)}`,
          ),
        ]
      : undefined,
  ),
  promised(
    'C15',
    '!! for a conditional',
    ['ConditionalExpression'],
    ({ test, consequent, alternate, ...node }, _, code) => {
      if (consequent.type !== 'BooleanLiteral' || alternate.type !== 'BooleanLiteral') return undefined
      if (consequent.value === alternate.value) return undefined
      const text = `${consequent.value ? '!!' : '!'}(${textOf(code, test)})`
      return [[{ start: node.start as number, end: node.end as number, text }]]
    },
  ),
  promised('C15', 'a conditional for !', ['UnaryExpression'], (node, _, code) =>
    node.operator === '!' ? [put(node, `(${outerText(code, node.argument)} ? false : true)`)] : undefined,
  ),
  promised('C15', 'an operator for a conditional', ['ConditionalExpression'], (node, _, code) => {
    const [a, b, c] = [node.test, node.consequent, node.alternate].map((item) => textOf(code, item)) as [
      string,
      string,
      string,
    ]
    if (a === b) return [put(node, `(${a} || (${c}))`)]
    if (a === c) return [put(node, `(${a} && (${b}))`)]
    return a === `${c} === null || ${c} === undefined` ? [put(node, `(${c} ?? (${b}))`)] : undefined
  }),
  promised('C15', 'a conditional for an operator', ['LogicalExpression'], (node, _, code) => {
    const [a, b] = [outerText(code, node.left), outerText(code, node.right)]
    if (node.left.type !== 'Identifier') return undefined
    const text = {
      '||': `${a} ? ${a} : ${b}`,
      '&&': `${a} ? ${b} : ${a}`,
      '??': `${a} === null || ${a} === undefined ? ${b} : ${a}`,
    }
    return [put(node, `(${text[node.operator]})`)]
  }),
  promised(
    'L11',
    'a literal at the other side',
    ['BinaryExpression'],
    ({ left, right, operator, ...node }, _, code) => {
      const mirrored = mirror[operator]
      if (!mirrored || (!isPlain(left) && !isPlain(right))) return undefined
      const text = `${outerText(code, right)} ${mirrored} ${outerText(code, left)}`
      return [[{ start: node.start as number, end: node.end as number, text }]]
    },
  ),
  promised('L12', 'another equality of typeof', ['BinaryExpression'], ({ left, right, operator, ...node }, _, code) => {
    const isTypeof = left.type === 'UnaryExpression' && left.operator === 'typeof'
    const other = { '==': '===', '===': '==', '!=': '!==', '!==': '!=' }[operator as '==']
    if (!isTypeof || !other) return undefined
    const text = `${textOf(code, left)} ${other} ${outerText(code, right)}`
    return [[{ start: node.start as number, end: node.end as number, text }]]
  }),
  promised('L13', 'null for undefined', ['BinaryExpression'], ({ right, operator }) => {
    if (operator !== '==' && operator !== '!=') return undefined
    if (right.type === 'NullLiteral') return [put(right, 'undefined')]
    return right.type === 'Identifier' && right.name === 'undefined' ? [put(right, 'null')] : undefined
  }),
]

const mirror: Record<string, string> = {
  ...{ '===': '===', '!==': '!==', '==': '==', '!=': '!=' },
  ...{ '<': '>', '>': '<', '<=': '>=', '>=': '<=' },
}

function isPlain({ type }: t.Node): boolean {
  return /^(Numeric|String|Boolean|Null|BigInt)Literal$/.test(type)
}

/** The expression of a statement that is nothing else. */
function only(statement: t.Statement | null | undefined): t.Expression | undefined {
  const [first, more] = listOf(statement)
  return first?.type === 'ExpressionStatement' && !more ? first.expression : undefined
}
