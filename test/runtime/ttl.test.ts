import { expect, it } from 'vitest'
import { MemoryBackend } from '../../runtime/src/backends/memory.js'
import { type CacheEvent, cached } from '../../runtime/src/index.js'
import { AsyncStore, PlainStore } from './stores.js'

it.each([
  ['memory', () => new MemoryBackend()],
  ['a Map', () => new Map<string, object>()],
  ['a synchronous store', () => new PlainStore()],
  ['an asynchronous store', () => new AsyncStore()],
])('ends an entry after its ttl on %s', async (_, backend) => {
  let now = 1000
  let runs = 0
  const events: CacheEvent[] = []
  const fn = cached(() => ++runs, {
    backend: backend(),
    ttl: 100,
    now: () => now,
    onEvent: (event) => events.push(event),
  })
  expect(await fn()).toBe(1)
  now = 1099
  expect(await fn()).toBe(1)
  now = 1100
  expect(await fn()).toBe(2)
  now = 1199
  expect(await fn()).toBe(2)
  expect(events.filter((event) => event.type === 'miss').map((event) => event.reason)).toEqual(['absent', 'expired'])
})

it('does not read the clock without a ttl', () => {
  const fn = cached(() => 1, {
    backend: new Map(),
    now: () => {
      throw new Error('read')
    },
  })
  expect([fn(), fn()]).toEqual([1, 1])
})

it('is policy: another ttl finds the same entries', () => {
  let runs = 0
  const backend = new PlainStore()
  const fn = () => ++runs
  expect(cached(fn, { backend, ttl: 5000 })()).toBe(1)
  expect(cached(fn, { backend, ttl: 9000 })()).toBe(1)
  expect(cached(fn, { backend })()).toBe(1)
})
