/**
 * S16: what code that runs while a module loads finds there: of what it reaches, also by functions, how much has been changed so far.
 * `rates.half = base.tax / 2` means one thing above `base.tax = 0.07`, and another below it.
 * Twin: swc-plugin/src/load_order.rs
 */
import type { Change } from './changes.js'
import { comparePositions } from './scope.js'
import type { Position } from './tree.js'

/** With more than these, the order of all changes counts instead: the lists would grow with the square of the module. */
export const MOST = 16

/** A definition, as far as the order goes. */
export interface Ordered {
  /** What is changed of what it refers to itself. */
  lists: readonly (readonly Change[])[]
  /** The definitions that it refers to, by their places. */
  uses: readonly number[]
}

/** Of each definition, the changes of all that it reaches, by what is changed; of more than `MOST`, some. */
export function reachedLists(definitions: readonly Ordered[]): ReadonlySet<readonly Change[]>[] {
  const reached = definitions.map(() => new Set<readonly Change[]>())
  const users = definitions.map((): number[] => [])
  const readers = new Map<readonly Change[], number[]>()
  for (const [index, { lists, uses }] of definitions.entries()) {
    for (const use of uses) users[use]?.push(index)
    for (const list of lists) {
      const known = readers.get(list)
      if (known) known.push(index)
      else readers.set(list, [index])
    }
  }
  for (const [list, queue] of readers) {
    // The queue grows while it is walked.
    for (const index of queue) {
      const known = reached[index] as Set<readonly Change[]>
      if (known.has(list) || known.size > MOST) continue
      known.add(list)
      for (const user of users[index] as number[]) queue.push(user)
    }
  }
  return reached
}

/** How many of all changes stand above a place. */
export function countAbove(all: readonly Change[], at: Position): number {
  return countOf(all, (change) => comparePositions(change.at, at) < 0)
}

/** How many changes of a list have a lower number than `index`. */
export function countBefore(list: readonly Change[], index: number): number {
  return countOf(list, (change) => change.index < index)
}

/** Of a list that begins with those that pass: how many do. */
function countOf(list: readonly Change[], passes: (change: Change) => boolean): number {
  let [from, to] = [0, list.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (passes(list[middle] as Change)) from = middle + 1
    else to = middle
  }
  return from
}
