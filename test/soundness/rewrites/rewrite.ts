import type { NodePath, types as t } from '@babel/core'
import type { Alternative, Edit, EditRule } from '../edits.js'

/** A rewrite of a program at one place. `id` names the rule of docs/rules.md that promises one form; a wrong one has none. */
export interface Rewrite extends EditRule {
  id: string | undefined
  name: string
}

type NodeOf<T extends t.Node['type']> = Extract<t.Node, { type: T }>

type Edits<T extends t.Node['type']> = (node: NodeOf<T>, path: NodePath, code: string) => Alternative[] | undefined

export function promised<T extends t.Node['type']>(
  id: string,
  name: string,
  on: readonly T[],
  edits: Edits<T>,
): Rewrite {
  return { id, name, on, edits: (path, code) => edits(path.node as NodeOf<T>, path, code) ?? [] }
}

/** What looks like a refactoring, and is none. */
export function tempting<T extends t.Node['type']>(name: string, on: readonly T[], edits: Edits<T>): Rewrite {
  return { id: undefined, name, on, edits: (path, code) => edits(path.node as NodeOf<T>, path, code) ?? [] }
}

export function insertAt(at: number, text: string): Edit {
  return { start: at, end: at, text }
}

/** A value that is read, not a target, key or declaration. */
export function isRead({ parent, key, listKey, node }: NodePath): boolean {
  switch (parent.type) {
    case 'BinaryExpression':
    case 'LogicalExpression':
    case 'ConditionalExpression':
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'SequenceExpression':
      return true
    case 'CallExpression':
    case 'NewExpression':
      return listKey === 'arguments'
    case 'AssignmentExpression':
      return key === 'right'
    case 'VariableDeclarator':
      return key === 'init'
    case 'IfStatement':
    case 'WhileStatement':
      return key === 'test'
    default:
      return node.type === 'CallExpression' && parent.type === 'ExpressionStatement'
  }
}

/** The statements of the list that a statement stands in, from itself on. */
export function followers(path: NodePath): t.Statement[] {
  const { container, key } = path
  return Array.isArray(container) && typeof key === 'number' ? (container.slice(key) as t.Statement[]) : []
}

export function listOf(node: t.Statement | null | undefined): t.Statement[] {
  if (!node || node.type === 'EmptyStatement') return []
  return node.type === 'BlockStatement' ? node.body : [node]
}

/** Whether control never goes on behind the statement. */
export function leaves(node: t.Statement | null | undefined): boolean {
  const last = listOf(node).at(-1)
  if (!last) return false
  if (last.type === 'IfStatement') return leaves(last.consequent) && leaves(last.alternate)
  return /^(Return|Throw|Break|Continue)Statement$/.test(last.type) || (last.type === 'BlockStatement' && leaves(last))
}

export function declaresNothing(statements: t.Statement[]): boolean {
  return statements.every((node) => !/Declaration$/.test(node.type))
}

export function usesOf(path: NodePath, name: string): number {
  return path.scope.getBinding(name)?.referencePaths.length ?? -1
}
