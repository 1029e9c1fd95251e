import { channel } from 'node:diagnostics_channel'
import { afterEach, expect, it, vi } from 'vitest'
import { type CacheEvent, cached } from '../../runtime/src/index.js'
import { AsyncStore } from './stores.js'

afterEach(() => {
  vi.restoreAllMocks()
})

it('counts what calls came to', async () => {
  let now = 0
  let time = 0
  vi.spyOn(performance, 'now').mockImplementation(() => time)
  const store = new AsyncStore()
  const load = cached(
    async (id: string) => {
      time += 10
      if (id === 'bad') throw new Error('no')
      return id
    },
    { backend: store, ttl: 100, staleIfError: 100, now: () => now },
  )
  await Promise.all([load('a'), load('a'), load('a')])
  await load('a')
  store.get = async () => 'damaged'
  await load('a')
  store.get = AsyncStore.prototype.get
  now = 99
  await load('a')
  await load('bad').catch(() => {})
  expect(load.stats()).toEqual({
    hits: 2,
    staleHits: 0,
    joined: 2,
    misses: 3,
    errors: 1,
    timeSaved: 20,
    timeComputing: 20,
  })
})

it('counts stale hits', () => {
  let now = 1
  const fn = cached(() => 1, { backend: new Map(), ttl: 10, staleWhileRevalidate: 10, now: () => now })
  fn()
  now = 15
  fn()
  expect(fn.stats()).toMatchObject({ hits: 0, staleHits: 1, misses: 1 })
})

it('gives a copy', () => {
  const fn = cached(() => 1, { backend: new Map() })
  const before = fn.stats()
  fn()
  expect([before.misses, fn.stats().misses]).toEqual([0, 1])
})

it('publishes events on a diagnostics channel while somebody listens', () => {
  const events: CacheEvent[] = []
  const listen = (event: unknown) => void events.push(event as CacheEvent)
  const price = { price: (n: number) => n }
  const fn = cached(price.price, { backend: new Map() })
  channel('autocached').subscribe(listen)
  fn(1)
  fn(1)
  channel('autocached').unsubscribe(listen)
  fn(1)
  expect(events.map(({ name, type }) => `${name} ${type}`)).toEqual(['price miss', 'price stored', 'price hit'])
})

/** Each reading of the clock is a millisecond after the one before. */
function tickingClock() {
  let time = 0
  vi.spyOn(performance, 'now').mockImplementation(() => time++)
  return vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
}

it('warns once, with figures, of a cache that costs more than it saves', () => {
  const warned = tickingClock()
  const half = { half: (n: number) => n / 2 }
  const fn = cached(half.half, { backend: new Map(), warnIfCostly: true })
  for (let n = 0; n < 999; n++) fn(n)
  expect(warned).not.toHaveBeenCalled()
  for (let n = 0; n < 2000; n++) fn(n)
  expect(warned).toHaveBeenCalledTimes(1)
  expect(warned.mock.calls[0]).toEqual([
    'The cache of half costs more than it saves: in 1000 calls, 1 hits saved 1.0 ms of computing, and keys, reads and writes ' +
      'took 1999.0 ms. Call the function itself, cache a larger piece of work, or pass it less to make a key of.',
    { type: 'AutocachedWarning', code: 'AUTOCACHED_COSTLY' },
  ])
})

it('does not warn where hits save more, nor without the option', async () => {
  const warned = tickingClock()
  const slow = () => {
    for (let n = 0; n < 5; n++) performance.now()
    return 1
  }
  const useful = cached(slow, { backend: new Map(), warnIfCostly: true })
  const usefulLater = cached(async () => slow(), { backend: new AsyncStore(), warnIfCostly: true })
  const unwatched = cached((n: number) => n, { backend: new Map() })
  for (let n = 0; n < 1500; n++) {
    useful()
    unwatched(n)
    await usefulLater()
  }
  expect(warned).not.toHaveBeenCalled()
})
