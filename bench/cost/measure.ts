/** Compares what variants of one compilation cost. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { comparisons } from './comparisons.js'

/** Milliseconds that one compilation took: that passed, and that processors worked in all threads of its process. */
export interface Time {
  passed: number
  worked: number
}

/** Milliseconds for all items, by variant. Where nothing else is said, that passed. */
export interface Cost {
  items: number
  /** The sum of each item's median. */
  median: number[]
  /** The same over all rounds, with what the garbage collector does now and then. */
  total: number[]
  /** Of the first round, with what the engine takes to compile the compiler and the plugin. */
  first: number[]
  /** The sum of each item's median, of what processors worked. */
  worked: number[]
}

/** Rounds that do not count, but in `first`: engines compile what has run often. */
const WARM_UP = 2

const worker = fileURLToPath(new URL('worker.ts', import.meta.url))

/**
 * All inputs through all variants, `rounds` times after those that do not count. Each variant has a process of its own: in one process, an
 * engine would learn from the plugin what it then knows of the compiler alone, and each would collect the garbage of the others.
 * They take turns at each input, so that what slows the machine down for a while slows all of them, and in another order each time.
 */
export async function compare(name: string, rounds: number): Promise<Cost> {
  const { inputs, variants } = (comparisons[name] as (typeof comparisons)[string])()
  const workers = variants.map((_, index) => fork(worker, [name, String(index)]))
  await Promise.all(workers.map(answerOf))
  const times = inputs.map(() => variants.map((): Time[] => []))
  const unreadable = new Set<number>()
  for (let round = -WARM_UP; round < rounds; round++) {
    for (const input of inputs.keys()) {
      for (const index of shuffled([...workers.keys()])) {
        const process = workers[index] as ChildProcess
        process.send(input)
        const time = await answerOf(process)
        if (time === null) unreadable.add(input)
        else times[input]?.[index]?.push(time)
      }
    }
  }
  for (const process of workers) process.kill()
  const readable = times.filter((_, input) => !unreadable.has(input))
  const sumOf = (kind: keyof Time, of: (list: number[]) => number) =>
    variants.map((_, index) =>
      readable.reduce((sum, lists) => sum + of((lists[index] as Time[]).map((time) => time[kind])), 0),
    )
  return {
    items: readable.length,
    median: sumOf('passed', (list) => medianOf(list.slice(WARM_UP))),
    total: sumOf('passed', (list) => meanOf(list.slice(WARM_UP))),
    first: sumOf('passed', ([time]) => time as number),
    worked: sumOf('worked', (list) => medianOf(list.slice(WARM_UP))),
  }
}

/** Fails where the process ends instead. */
async function answerOf(process: ChildProcess): Promise<Time | null> {
  const stopped = new AbortController()
  try {
    const ended = once(process, 'exit', { signal: stopped.signal }).then(([code]) => {
      throw new Error(`A process of the measurement ended with ${code}.`)
    })
    const [answer] = await Promise.race([once(process, 'message', { signal: stopped.signal }), ended])
    return answer
  } finally {
    stopped.abort()
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
