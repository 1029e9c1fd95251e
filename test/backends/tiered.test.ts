import { expect, it } from 'vitest'
import { type BackendLog, LoggingBackend } from '../../runtime/src/backends/logging.js'
import { MemoryBackend } from '../../runtime/src/backends/memory.js'
import { TieredBackend } from '../../runtime/src/backends/tiered.js'
import { cached } from '../../runtime/src/index.js'
import { AsyncStore, PlainStore } from '../runtime/stores.js'

it('reads the store behind once, and gives the same live object from then on', async () => {
  const back = new AsyncStore()
  const compute = async () => ({ list: [1] })
  await cached(compute, { backend: new TieredBackend({ back }), version: '1' })()
  const other = cached(compute, { backend: new TieredBackend({ back }), version: '1' })
  const before = back.reads
  const first = await other()
  expect(await other()).toBe(first)
  expect(back.reads).toBe(before + 1)
})

it('asks the store behind again after frontTtl', async () => {
  let time = 0
  const back = new PlainStore()
  const options = { version: '1' }
  const here = cached((n: number) => n, {
    backend: new TieredBackend({ back, frontTtl: 100, now: () => time }),
    ...options,
  })
  const there = cached((n: number) => n, { backend: back, ...options })
  here(1)
  there.invalidate(1)
  back.entries.clear()
  const reads = back.reads
  time = 99
  here(1)
  expect(back.reads).toBe(reads)
  time = 100
  here(1)
  expect(back.reads).toBe(reads + 1)
})

it('finds entries that memory is never asked about again, as the memory backend does', async () => {
  const back = new AsyncStore()
  const backend = new TieredBackend({ back, frontTtl: Number.POSITIVE_INFINITY })
  let runs = 0
  const sync = cached((_id: string) => ({ run: ++runs }), { backend, version: 'sync' })
  const async = cached(async (_id: string, _n = 0) => ({ run: ++runs }), { backend, version: 'async' })
  for (let round = 0; round < 4; round++) {
    expect(sync('a')).toBeInstanceOf(Promise)
    expect([await sync('a'), await async('a'), await async('a', 2)]).toEqual([{ run: 1 }, { run: 2 }, { run: 3 }])
  }
  expect(async('a')).toBeInstanceOf(Promise)
  expect(await async('a')).toBe(await async('a'))
  expect(back.reads).toBe(3)
  await async.invalidate('a')
  expect([await async('a'), await async('a')]).toEqual([{ run: 4 }, { run: 4 }])
  expect(async.stats()).toMatchObject({ misses: 3 })
})

it('gives promises for a synchronous function from the first call to the last, before an asynchronous store', async () => {
  const backend = new TieredBackend({ back: new AsyncStore() })
  const compute = (n: number) => n
  const one = cached(compute, { backend, version: '1' })
  const two = cached(compute, { backend, version: '1' })
  for (const result of [one(1), await one(1).then(() => one(1)), two(1)]) expect(await Promise.resolve(result)).toBe(1)
  expect(one(1)).toBeInstanceOf(Promise)
  expect(two(1)).toBeInstanceOf(Promise)
})

it('stays synchronous before a synchronous store, and ends entries with their ttl', () => {
  let time = 0
  let runs = 0
  const fn = cached(() => ++runs, { backend: new TieredBackend({ back: new PlainStore() }), ttl: 10, now: () => time })
  expect([fn(), fn()]).toEqual([1, 1])
  time = 10
  expect(fn()).toBe(2)
})

it('computes an expired entry once for two processes, with a lock', async () => {
  let time = 0
  let runs = 0
  const locks = new Set<string>()
  const store = new AsyncStore()
  const back = Object.assign(store, {
    async lock(key: string) {
      if (locks.has(key)) return undefined
      locks.add(key)
      return { renew() {}, release: () => locks.delete(key) }
    },
  })
  const compute = async () => ++runs
  const options = { version: '1', ttl: 10, lock: true, now: () => time }
  const [here, there] = [1, 2].map(() => cached(compute, { ...options, backend: new TieredBackend({ back }) }))
  expect([await here?.(), await there?.()]).toEqual([1, 1])
  time = 10
  expect([await here?.(), await there?.()]).toEqual([2, 2])
})

it('invalidates over a store that cannot delete', () => {
  let runs = 0
  const fn = cached(() => ++runs, { backend: new TieredBackend({ back: new PlainStore() }) })
  fn()
  fn.invalidate()
  expect(fn()).toBe(2)
})

it.each([
  ['memory before memory', { back: new MemoryBackend() }, 'AUTOCACHED_BAD_BACKEND'],
  ['a frontTtl of 0', { back: new PlainStore(), frontTtl: 0 }, 'AUTOCACHED_BAD_OPTION'],
  ['nothing behind', { back: undefined as never }, 'AUTOCACHED_BAD_BACKEND'],
])('refuses %s', (_, options, code) => {
  expect(() => new TieredBackend<PlainStore>(options as { back: PlainStore })).toThrow(
    expect.objectContaining({ code }),
  )
})

it('clears what begins with a prefix of a Map with a log, and all of it without one', () => {
  const map = new Map<string, object>()
  const backend = new LoggingBackend(map, () => {})
  const [one, other] = ['1', '2'].map((version) => cached((n: number) => n, { backend, version }))
  one?.(1)
  other?.(1)
  one?.invalidateAll()
  expect([...map.keys()]).toEqual([other?.keyFor(1)])
  backend.clear?.()
  expect(map.size).toBe(0)
})

it('logs what is done to a backend, and whether it went well', async () => {
  const log: BackendLog[] = []
  const fn = cached(async (n: number) => n, { backend: new LoggingBackend(new AsyncStore(), (line) => log.push(line)) })
  await fn(1)
  await fn(1)
  expect(log).toMatchObject([
    { method: 'get', key: fn.keyFor(1), found: false },
    { method: 'set', size: expect.any(Number) },
    { method: 'get', found: true, size: expect.any(Number) },
  ])
  const broken = new LoggingBackend({ get: () => Promise.reject(new Error('gone')), set() {} }, (line) =>
    log.push(line),
  )
  await expect(broken.get('a')).rejects.toThrow('gone')
  expect(log.at(-1)).toMatchObject({ method: 'get', key: 'a', error: new Error('gone') })
})
