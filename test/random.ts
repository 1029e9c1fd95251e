/** Chance that can be repeated: the same seed gives the same numbers everywhere. */
export type Random = (below: number) => number

export function randomOf(seed: number): Random {
  const next = bitsOf(seed)
  return (below) => next() % below
}

/** 32 bits each time, as an unsigned number. mulberry32, by Tommy Ettinger: small, and the same everywhere. */
export function bitsOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
}

export function pick<T>(random: Random, items: readonly T[]): T {
  return items[random(items.length)] as T
}

export function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const copy = [...items]
  for (let last = copy.length - 1; last > 0; last--) {
    const other = random(last + 1)
    ;[copy[last], copy[other]] = [copy[other] as T, copy[last] as T]
  }
  return copy
}
