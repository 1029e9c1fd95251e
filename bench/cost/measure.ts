/** Compares what variants of one compilation cost, in processor time of this process: other work on the machine counts less. */

export interface Variant<Item> {
  name: string
  run(item: Item): void
}

export interface Cost {
  items: number
  /** Milliseconds for all items, by variant: the sum of each item's median. */
  median: number[]
  /** The same over all rounds, with what the garbage collector does now and then. */
  total: number[]
}

/** Rounds that do not count: engines compile what has run often. */
const WARM_UP = 2

/**
 * All items through all variants, `rounds` times after those that do not count. The variants take turns at each item, so that what
 * slows the machine down for a while slows all of them, and in an order of its own each time, because one pays for the garbage that
 * the one before it has left.
 */
export function compare<Item>(items: Item[], variants: Variant<Item>[], rounds: number): Cost {
  const readable = items.filter((item) => canRun(item, variants))
  const times = readable.map(() => variants.map((): number[] => []))
  for (let round = -WARM_UP; round < rounds; round++) {
    for (const [at, item] of readable.entries()) {
      for (const index of shuffled([...variants.keys()])) {
        const time = timeOf(() => (variants[index] as Variant<Item>).run(item))
        if (round >= 0) times[at]?.[index]?.push(time)
      }
    }
  }
  const sumOf = (of: (list: number[]) => number) =>
    variants.map((_, index) => times.reduce((sum, lists) => sum + of(lists[index] as number[]), 0))
  return { items: readable.length, median: sumOf(medianOf), total: sumOf(meanOf) }
}

/** Not what the compiler itself cannot parse. */
function canRun<Item>(item: Item, [first]: Variant<Item>[]): boolean {
  try {
    first?.run(item)
    return true
  } catch {
    return false
  }
}

function meanOf(list: number[]): number {
  return list.reduce((sum, time) => sum + time, 0) / list.length
}

function shuffled(list: number[]): number[] {
  for (let end = list.length - 1; end > 0; end--) {
    const other = Math.floor(Math.random() * (end + 1))
    ;[list[end], list[other]] = [list[other] as number, list[end] as number]
  }
  return list
}

function medianOf(list: number[]): number {
  const sorted = [...list].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2
}

function timeOf(run: () => void): number {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
