import type { NodePath, types as t } from '@babel/core'

/** A place at which a mutant differs from the original. */
export interface Place {
  kind: string
  /** The smallest node around the change. */
  path: NodePath
  /** The same in the mutant; nothing where it cannot be parsed. */
  mutatedPath: NodePath | undefined
  /** Where the change begins and ends. */
  start: number
  end: number
  code: string
  mutated: string
  /** N7: whether a direct `eval` or a `with` could see names, so that rules on names do not hold. */
  dynamic: boolean
}

/** Why a change means nothing: it begins with the rule of docs/rules.md, and holds where that rule does and nowhere else. */
export interface Proof {
  reason: string
  holds(place: Place): boolean
}

/** Without what TypeScript erases around an expression (E5). */
export function withoutTypes(path: NodePath): NodePath {
  return isTyped(path) ? withoutTypes(path.get('expression') as NodePath) : path
}

/** With what TypeScript erases around an expression. */
export function withTypes(path: NodePath): NodePath {
  return path.parentPath && isTyped(path.parentPath) ? withTypes(path.parentPath) : path
}

function isTyped(path: NodePath): boolean {
  return path.isTSAsExpression() || path.isTSSatisfiesExpression() || path.isTSNonNullExpression()
}

/** The two neighbours of a list that the change exchanges. */
export function swapped(list: readonly t.Node[], { start, end }: Place): [t.Node, t.Node] | undefined {
  const index = list.findIndex((item) => item.start === start)
  const [first, second] = [list[index], list[index + 1]]
  return first && second && second.end === end ? [first, second] : undefined
}
