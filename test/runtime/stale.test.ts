import { expect, it } from 'vitest'
import { type CachedOptions, type CacheEvent, cached } from '../../runtime/src/index.js'
import { deferred, idle } from './deferred.js'
import { AsyncStore, PlainStore } from './stores.js'

const stores = [
  ['a Map', () => new Map<string, object>()],
  ['a synchronous store', () => new PlainStore()],
  ['an asynchronous store', () => new AsyncStore()],
] as const

/** A clock that tests set, with what happened. */
function clock(options: Omit<CachedOptions, 'now' | 'onEvent' | 'key' | 'version'>) {
  const state = { now: 1000, events: [] as string[] }
  const onEvent = (event: CacheEvent) => {
    state.events.push('reason' in event ? `${event.type} ${event.reason}` : event.type)
  }
  return { state, options: { ...options, now: () => state.now, onEvent } }
}

it.each(stores)('gives a stale entry at once and computes it again for later calls, on %s', async (_, backend) => {
  const { state, options } = clock({ backend: backend(), ttl: 100, staleWhileRevalidate: 50 })
  let runs = 0
  const fn = cached(() => ++runs, options)
  expect(await fn()).toBe(1)
  state.now = 1149
  expect([await fn(), await fn()]).toEqual([1, expect.any(Number)])
  await idle()
  expect(await fn()).toBe(2)
  expect(runs).toBe(2)
  expect(state.events).toContain('stale revalidating')
  expect(state.events).toContain('miss stale')
})

it.each(stores)('gives the stale entry to every call while one computes, on %s', async (_, backend) => {
  const { state, options } = clock({ backend: backend(), ttl: 100, staleWhileRevalidate: 50 })
  let runs = 0
  const gate = deferred()
  const fn = cached(async () => {
    if (++runs > 1) await gate.promise
    return runs
  }, options)
  expect(await fn()).toBe(1)
  state.now = 1100
  expect(await Promise.all(Array.from({ length: 20 }, () => fn()))).toEqual(Array(20).fill(1))
  expect(await fn()).toBe(1)
  gate.resolve()
  await idle()
  expect(await fn()).toBe(2)
  expect(runs).toBe(2)
})

it('is synchronous with a stale entry, and when the window ends before it was computed again', () => {
  const { state, options } = clock({ backend: new Map(), ttl: 100, staleWhileRevalidate: 50 })
  let runs = 0
  const fn = cached(() => ++runs, options)
  fn()
  state.now = 1100
  expect(fn()).toBe(1)
  state.now = 1150
  expect(fn()).toBe(2)
})

it('waits for the computation in the background when the window has ended', async () => {
  const { state, options } = clock({ backend: new Map(), ttl: 100, staleWhileRevalidate: 50 })
  let runs = 0
  const gate = deferred()
  const fn = cached(async () => {
    if (++runs > 1) await gate.promise
    return runs
  }, options)
  await fn()
  state.now = 1100
  expect(await fn()).toBe(1)
  state.now = 1150
  const late = fn()
  gate.resolve()
  expect(await late).toBe(2)
  expect(runs).toBe(2)
})

it('does not compute again with arguments that were changed meanwhile', async () => {
  const { state, options } = clock({ backend: new Map(), ttl: 100, staleWhileRevalidate: 500 })
  const fn = cached((point: { x: number }) => point.x, options)
  const point = { x: 1 }
  fn(point)
  state.now = 1100
  expect(fn(point)).toBe(1)
  point.x = 2
  await idle()
  expect(fn({ x: 1 })).toBe(1)
  expect(state.events).not.toContain('miss stale')
})

it('forgets a computation in the background that was invalidated', async () => {
  const { state, options } = clock({ backend: new Map(), ttl: 100, staleWhileRevalidate: 50 })
  let runs = 0
  const gate = deferred()
  const fn = cached(async () => {
    const run = ++runs
    if (run === 2) await gate.promise
    return run
  }, options)
  await fn()
  state.now = 1100
  await fn()
  await idle()
  fn.invalidate()
  expect(await fn()).toBe(3)
  gate.resolve()
  await idle()
  expect(await fn()).toBe(3)
})

it('tells when computing again in the background fails, and fails no call', async () => {
  const { state, options } = clock({ backend: new Map(), ttl: 100, staleWhileRevalidate: 50 })
  let runs = 0
  const fn = cached(() => {
    if (++runs > 1) throw new Error('no')
    return runs
  }, options)
  fn()
  state.now = 1100
  expect(fn()).toBe(1)
  await idle()
  expect(fn()).toBe(1)
  expect(state.events).toContain('error')
  state.now = 1150
  expect(fn).toThrow('no')
})

it.each(stores)('gives an expired entry instead of an error, on %s', async (_, backend) => {
  for (const how of ['throws', 'rejects']) {
    const { state, options } = clock({ backend: backend(), ttl: 100, staleIfError: 50 })
    let fails = false
    const fn = cached((): unknown => {
      if (!fails) return how === 'throws' ? 'old' : Promise.resolve('old')
      if (how === 'rejects') return Promise.reject(new Error('no'))
      throw new Error('no')
    }, options)
    expect(await fn()).toBe('old')
    fails = true
    state.now = 1149
    expect(await fn()).toBe('old')
    expect(state.events).toContain('stale error')
    state.now = 1150
    await expect((async () => fn())()).rejects.toThrow('no')
    fails = false
    expect(await fn()).toBe('old')
  }
})

it.each(stores)('gives nothing of an invalidated entry, on %s', async (_, backend) => {
  const store = backend()
  Object.assign(store, { delete: undefined })
  const window = { staleWhileRevalidate: Number.POSITIVE_INFINITY, staleIfError: Number.POSITIVE_INFINITY }
  let runs = 0
  const fn = cached(() => ++runs, { backend: store, ...window })
  await fn()
  await fn.invalidate()
  expect(await fn()).toBe(2)
})

it('finds the entries of another policy', () => {
  const backend = new PlainStore()
  let runs = 0
  let now = 1000
  const fn = () => ++runs
  cached(fn, { backend, ttl: 100, now: () => now })()
  now = 1120
  expect(cached(fn, { backend, now: () => now, staleWhileRevalidate: 50 })()).toBe(1)
})
