import { expect, it } from 'vitest'
import { MemoryBackend } from '../../runtime/src/backends/memory.js'
import { cached, OptionValueError } from '../../runtime/src/index.js'
import { AsyncStore, PlainStore } from './stores.js'

async function listOf(values: AsyncIterable<unknown> | Iterable<unknown>): Promise<unknown[]> {
  const list: unknown[] = []
  for await (const value of values) list.push(value)
  return list
}

it.each([
  ['a Map', () => new Map<string, object>()],
  ['memory', () => new MemoryBackend()],
  ['a synchronous store', () => new PlainStore()],
  ['an asynchronous store', () => new AsyncStore()],
])('caches generators whole on %s', async (_, backend) => {
  let runs = 0
  const count = cached(
    function* (n: number) {
      runs++
      for (let i = 0; i < n; i++) yield i
      return 'end'
    },
    { collect: true, backend: backend() },
  )
  const pages = cached(
    async function* (n: number) {
      runs++
      for (let i = 0; i < n; i++) yield new Date(i)
    },
    { collect: true, backend: backend() },
  )
  for (let call = 0; call < 4; call++) {
    expect(await listOf(await count(3))).toEqual([0, 1, 2])
    expect(await listOf(pages(2))).toEqual([new Date(0), new Date(1)])
    const returned = (await count(0)).next()
    expect(returned).toEqual({ done: true, value: 'end' })
  }
  expect(runs).toBe(3)
})

it('shares one computation between async generators that run at the same time', async () => {
  let runs = 0
  const pages = cached(
    async function* () {
      yield ++runs
    },
    { collect: true, backend: new Map() },
  )
  expect(await Promise.all([listOf(pages()), listOf(pages())])).toEqual([[1], [1]])
})

it('passes on what a generator throws, and stores nothing of it', async () => {
  let runs = 0
  const fails = cached(
    async function* () {
      yield 1
      if (++runs === 1) throw new Error('no')
    },
    { collect: true, backend: new Map() },
  )
  await expect(listOf(fails())).rejects.toThrow('no')
  expect(await listOf(fails())).toEqual([1])
})

it('computes a generator again for refresh', () => {
  let runs = 0
  const count = cached(
    function* () {
      yield ++runs
    },
    { collect: true, backend: new Map() },
  )
  expect([[...count()], [...count.refresh()], [...count()]]).toEqual([[1], [2], [2]])
})

it('refuses generator functions without the option, and other functions with it', () => {
  expect(() => cached(function* () {})).toThrow(/collect: true/)
  expect(() => cached(async function* () {})).toThrow(/collect: true/)
  expect(() => cached(() => 1, { collect: true })).toThrow(OptionValueError)
})
