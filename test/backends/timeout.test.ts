import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type CacheEvent, cached } from '../../runtime/src/index.js'
import { AsyncStore } from '../runtime/stores.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const never = () => new Promise<never>(() => {})

function watched(backend: { get(key: string): unknown; set(key: string, entry: string): unknown }, timeout?: number) {
  const events: CacheEvent[] = []
  const fn = cached(async (n: number) => n * 2, {
    backend,
    ...(timeout !== undefined && { timeout }),
    onEvent: (event) => events.push(event),
  })
  return { fn, events }
}

/** How much time passes until `promise` is there. */
async function timeOf(promise: PromiseLike<unknown>): Promise<number> {
  const start = performance.now()
  let passed: number | undefined
  Promise.resolve(promise).then(
    () => {
      passed = performance.now() - start
    },
    () => {
      passed = performance.now() - start
    },
  )
  for (let waited = 0; passed === undefined && waited < 10_000; waited++) await vi.advanceTimersByTimeAsync(1)
  return passed ?? Number.POSITIVE_INFINITY
}

it('takes a read that hangs for a miss and an event, after the timeout', async () => {
  const { fn, events } = watched({ get: never, set() {} }, 50)
  const call = fn(1)
  expect(Math.round((await timeOf(call)) / 5) * 5).toBe(50)
  expect(await call).toBe(2)
  expect(events).toMatchObject([
    { type: 'error', phase: 'get', error: { code: 'AUTOCACHED_TIMEOUT' } },
    { type: 'miss', reason: 'backend' },
    { type: 'stored' },
  ])
})

it('waits for a second where nothing is said', async () => {
  const { fn } = watched({ get: never, set() {} })
  expect(Math.round((await timeOf(fn(1))) / 50) * 50).toBe(1000)
})

it('does not wait a second time for the write', async () => {
  const { fn } = watched({ get: never, set: never }, 50)
  expect((await timeOf(fn(1))) < 60).toBe(true)
})

it('gives the result when a write hangs, with an event', async () => {
  const { fn, events } = watched({ get: async () => undefined, set: never }, 50)
  const call = fn(1)
  expect(Math.round((await timeOf(call)) / 5) * 5).toBe(50)
  expect(await call).toBe(2)
  expect(events.at(-1)).toMatchObject({ type: 'error', phase: 'set', error: { code: 'AUTOCACHED_TIMEOUT' } })
})

it('counts the time of a slow read against the write', async () => {
  const get = () => new Promise<void>((resolve) => setTimeout(resolve, 40))
  const { fn } = watched({ get, set: never }, 50)
  expect((await timeOf(fn(1))) < 60).toBe(true)
})

it('drops an answer that comes too late', async () => {
  let answer: (entry: string) => void = () => {}
  const get = () =>
    new Promise<string>((resolve) => {
      answer = resolve
    })
  const { fn, events } = watched({ get, set() {} }, 50)
  const call = fn(1)
  await timeOf(call)
  answer('garbage')
  await vi.advanceTimersByTimeAsync(10)
  expect(await call).toBe(2)
  expect(events.map(({ type }) => type)).toEqual(['error', 'miss', 'stored'])
})

it('says that an entry could not be removed in time', async () => {
  const { fn } = watched({ get: never, set() {}, delete: never } as never, 50)
  const removed = Promise.resolve(fn.invalidate(1))
  const refusal = expect(removed).rejects.toMatchObject({
    code: 'AUTOCACHED_BACKEND',
    cause: { code: 'AUTOCACHED_TIMEOUT' },
  })
  await timeOf(removed)
  await refusal
})

it.each([0, -1, Number.NaN, 2 ** 31, '50'])('refuses a timeout of %s', (timeout) => {
  expect(() => watched({ get: never, set() {} }, timeout as number)).toThrow(
    expect.objectContaining({ code: 'AUTOCACHED_BAD_OPTION' }),
  )
})

it('does not take an answer for late that came while the process computed', async () => {
  vi.useRealTimers()
  const { fn, events } = watched(
    { get: () => new Promise<undefined>((resolve) => setImmediate(() => resolve(undefined))), set() {} },
    20,
  )
  const call = fn(1)
  const start = performance.now()
  while (performance.now() - start < 40); // keeps the process busy
  await call
  expect(events.map(({ type }) => type)).toEqual(['miss', 'stored'])
})

it('keeps no process alive after a hit', async () => {
  vi.useRealTimers()
  const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length
  const before = timers()
  const { fn } = watched(new AsyncStore(), 60_000)
  expect([await fn(1), await fn(1)]).toEqual([2, 2])
  expect(timers()).toBe(before)
})

it('ends a read that hangs by the clock of its time, after another clock was in use', async () => {
  const { fn } = watched({ get: async () => undefined, set() {} }, 77)
  await fn(1)
  vi.useRealTimers()
  const { fn: hanging, events } = watched({ get: never, set() {} }, 77)
  expect(await hanging(1)).toBe(2)
  expect(events[0]).toMatchObject({ type: 'error', phase: 'get', error: { code: 'AUTOCACHED_TIMEOUT' } })
  vi.useFakeTimers()
  const { fn: again } = watched({ get: never, set() {} }, 77)
  expect(Math.round((await timeOf(again(1))) / 5) * 5).toBeLessThanOrEqual(80)
})

it('ends reads that began one after another in their turn', async () => {
  const { fn } = watched({ get: never, set() {} }, 50)
  const first = timeOf(fn(1))
  await vi.advanceTimersByTimeAsync(30)
  const second = fn(2)
  expect(await first).toBeLessThan(60)
  let isThere = false
  second.then(() => {
    isThere = true
  })
  await vi.advanceTimersByTimeAsync(40)
  expect(isThere).toBe(true)
})
