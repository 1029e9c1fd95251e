import type { ExplainedNode } from './explain.js'

/** Deeper levels are only counted: nobody reads them, and a chain of 100,000 would be drawn as a triangle. */
const DEEPEST = 40

/** `half (src/money.ts:12)`, for trees and messages. */
export function titleOf({ name, file, line, counts }: ExplainedNode): string {
  const place = file === '' ? '' : ` (${file}${line > 0 ? `:${line}` : ''})`
  const title = `${name || (NAMELESS[counts] ?? 'anonymous')}${place}`
  return counts === 'definition' ? title : `${title}: ${COUNTS[counts]}`
}

const NAMELESS: Partial<Record<ExplainedNode['counts'], string>> = { namespace: 'a module', value: 'a value' }

const COUNTS: Readonly<Record<Exclude<ExplainedNode['counts'], 'definition'>, string>> = {
  value: 'by value',
  data: 'data, by value',
  member: 'part of an object',
  namespace: 'by its exports',
  source: 'by its source text',
  'built-in': 'built-in, by name',
  'own version': 'by a version of its own',
  input: 'input, in the key',
}

/** The nodes as a tree. What was drawn before is only named: `↺` where it contains the place, `(above)` elsewhere. */
export function drawTree(nodes: readonly ExplainedNode[]): string {
  const lines: string[] = []
  const drawn = new Set<number>()
  const around = new Set<number>()
  const stack: Frame[] = [{ node: 0, indent: '', branch: '', next: 0 }]
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const node = nodes[frame.node]
    if (node === undefined) break
    if (frame.next === 0) {
      const seen = drawn.has(frame.node)
      const again = around.has(frame.node) ? ' ↺' : seen && node.uses.length > 0 ? ' (above)' : ''
      lines.push(`${frame.indent}${frame.branch}${titleOf(node)}${again}${again === '' ? noteOf(node) : ''}`)
      if (seen) {
        stack.pop()
        continue
      }
      drawn.add(frame.node)
      around.add(frame.node)
    }
    const below = `${frame.indent}${BELOW[frame.branch]}`
    const child = node.uses[frame.next]
    if (child === undefined || stack.length > DEEPEST) {
      if (child !== undefined) lines.push(`${below}└─ …`)
      around.delete(frame.node)
      stack.pop()
      continue
    }
    frame.next++
    stack.push({ node: child, indent: below, branch: frame.next === node.uses.length ? '└─ ' : '├─ ', next: 0 })
  }
  return lines.join('\n')
}

interface Frame {
  readonly node: number
  readonly indent: string
  readonly branch: '' | '├─ ' | '└─ '
  next: number
}

const BELOW = { '': '', '├─ ': '│  ', '└─ ': '   ' } as const

function noteOf({ untracked }: ExplainedNode): string {
  return untracked === undefined ? '' : ` ⚠ ${untracked}`
}
