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

/**
 * Every item through every variant, `rounds` times after one that does not count. Within a round of an item the variants take
 * turns, and each round begins with another one, so that what slows the machine down for a while slows all of them.
 */
export function compare<Item>(items: Item[], variants: Variant<Item>[], rounds: number): Cost {
  const total = variants.map(() => 0)
  const median = variants.map(() => 0)
  let counted = 0
  for (const item of items) {
    const times = variants.map((): number[] => [])
    try {
      for (let round = 0; round <= rounds; round++) {
        const order = variants.map((_, index) => (index + round) % variants.length)
        for (const index of order) {
          const time = timeOf(() => (variants[index] as Variant<Item>).run(item))
          if (round > 0) times[index]?.push(time)
        }
      }
    } catch {
      continue // what the compiler itself cannot parse
    }
    counted++
    times.forEach((list, index) => {
      median[index] = (median[index] ?? 0) + medianOf(list)
      total[index] = (total[index] ?? 0) + list.reduce((sum, time) => sum + time, 0) / rounds
    })
  }
  return { items: counted, median, total }
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
