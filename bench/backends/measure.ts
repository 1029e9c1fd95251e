/** Compares ways to do one thing: they take turns, and the median of each counts. */

export interface Way {
  readonly name: string
  readonly run: () => unknown
}

export interface Measured {
  readonly name: string
  /** Microseconds for one run. */
  readonly time: number
  /** To the first way: the median over the rounds, which other work on the machine disturbs less than it does the times. */
  readonly ratio: number
}

/** `repeat` runs are timed together, `rounds` times for each way, after a tenth as many that do not count. */
export async function compare(ways: readonly Way[], rounds: number, repeat: number): Promise<Measured[]> {
  const times = ways.map((): number[] => [])
  for (let round = -Math.ceil(rounds / 10); round < rounds; round++) {
    for (let turn = 0; turn < ways.length; turn++) {
      const index = (turn + Math.abs(round)) % ways.length
      const { run } = ways[index] as Way
      const start = performance.now()
      for (let count = 0; count < repeat; count++) {
        const result = run()
        if (result instanceof Promise) await result
      }
      if (round >= 0) times[index]?.push(((performance.now() - start) * 1000) / repeat)
    }
  }
  const [first = []] = times
  return ways.map(({ name }, index) => {
    const own = times[index] ?? []
    return { name, time: median([...own]), ratio: median(own.map((time, round) => time / (first[round] as number))) }
  })
}

function median(numbers: number[]): number {
  const sorted = numbers.sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export const head = ['| value | way | µs | ratio |', '|---|---|---|---|']

/** The first way is what the others are compared with. */
export function rows(value: string, measured: readonly Measured[]): string[] {
  return measured.map(({ name, time, ratio }) => `| ${value} | ${name} | ${time.toFixed(2)} | ${ratio.toFixed(2)} |`)
}

export const values: readonly (readonly [string, unknown])[] = [
  ['a small object', { id: 17, name: 'Ada', admin: true, tags: ['a', 'b'] }],
  ['20 records', records(20)],
  ['500 records', records(500)],
]

function records(count: number): object[] {
  return Array.from({ length: count }, (_, id) => ({
    id,
    name: `name ${id}`,
    mail: `user${id}@example.org`,
    score: id / 7,
  }))
}
