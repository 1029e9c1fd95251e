import { expect, it } from 'vitest'
import { cached } from '../../runtime/src/index.js'
import { deferred } from './deferred.js'
import { AsyncStore, PlainStore } from './stores.js'

it.each([
  ['a Map', () => new Map<string, object>()],
  ['a synchronous store', () => new PlainStore()],
  ['an asynchronous store', () => new AsyncStore()],
])('runs once for 1,000 concurrent calls with one key on %s', async (_, backend) => {
  let runs = 0
  const gate = deferred<void>()
  const load = cached(
    async (id: string) => {
      runs++
      await gate.promise
      return id
    },
    { backend: backend() },
  )
  const calls = Array.from({ length: 1000 }, () => load('a'))
  const other = load('b')
  gate.resolve()
  expect(new Set(await Promise.all(calls))).toEqual(new Set(['a']))
  expect(await other).toBe('b')
  expect(runs).toBe(2)
})

it('reads once for 1,000 concurrent calls of an asynchronous store', async () => {
  const store = new AsyncStore()
  const load = cached((id: string) => id, { backend: store })
  await Promise.all(Array.from({ length: 1000 }, () => load('a')))
  expect(store.reads).toBe(1)
})

it.each([
  ['a Map', () => new Map<string, object>()],
  ['an asynchronous store', () => new AsyncStore()],
])('hands a rejection to every caller, and stores nothing, on %s', async (_, backend) => {
  let runs = 0
  const load = cached(
    async () => {
      if (++runs === 1) throw new Error('no')
      return runs
    },
    { backend: backend() },
  )
  const calls = await Promise.allSettled([load(), load(), load()])
  expect(calls.map((call) => call.status === 'rejected' && call.reason.message)).toEqual(['no', 'no', 'no'])
  expect(await load()).toBe(2)
})

it('shares computations between two wrappers of one function', async () => {
  let runs = 0
  const fn = async () => ++runs
  const store = new AsyncStore()
  const [one, two] = [cached(fn, { backend: store }), cached(fn, { backend: store })]
  expect(await Promise.all([one(), two()])).toEqual([1, 1])
})

it('does not store a result that was invalidated while it was computed', async () => {
  const gates = [deferred<string>(), deferred<string>()]
  let runs = 0
  const load = cached(async () => gates[runs++]?.promise, { backend: new Map() })
  const before = load()
  load.invalidate()
  const after = load()
  gates[1]?.resolve('new')
  expect(await after).toBe('new')
  gates[0]?.resolve('old')
  expect(await before).toBe('old')
  expect(await load()).toBe('new')
})

it('lets callers join a refresh', async () => {
  let runs = 0
  const gate = deferred<void>()
  const load = cached(
    async () => {
      if (++runs > 1) await gate.promise
      return runs
    },
    { backend: new Map() },
  )
  await load()
  const refreshed = load.refresh()
  const joined = load()
  gate.resolve()
  expect(await Promise.all([refreshed, joined])).toEqual([2, 2])
})

it('takes any thenable for a promise', async () => {
  let runs = 0
  // biome-ignore lint/suspicious/noThenProperty: a lazy query, as query builders make them
  const load = cached(() => ({ then: (resolve: (n: number) => void) => resolve(++runs) }), { backend: new Map() })
  expect([await load(), await load()]).toEqual([1, 1])
})
