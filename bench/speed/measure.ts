import { measure as mitata } from 'mitata'

/** One way to do the same thing. */
export interface Variant {
  readonly name: string
  /** Does it `CALLS` times, with other inputs that are equal in turn. */
  readonly run: () => unknown
}

export interface Result {
  readonly name: string
  /** Nanoseconds for one call: the least of all samples. */
  readonly ns: number
  /** Bytes that one call allocates. */
  readonly bytes: number
}

/** Calls in one run of a variant. */
export const CALLS = 50

const ROUNDS = Number(process.env.AUTOCACHED_ROUNDS ?? 5)

/** Measures all variants in turn, several times over, and takes the least: what else the machine does then counts least. */
export async function measure(variants: readonly Variant[]): Promise<Result[]> {
  const best = variants.map(() => Number.POSITIVE_INFINITY)
  for (let round = 0; round < ROUNDS; round++)
    for (const [index, { run }] of variants.entries()) {
      const { min } = (await mitata(run, { min_cpu_time: 1e8 })) as { min: number }
      best[index] = Math.min(best[index] as number, min / CALLS)
    }
  const results: Result[] = []
  for (const [index, { name, run }] of variants.entries())
    results.push({ name, ns: best[index] as number, bytes: await allocated(run, best[index] as number) })
  return results
}

/** What one call allocates: the least of several samples, because a collection in between hides some. Needs --expose-gc. */
async function allocated(run: () => unknown, ns: number): Promise<number> {
  const turns = Math.max(1, Math.min(200, Math.round(1e7 / (ns * CALLS))))
  const samples: number[] = []
  for (let sample = 0; sample < 9; sample++) {
    globalThis.gc?.()
    const before = process.memoryUsage().heapUsed
    for (let turn = 0; turn < turns; turn++) await run()
    samples.push((process.memoryUsage().heapUsed - before) / (turns * CALLS))
  }
  const positive = samples.filter((bytes) => bytes >= 0).sort((a, b) => a - b)
  return Math.round(positive[Math.floor(positive.length / 2)] ?? 0)
}
