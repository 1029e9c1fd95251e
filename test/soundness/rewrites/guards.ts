/** C9, C11, C13, C16: guard clauses, loops and cases. The test finds out where a rewrite holds. */
import type { types as t } from '@babel/core'
import { put, textOf } from '../edits.js'
import { outerText } from './control-flow.js'
import { jumpAfter } from './places.js'
import { followers, insertAt, listOf, promised, type Rewrite } from './rewrite.js'

const loops = ['WhileStatement', 'DoWhileStatement', 'ForStatement', 'ForInStatement', 'ForOfStatement'] as const

export const guards: Rewrite[] = [
  promised('C11', 'a guard for a nested if', ['IfStatement'], (node, path, code) => {
    const jump = jumpAfter(path)
    if (!jump || node.alternate || !path.inList) return undefined
    return [put(node, `if (!(${textOf(code, node.test)})) ${jump} ${texts(code, listOf(node.consequent))}`)]
  }),
  promised('C11', 'a nested if for a guard', ['IfStatement'], (node, path, code) => {
    const rest = followers(path).slice(1)
    const last = rest.at(-1)
    const [jump, more] = listOf(node.consequent)
    if (!last || !jump || more || node.alternate || `${textOf(code, jump).replace(/;$/, '')};` !== endOf(path))
      return undefined
    return [put(node, `if (!(${textOf(code, node.test)})) { ${texts(code, rest)} }`, last)]
  }),
  promised('C11', 'a branch that leaves for else', ['IfStatement'], (node, path, code) => {
    const jump = jumpAfter(path)
    if (!jump || !node.alternate || !path.inList) return undefined
    const then = texts(code, listOf(node.consequent))
    return [put(node, `if (${textOf(code, node.test)}) { ${then} ${jump} } ${texts(code, listOf(node.alternate))}`)]
  }),
  promised('C11', 'a jump at the end', ['BlockStatement'], (node, path) => {
    const last = node.body.at(-1)
    const jump = last && path.isBlockStatement() ? jumpAfter(path.get('body').at(-1) as typeof path) : undefined
    return jump ? [[insertAt((node.end as number) - 1, ` ${jump} `)]] : undefined
  }),
  promised('C13', 'one test for two', ['IfStatement'], (node, _, code) => {
    const [inner, more] = listOf(node.consequent)
    if (inner?.type !== 'IfStatement' || more || node.alternate || inner.alternate) return undefined
    const test = `(${textOf(code, node.test)}) && (${textOf(code, inner.test)})`
    return [put(node, `if (${test}) ${textOf(code, inner.consequent)}`)]
  }),
  promised('C13', 'two tests for one', ['IfStatement'], ({ test, consequent, alternate, ...node }, path, code) => {
    if (test.type !== 'LogicalExpression' || !path.inList) return undefined
    const [a, b] = [outerText(code, test.left), outerText(code, test.right)]
    const then = textOf(code, consequent)
    const [start, end] = [node.start as number, node.end as number]
    const edit = (text: string) => [[{ start, end, text }]]
    if (test.operator === '&&') return alternate ? undefined : edit(`if (${a}) { if (${b}) ${then} }`)
    if (test.operator !== '||') return undefined
    const otherwise = alternate ? ` else ${textOf(code, alternate)}` : ''
    return [
      ...edit(`if (${a}) ${braced(then)} else if (${b}) ${then}${otherwise}`),
      ...(alternate ? [] : edit(`if (${a}) ${then} if (${b}) ${then}`)),
    ]
  }),
  promised('C13', 'one guard for two', ['IfStatement'], (node, path, code) => {
    const next = followers(path)[1]
    if (next?.type !== 'IfStatement' || node.alternate || next.alternate) return undefined
    const then = textOf(code, node.consequent)
    if (then !== textOf(code, next.consequent)) return undefined
    return [put(node, `if ((${textOf(code, node.test)}) || (${textOf(code, next.test)})) ${then}`, next)]
  }),
  promised('C13', 'one if for else if', ['IfStatement'], (node, _, code) => {
    const [second, more] = listOf(node.alternate)
    if (second?.type !== 'IfStatement' || more) return undefined
    const then = textOf(code, node.consequent)
    if (then !== textOf(code, second.consequent)) return undefined
    const rest = second.alternate ? ` else ${textOf(code, second.alternate)}` : ''
    return [put(node, `if ((${textOf(code, node.test)}) || (${textOf(code, second.test)})) ${then}${rest}`)]
  }),
  promised('C13', 'a conditional with one test', ['ConditionalExpression'], (node, _, code) => {
    const { test, consequent, alternate } = node
    const [a, x] = [outerText(code, test), outerText(code, consequent)]
    const results: string[] = []
    if (alternate.type === 'ConditionalExpression' && outerText(code, alternate.consequent) === x)
      results.push(`(${a} || ${outerText(code, alternate.test)} ? ${x} : ${outerText(code, alternate.alternate)})`)
    if (
      consequent.type === 'ConditionalExpression' &&
      outerText(code, consequent.alternate) === outerText(code, alternate)
    )
      results.push(
        `(${a} && ${outerText(code, consequent.test)} ? ${outerText(code, consequent.consequent)} : ${outerText(code, alternate)})`,
      )
    return results.map((text) => put(node, text))
  }),
  promised('C13', 'a conditional with two tests', ['ConditionalExpression'], (node, _, code) => {
    const { test, consequent, alternate } = node
    if (test.type !== 'LogicalExpression' || test.operator === '??') return undefined
    const [a, b, x, y] = [test.left, test.right, consequent, alternate].map((item) => outerText(code, item))
    return [
      put(node, test.operator === '||' ? `(${a} ? ${x} : ${b} ? ${x} : ${y})` : `(${a} ? ${b} ? ${x} : ${y} : ${y})`),
    ]
  }),
  promised('C13', 'a chain that leans the other way', ['LogicalExpression'], (node, _, code) => {
    const { left, right, operator } = node
    const isChain = (side: t.Expression): side is t.LogicalExpression =>
      side.type === 'LogicalExpression' && side.operator === operator
    if (isChain(left)) {
      const [a, b, c] = [left.left, left.right, right].map((item) => outerText(code, item))
      return [put(node, `${a} ${operator} (${b} ${operator} ${c})`)]
    }
    if (!isChain(right)) return undefined
    const [a, b, c] = [left, right.left, right.right].map((item) => outerText(code, item))
    return [put(node, `(${a} ${operator} ${b}) ${operator} ${c}`)]
  }),
  promised('C9', 'break for the test of a loop', ['WhileStatement', 'ForStatement'], (node, _, code) => {
    if (!node.test || node.body.type !== 'BlockStatement') return undefined
    const text = ` if (!(${textOf(code, node.test)})) break; `
    const test = put(node.test, node.type === 'ForStatement' ? '' : 'true')
    return [[...test, insertAt((node.body.start as number) + 1, text)]]
  }),
  promised('C9', 'the test of a loop for break', ['WhileStatement', 'ForStatement'], (node, _, code) => {
    const [first] = listOf(node.body)
    const [jump, more] = first?.type === 'IfStatement' && !first.alternate ? listOf(first.consequent) : []
    if (first?.type !== 'IfStatement' || jump?.type !== 'BreakStatement' || jump.label || more) return undefined
    const stays = `!(${textOf(code, first.test)})`
    const { test } = node
    if (test) {
      const isTrue = test.type === 'BooleanLiteral' && test.value
      return [[...put(test, isTrue ? stays : `(${textOf(code, test)}) && ${stays}`), ...put(first, '')]]
    }
    if (node.type !== 'ForStatement' || node.init || node.update) return undefined
    const head = { start: node.start as number, end: node.body.start as number, text: `for (; ${stays}; ) ` }
    return [[head, ...put(first, '')]]
  }),
  promised('C9', 'a test that is always true', ['ForStatement'], (node, _, code) =>
    node.test || node.init || node.update ? undefined : [put(node, `while (true) ${textOf(code, node.body)}`)],
  ),
  promised('C11', 'continue at the end of a loop', loops, (node) =>
    node.body.type === 'BlockStatement' ? [[insertAt((node.body.end as number) - 1, ' continue; ')]] : undefined,
  ),
  promised('C16', 'break in the last case', ['SwitchStatement'], ({ end }) => [
    [insertAt((end as number) - 1, ' break; ')],
  ]),
  promised('C16', 'no break in the last case', ['SwitchStatement'], ({ cases }) => {
    const last = cases.at(-1)?.consequent.at(-1)
    return last?.type === 'BreakStatement' && !last.label ? [put(last, '')] : undefined
  }),
  promised('C16', 'an empty default', ['SwitchStatement'], ({ cases, end }) =>
    cases.some(({ test }) => !test) ? undefined : [[insertAt((end as number) - 1, ' default: ')]],
  ),
  promised('C16', 'no empty default', ['SwitchStatement'], ({ cases }) => {
    const last = cases.at(-1)
    return last && !last.test && last.consequent.length === 0 ? [put(last, '')] : undefined
  }),
  promised('E4', 'no block around declarations', ['BlockStatement'], (node, path, code) =>
    path.inList ? [put(node, texts(code, node.body))] : undefined,
  ),
]

function texts(code: string, statements: t.Statement[]): string {
  return statements.map((item) => textOf(code, item)).join(' ')
}

function braced(text: string): string {
  return text.startsWith('{') ? text : `{ ${text} }`
}

/** The jump after the last statement of the list that a statement stands in. */
function endOf(path: Parameters<typeof jumpAfter>[0]): string | undefined {
  return path.inList ? jumpAfter(path.getSibling((path.container as unknown[]).length - 1)) : undefined
}
