import type { ExplainedNode, Explanation } from './explain.js'
import { titleOf } from './explain-text.js'

/** What made a version another one. */
export interface Difference {
  readonly changes: readonly Change[]
  /** One line for each change, in words. */
  toString(): string
}

export interface Change {
  /**
   * `changed`: its own code or value is another one, or something else stands in its place. `renamed`: code can read its name.
   * `structure`: the same definitions refer to each other in another way; one may have become two.
   */
  readonly kind: 'changed' | 'renamed' | 'structure'
  readonly before: ExplainedNode | undefined
  readonly after: ExplainedNode | undefined
  /** The first place at which the canonical forms differ, where both explanations have them. */
  readonly form?: FormDifference
}

export interface FormDifference {
  /** `value.2.0.1`, in the canonical form. */
  readonly path: string
  readonly before: string
  readonly after: string
}

type Graph = Pick<Explanation, 'version' | 'nodes'>

export function differenceOf(before: Graph, after: Graph): Difference {
  const changes = before.version === after.version ? [] : changesOf(before.nodes, after.nodes)
  return { changes, toString: () => changes.map(describe).join('\n') || 'the version is the same' }
}

/** Walks both graphs side by side: what has the same hash refers to the same things in the same order. */
function changesOf(before: readonly ExplainedNode[], after: readonly ExplainedNode[]): Change[] {
  const changed: Change[] = []
  const renamed: Change[] = []
  const pairs: [number, number][] = [[0, 0]]
  const visited = new Set<string>()
  for (const [left, right] of pairs) {
    const pair = `${left} ${right}`
    const [old, now] = [before[left], after[right]]
    if (visited.has(pair) || old === undefined || now === undefined) continue
    visited.add(pair)
    const same = old.counts === now.counts && old.hash === now.hash
    if (!same) changed.push({ kind: 'changed', before: old, after: now, ...formDifference(old, now) })
    else if (old.name !== now.name && old.counts === 'definition')
      renamed.push({ kind: 'renamed', before: old, after: now })
    pairs.push(...(same ? inOrder(old, now) : byName(old, now, before, after)))
  }
  if (changed.length > 0) return changed
  return renamed.length > 0 ? renamed : [{ kind: 'structure', before: before[0], after: after[0] }]
}

function inOrder(old: ExplainedNode, now: ExplainedNode): [number, number][] {
  return old.uses.flatMap((use, index): [number, number][] => {
    const other = now.uses[index]
    return other === undefined ? [] : [[use, other]]
  })
}

/** Where the code is another, what it uses may stand in another order: what has the same name is taken for the same. */
function byName(
  old: ExplainedNode,
  now: ExplainedNode,
  before: readonly ExplainedNode[],
  after: readonly ExplainedNode[],
): [number, number][] {
  return old.uses.flatMap((use): [number, number][] => {
    const name = before[use]?.name
    const other = name === '' ? undefined : now.uses.find((index) => after[index]?.name === name)
    return other === undefined || before[use]?.counts === 'input' ? [] : [[use, other]]
  })
}

/** The innermost node or list in which the forms differ: its words alone would say too little. */
function formDifference(old: ExplainedNode, now: ExplainedNode): { form: FormDifference } | undefined {
  if (old.form === undefined || now.form === undefined) return undefined
  let [a, b]: unknown[] = [JSON.parse(old.form), JSON.parse(now.form)]
  const path: string[] = []
  for (;;) {
    const different = isParent(a) && isParent(b) ? keysOf(a, b).filter((key) => textOf(a, key) !== textOf(b, key)) : []
    const [key] = different
    if (key === undefined || different.length > 1) break
    const [inner, other]: unknown[] = [(a as never)[key], (b as never)[key]]
    if (!isParent(inner) || !isParent(other)) break
    path.push(key)
    a = inner
    b = other
  }
  return { form: { path: path.join('.'), before: JSON.stringify(a) ?? '', after: JSON.stringify(b) ?? '' } }
}

function isParent(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function keysOf(a: object, b: object): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
}

function textOf(parent: unknown, key: string): string | undefined {
  return JSON.stringify((parent as Record<string, unknown>)[key])
}

/** One change in words. */
export function describe({ kind, before, after, form }: Change): string {
  const node = after ?? before
  if (node === undefined) return 'version changed'
  const where = node.file === '' ? '' : ` in ${node.file}${node.line > 0 ? `:${node.line}` : ''}`
  const name = `\`${node.name || 'anonymous'}\`${where}`
  switch (kind) {
    case 'changed': {
      const what = before !== undefined && before.counts !== node.counts ? ` (${titleOf(before)} before)` : ''
      const how = form === undefined ? '' : `: at ${form.path} it was ${form.before}, and is ${form.after}`
      return `version changed because ${name} changed${what}${how}`
    }
    case 'renamed':
      return `version changed because ${name} was called \`${before?.name}\`, which code can read`
    case 'structure':
      return 'version changed because the same definitions refer to each other in another way'
  }
}
