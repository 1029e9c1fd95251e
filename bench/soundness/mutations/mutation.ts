import type { NodePath, types as t } from '@babel/core'
import { type Edit, type EditRule, put } from '../../../test/soundness/edits.js'

/** One kind of change that could give another result. */
export interface Mutation extends EditRule {
  kind: string
  edits(path: NodePath, code: string): Edit[][]
}

type NodeOf<T extends t.Node['type']> = Extract<t.Node, { type: T }>

/** A mutation of nodes of these types; `edits` gives the alternatives, or nothing. */
export function mutation<T extends t.Node['type']>(
  kind: string,
  on: readonly T[],
  edits: (node: NodeOf<T>, path: NodePath, code: string) => Edit[][] | undefined,
): Mutation {
  return { kind, on, edits: (path, code) => edits(path.node as NodeOf<T>, path, code) ?? [] }
}

/** An operator between two nodes, where nothing but white space and parentheses stands beside it. */
export function operatorBetween(code: string, left: t.Node, right: t.Node, from: string, to: string): Edit[][] {
  const start = left.end as number
  const between = code.slice(start, right.start as number)
  const at = between.indexOf(from)
  if (at < 0 || !/^[\s()]*$/.test(between.slice(0, at) + between.slice(at + from.length))) return []
  // A space keeps `a - -b` from becoming `a --b`.
  return [[{ start: start + at, end: start + at + from.length, text: ` ${to} ` }]]
}

/** A node that is written once more, in parentheses, with something around it. */
export function around(node: t.Node, before: string, after: string): Edit[] {
  const [start, end] = [node.start as number, node.end as number]
  return [
    { start, end: start, text: before },
    { start: end, end, text: after },
  ]
}

export function isKey(path: NodePath): boolean {
  const { parent, key } = path
  return key === 'key' && (parent as { computed?: boolean }).computed !== true
}

export function isUndefined(node: t.Node): boolean {
  if (node.type === 'TSNonNullExpression') return isUndefined(node.expression)
  return node.type === 'UnaryExpression'
    ? node.operator === 'void'
    : node.type === 'Identifier' && node.name === 'undefined'
}

export { put }
