/** Another operator, or its operands in another way. */
import type { NodePath, types as t } from '@babel/core'
import { swap, textOf } from '../../../test/soundness/edits.js'
import { around, type Mutation, mutation, operatorBetween, put } from './mutation.js'

export const operators: Mutation[] = [
  replaced('arithmetic operator', {
    ...{ '+': '-', '-': '+', '*': '/', '/': '*', '%': '*', '**': '*' },
    ...{ '&': '|', '|': '&', '^': '&', '<<': '>>', '>>': '>>>', '>>>': '>>' },
  }),
  replaced('< becomes <=', { '<': '<=', '<=': '<', '>': '>=', '>=': '>' }),
  replaced('< becomes >=', { '<': '>=', '<=': '>', '>': '<=', '>=': '<' }),
  replaced('=== becomes ==', { '===': '==', '!==': '!=', '==': '===', '!=': '!==' }),
  replaced('=== becomes !==', { '===': '!==', '!==': '===', '==': '!=', '!=': '==' }),
  replaced('in becomes instanceof', { in: 'instanceof', instanceof: 'in' }),
  mutation('&& becomes ||', ['LogicalExpression'], (node, _, code) =>
    node.operator === '??'
      ? undefined
      : operatorBetween(code, node.left, node.right, node.operator, node.operator === '&&' ? '||' : '&&').map(
          (edits) => [...edits, ...around(node, '(', ')')],
        ),
  ),
  mutation('?? becomes ||', ['LogicalExpression'], (node, _, code) =>
    node.operator === '??' ? operatorBetween(code, node.left, node.right, '??', '||') : undefined,
  ),
  mutation('operands swapped', ['BinaryExpression', 'LogicalExpression'], (node, _, code) => [
    swap(code, node.left, node.right),
  ]),
  mutation('compound assignment', ['AssignmentExpression'], ({ operator, left, right }, _, code) => {
    const other = compound[operator]
    return other ? operatorBetween(code, left, right, operator, other) : undefined
  }),
  mutation('assignment becomes compound', ['AssignmentExpression'], ({ operator, left, right }, _, code) =>
    operator === '=' && !left.type.endsWith('Pattern') ? operatorBetween(code, left, right, '=', '+=') : undefined,
  ),
  mutation('++ becomes --', ['UpdateExpression'], (node, _, code) => [
    put(node, textOf(code, node).replace(node.operator, node.operator === '++' ? '--' : '++')),
  ]),
  mutation('prefix becomes postfix', ['UpdateExpression'], (node, path, code) => {
    const argument = textOf(code, node.argument)
    if (!isValueUsed(path)) return undefined
    return [put(node, node.prefix ? `(${argument}${node.operator})` : `(${node.operator}${argument})`)]
  }),
  mutation('unary operator dropped', ['UnaryExpression'], (node, _, code) => [
    put(node, `(${textOf(code, node.argument)})`),
  ]),
  mutation(
    'condition negated',
    ['IfStatement', 'ConditionalExpression', 'WhileStatement', 'DoWhileStatement', 'ForStatement'],
    ({ test }) => (test ? [around(test, '!(', ')')] : undefined),
  ),
  mutation('branches of a condition swapped', ['ConditionalExpression'], (node, _, code) => [
    swap(code, node.consequent, node.alternate),
  ]),
]

const compound: Record<string, string> = {
  ...{ '+=': '-=', '-=': '+=', '*=': '/=', '/=': '*=', '%=': '*=', '**=': '*=', '&=': '|=', '|=': '&=', '^=': '&=' },
  ...{ '<<=': '>>=', '>>=': '>>>=', '>>>=': '>>=', '&&=': '||=', '||=': '??=', '??=': '||=' },
}

function replaced(kind: string, others: Record<string, string>): Mutation {
  return mutation(kind, ['BinaryExpression'], ({ operator, left, right }, _, code) => {
    const other = others[operator]
    return other ? operatorBetween(code, left, right, operator, other) : undefined
  })
}

function isValueUsed({ parent, key, listKey, node }: NodePath): boolean {
  if (parent.type === 'ExpressionStatement' || (parent.type === 'ForStatement' && key !== 'test')) return false
  return !(
    parent.type === 'SequenceExpression' &&
    listKey === 'expressions' &&
    (parent.expressions as t.Node[]).at(-1) !== node
  )
}
