/**
 * S16: what code that runs while a module loads finds there: of what it reaches, also by functions, how much has been changed so far.
 * `rates.half = base.tax / 2` means one thing above `base.tax = 0.07`, and another below it.
 * Twin: swc-plugin/src/load_order.rs
 */
import type { Change } from './changes.js'
import { comparePositions } from './scope.js'
import type { Position } from './tree.js'

/** With more than these, the order of all changes counts instead: the lists would grow with the square of the module. */
const MOST = 16

type List = readonly Change[]

/** A definition, as far as the order goes. */
export interface Ordered {
  at: Position
  /** The change that it is. */
  change: Change | undefined
  /** What is changed of what it refers to itself. */
  lists: readonly List[]
  /** The definitions that it refers to, by their places. */
  uses: readonly number[]
}

/** Of a definition: the last change above it of each thing that it reaches, in the order of the source. */
export interface Above {
  changes: Change[]
  /** Whether it reaches so many things that the order of all changes counts. */
  isMany: boolean
}

/** `defined`: the changes that have a definition; `all`: those that have none, too. */
export function loadOrder(definitions: readonly Ordered[], all: List, defined: List): (index: number) => Above {
  const reached = reachedLists(definitions)
  const isDefined = new Set(defined)
  return (index) => {
    const { change, at } = definitions[index] as Ordered
    const place = change?.index ?? countOf(all, (each) => comparePositions(each.at, at) < 0)
    const lists = reached[index] as ReadonlySet<List>
    const isMany = lists.size > MOST
    const last = new Set<Change>()
    for (const list of isMany ? [defined] : lists) {
      let count = countOf(list, (each) => each.index < place)
      // The list of what it is a change of says its place.
      if (change && list[count] === change) continue
      while (count > 0 && !isDefined.has(list[count - 1] as Change)) count--
      if (count > 0) last.add(list[count - 1] as Change)
    }
    return { changes: [...last].sort((one, other) => one.index - other.index), isMany }
  }
}

/** Of each definition, the changes of all that it reaches, by what is changed; of more than `MOST`, some. */
function reachedLists(definitions: readonly Ordered[]): ReadonlySet<List>[] {
  const reached = definitions.map(() => new Set<List>())
  const users = definitions.map((): number[] => [])
  const readers = new Map<List, number[]>()
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
      const known = reached[index] as Set<List>
      if (known.has(list) || known.size > MOST) continue
      known.add(list)
      for (const user of users[index] as number[]) queue.push(user)
    }
  }
  return reached
}

/** Of a list that begins with those that pass: how many do. */
function countOf(list: List, passes: (change: Change) => boolean): number {
  let [from, to] = [0, list.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (passes(list[middle] as Change)) from = middle + 1
    else to = middle
  }
  return from
}
