import { BentoCache, bentostore } from 'bentocache'
import { memoryDriver } from 'bentocache/drivers/memory'
import { LRUCache } from 'lru-cache'
import { expect, it } from 'vitest'
import { MemoryBackend } from '../../runtime/src/backends/memory.js'
import { TieredBackend } from '../../runtime/src/backends/tiered.js'
import { type CacheEvent, cached } from '../../runtime/src/index.js'
import { deferred } from './deferred.js'
import { PlainStore } from './stores.js'

it.each([
  ['a Map', () => new Map<string, object>()],
  ['memory', () => new MemoryBackend()],
  ['lru-cache', () => new LRUCache<string, string>({ max: 100 })],
])('removes all entries of the function and of no other: %s', (_, make) => {
  const backend = make()
  const events: CacheEvent[] = []
  let runs = 0
  const fn = cached((_id: string) => ++runs, { backend, version: 'a', onEvent: (event) => events.push(event) })
  const other = cached((_id: string) => ++runs, { backend, version: 'ab' })
  expect([fn('x'), fn('y'), other('x')]).toEqual([1, 2, 3])
  fn.invalidateAll()
  expect(events.at(-1)).toMatchObject({ type: 'invalidated', key: expect.stringMatching(/^autocached:[^:]+:\*$/) })
  expect([other('x'), fn('x'), fn('y'), fn('x')]).toEqual([3, 4, 5, 4])
})

it('does not store what is being computed', async () => {
  const gate = deferred<number>()
  let runs = 0
  const fn = cached(async () => (++runs === 1 ? gate.promise : runs), { backend: new Map(), version: 'running' })
  const running = fn()
  fn.invalidateAll()
  gate.resolve(1)
  expect([await running, await fn(), await fn()]).toEqual([1, 2, 2])
})

it('removes from the memory of a tiered backend and from what is behind', () => {
  const back = Object.assign(new PlainStore(), {
    clear(prefix = '') {
      for (const key of back.entries.keys()) if (key.startsWith(prefix)) back.entries.delete(key)
    },
  })
  let runs = 0
  const fn = cached((_id: string) => ++runs, { backend: new TieredBackend({ back }), version: 'tiered' })
  expect([fn('a'), fn('a')]).toEqual([1, 1])
  fn.invalidateAll()
  expect([fn('a'), back.entries.size]).toEqual([2, 1])
})

it.each([
  ['a plain store', () => new PlainStore()],
  ['tiered before a plain store', () => new TieredBackend({ back: new PlainStore() })],
  [
    'bentocache',
    () => new BentoCache({ default: 'a', stores: { a: bentostore().useL1Layer(memoryDriver({ serialize: false })) } }),
  ],
])('refuses a backend that cannot list its keys, and says what to do: %s', (_, make) => {
  const fn = cached(() => 1, { backend: make(), version: 'refused' })
  expect(() => fn.invalidateAll()).toThrow(
    expect.objectContaining({
      code: 'AUTOCACHED_BAD_BACKEND',
      message: expect.stringMatching(/clear\(prefix\).*namespace/),
    }),
  )
})

it.each([
  [
    'at once',
    () => {
      throw new Error('down')
    },
  ],
  [
    'later',
    async () => {
      throw new Error('down')
    },
  ],
])('says so when the backend fails: %s', async (_, clear) => {
  const fn = cached(async () => 1, { backend: Object.assign(new PlainStore(), { clear }), version: 'fails' })
  await expect(async () => fn.invalidateAll()).rejects.toMatchObject({
    code: 'AUTOCACHED_BACKEND',
    cause: { message: 'down' },
  })
})
