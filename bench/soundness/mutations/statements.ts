/** Statements that are gone, doubled, elsewhere, or lead elsewhere. */
import type { NodePath, types as t } from '@babel/core'
import { type Edit, put, swap, textOf } from '../../../test/soundness/edits.js'
import { around, isUndefined, type Mutation, mutation } from './mutation.js'

const statementTypes = [
  ...(['ExpressionStatement', 'VariableDeclaration', 'ReturnStatement', 'IfStatement', 'ForStatement'] as const),
  ...(['ForOfStatement', 'ForInStatement', 'WhileStatement', 'DoWhileStatement', 'ThrowStatement'] as const),
  ...(['BreakStatement', 'ContinueStatement', 'TryStatement', 'SwitchStatement', 'LabeledStatement'] as const),
  ...(['FunctionDeclaration', 'ClassDeclaration', 'BlockStatement'] as const),
]

export const statements: Mutation[] = [
  mutation('statement removed', statementTypes, (node, path) => (isInList(path) ? [put(node, '')] : undefined)),
  mutation('statement emptied', ['ExpressionStatement', 'ReturnStatement', 'ThrowStatement'], (node, path) =>
    isInList(path) ? undefined : [put(node, '{}')],
  ),
  mutation('statements swapped', statementTypes, (node, path, code) => {
    const next = isInList(path) ? path.getSibling((path.key as number) + 1).node : undefined
    // A type is erased.
    if (next?.type.startsWith('TS')) return undefined
    return next ? [put(node, `${textOf(code, next)}\n${textOf(code, node)}`, next)] : undefined
  }),
  mutation('statement duplicated', statementTypes, (node, path, code) =>
    isInList(path) ? [put(node, `${textOf(code, node)}\n${textOf(code, node)}`)] : undefined,
  ),
  mutation('else dropped', ['IfStatement'], (node) =>
    node.alternate ? [[{ start: node.consequent.end as number, end: node.end as number, text: '\n' }]] : undefined,
  ),
  mutation('if without its condition', ['IfStatement'], (node, _, code) => [put(node, textOf(code, node.consequent))]),
  mutation('break or continue removed', ['BreakStatement', 'ContinueStatement'], (node) => [put(node, ';')]),
  mutation('break becomes continue', ['BreakStatement', 'ContinueStatement'], (node) => [
    put(node, node.type === 'BreakStatement' ? 'continue;' : 'break;'),
  ]),
  mutation('label changed', ['BreakStatement', 'ContinueStatement'], (node, path) =>
    labelsAround(path)
      .filter((label) => label !== node.label?.name)
      .map((label) => put(node, `${node.type === 'BreakStatement' ? 'break' : 'continue'} ${label};`)),
  ),
  mutation('label dropped', ['BreakStatement', 'ContinueStatement'], (node) =>
    node.label ? [put(node, node.type === 'BreakStatement' ? 'break;' : 'continue;')] : undefined,
  ),
  mutation('bound of a loop', ['ForStatement'], ({ test }) =>
    test?.type === 'BinaryExpression' ? [around(test.right, '(', ' + 1)')] : undefined,
  ),
  mutation('step of a loop dropped', ['ForStatement'], ({ update }) => (update ? [put(update, '')] : undefined)),
  mutation('for of becomes for in', ['ForOfStatement', 'ForInStatement'], (node, _, code) => {
    const between = code.slice(node.left.end as number, node.right.start as number)
    const [from, to] = node.type === 'ForOfStatement' ? ['of', 'in'] : ['in', 'of']
    const at = (node.left.end as number) + between.indexOf(from as string)
    return [[{ start: at, end: at + 2, text: to as string }]]
  }),
  mutation('value of return dropped', ['ReturnStatement'], (node) =>
    node.argument && !isUndefined(node.argument) ? [put(node, 'return;')] : undefined,
  ),
  mutation('throw dropped', ['ThrowStatement'], (node, _, code) => [put(node, `;(${textOf(code, node.argument)});`)]),
  mutation('throw becomes return', ['ThrowStatement'], (node, _, code) => [
    put(node, `return ${textOf(code, node.argument)};`),
  ]),
  mutation('finally dropped', ['TryStatement'], ({ handler, finalizer, block }) =>
    finalizer
      ? [[{ start: (handler ?? block).end as number, end: finalizer.end as number, text: handler ? '' : ' catch {}' }]]
      : undefined,
  ),
  mutation('catch emptied', ['CatchClause'], ({ body }) => (body.body.length > 0 ? [put(body, '{}')] : undefined)),
  mutation('cases swapped', ['SwitchCase'], (node, path, code) => {
    const next = path.getSibling((path.key as number) + 1).node
    return next ? [swap(code, node, next)] : undefined
  }),
  mutation('case falls through', ['SwitchCase'], (node, _, code) => {
    const last = node.consequent.at(-1)
    if (last?.type !== 'BlockStatement') return last?.type === 'BreakStatement' ? [put(last, '')] : undefined
    const end = last.body.at(-1)
    return end?.type === 'BreakStatement' ? [put(last, textOf(code, last).replace(/break;?\s*}$/, '}'))] : undefined
  }),
  mutation('case removed', ['SwitchCase'], (node) => [put(node, '')]),
  mutation('const or let becomes var', ['VariableDeclaration'], (node) => keywordOf(node, 'var')),
  mutation('var becomes let', ['VariableDeclaration'], (node) =>
    node.kind === 'var' ? keywordOf(node, 'let') : undefined,
  ),
  mutation('value of a declaration dropped', ['VariableDeclarator'], (node, path) => {
    const { kind } = path.parent as t.VariableDeclaration
    if (!node.init || isUndefined(node.init) || path.parentPath?.parentPath?.isFor()) return undefined
    const value: Edit = { start: node.init.start as number, end: node.init.end as number, text: 'void 0' }
    return kind === 'var' || kind === 'let' || kind === 'const' ? [[value]] : undefined
  }),
]

function isInList(path: NodePath): boolean {
  return path.listKey === 'body' || path.listKey === 'consequent'
}

function labelsAround(path: NodePath): string[] {
  const labels: string[] = []
  for (let at: NodePath | null = path; at && !at.isFunction(); at = at.parentPath) {
    if (at.isLabeledStatement()) labels.push(at.node.label.name)
  }
  return labels
}

function keywordOf(node: t.VariableDeclaration, keyword: string): Edit[][] | undefined {
  if (node.kind === keyword || !/^(const|let|var)$/.test(node.kind)) return undefined
  const start = node.start as number
  return [[{ start, end: start + node.kind.length, text: keyword }]]
}
