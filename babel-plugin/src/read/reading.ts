/**
 * What the readers carry with them: whether the code is strict, and how deep it is nested.
 * Twin: swc-plugin/src/read/reading.rs
 */
import type { Name, Position, Refused } from '../tree.js'

/** Deeper than this is refused (R3), before any recursion of the rules could overflow the stack. */
const MAX_DEPTH = 400

export interface Reading {
  strict: boolean
  depth: number
  /** The text of the file, where it is known. */
  source: string
  /** Whether there are line breaks that Babel does not count. */
  uncounted: boolean
  /** The text of what could not be read, for scope.ts. */
  hidden: string[]
}

/** The part of a syntax tree's node that the readers need from every node. */
export interface Located {
  start?: number | null
  end?: number | null
  loc?: { start: { line: number; column: number } } | null | undefined
}

/** Babel does not count a line that U+2028 or U+2029 ends in a string or template, after a backslash. */
export function positionOf(reading: Reading, node: Located): Position {
  if (!node.loc) return { line: 0, column: 0 }
  const { line, column } = node.loc.start
  if (node.start == null || !reading.uncounted) return { line, column: column + 1 }
  const lines = reading.source.slice(0, node.start).split(/\r\n|[\n\r\u2028\u2029]/)
  return { line: lines.length, column: (lines.at(-1) as string).length + 1 }
}

export function refuse(reading: Reading, rule: string, message: string, node: Located): Refused {
  return { type: 'Refused', rule, message, at: positionOf(reading, node) }
}

/** R1: syntax that the rules do not know. */
export function refuseUnknown(reading: Reading, node: Located & { type: string }): Refused {
  hide(reading, node)
  return refuse(reading, 'R1', `The rules do not know this syntax (${node.type}).`, node)
}

/** R3: goes one level further down, or refuses; then `reading.depth--` leads up again. */
export function tooDeep(reading: Reading, node: Located): Refused | undefined {
  if (reading.depth < MAX_DEPTH) {
    reading.depth++
    return undefined
  }
  hide(reading, node)
  return refuse(reading, 'R3', `The code is nested more than ${MAX_DEPTH} levels deep.`, node)
}

/** Without positions, all of the file may stand there. */
function hide(reading: Reading, { start, end }: Located): void {
  reading.hidden.push(start == null || end == null ? reading.source : reading.source.slice(start, end))
}

/** A name whose binding is not known yet. */
export function nameOf(name: string): Name {
  return { type: 'Name', name, binding: undefined }
}
