import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type CacheEvent, cached } from '../../runtime/src/index.js'
import { AsyncStore, PlainStore } from './stores.js'

const warnings = vi.fn()
beforeEach(() => {
  vi.spyOn(process, 'emitWarning').mockImplementation(warnings)
})
afterEach(() => {
  vi.restoreAllMocks()
  warnings.mockReset()
})

/** A numbered transcript: what happened, in order, with what tells it apart. */
function transcript() {
  const lines: string[] = []
  const onEvent = (event: CacheEvent) => {
    const detail = 'reason' in event ? event.reason : 'phase' in event ? event.phase : 'code' in event ? event.code : ''
    lines.push(`${lines.length + 1} ${event.type} ${detail}`.trim())
  }
  return { lines, onEvent }
}

it('tells a miss, its storing and a hit', () => {
  const { lines, onEvent } = transcript()
  const fn = cached((n: number) => n, { backend: new Map(), onEvent })
  fn(1)
  fn(1)
  expect(lines).toEqual(['1 miss absent', '2 stored', '3 hit'])
})

it('says which function and key, and what a hit saved', () => {
  const events: CacheEvent[] = []
  const named = { price: (n: number) => n }
  const price = cached(named.price, { backend: new PlainStore(), onEvent: (event) => events.push(event) })
  price(1)
  price(1)
  const [, stored, hit] = events
  expect(hit).toMatchObject({ type: 'hit', name: 'price', key: price.keyFor(1) })
  const took = stored?.type === 'stored' ? stored.took : Number.NaN
  expect(hit?.type === 'hit' && hit.saved).toBeCloseTo(took, 2)
})

it('tells of joined calls, invalidation and refresh', async () => {
  const { lines, onEvent } = transcript()
  const fn = cached(async () => 1, { backend: new Map(), onEvent })
  await Promise.all([fn(), fn()])
  fn.invalidate()
  await fn.refresh()
  expect(lines).toEqual(['1 miss absent', '2 joined', '3 stored', '4 invalidated', '5 miss refresh', '6 stored'])
})

it('goes on when onEvent throws or rejects', async () => {
  const rejects = cached(() => 1, { onEvent: (async () => Promise.reject(new Error('no'))) as () => void })
  const throws = cached(() => 1, {
    onEvent: () => {
      throw new Error('no')
    },
  })
  expect([rejects(), throws()]).toEqual([1, 1])
})

const broken = (method: 'get' | 'set', how: 'throws' | 'rejects') => {
  const store = new (how === 'throws' ? PlainStore : AsyncStore)()
  const fail = () => {
    throw new Error('down')
  }
  return Object.assign(store, { [method]: how === 'throws' ? fail : async () => fail() })
}

it.each([
  ['get', 'throws', ['1 error get', '2 miss backend', '3 stored']],
  ['get', 'rejects', ['1 error get', '2 miss backend', '3 stored']],
  ['set', 'throws', ['1 miss absent', '2 error set']],
  ['set', 'rejects', ['1 miss absent', '2 stored', '3 error set']],
] as const)('takes a backend whose %s %s for a miss', async (method, how, expected) => {
  for (const make of [(n: number) => n + 1, async (n: number) => n + 1]) {
    const { lines, onEvent } = transcript()
    const fn = cached(make as (n: number) => number, { backend: broken(method, how), onEvent })
    expect(await fn(1)).toBe(2)
    expect(lines).toEqual(expected)
  }
  expect(warnings.mock.calls.every(([, { code }]) => code === 'AUTOCACHED_BACKEND')).toBe(true)
})

it('warns once of a backend that fails', () => {
  const backend = broken('get', 'throws')
  const fn = cached((n: number) => n, { backend })
  fn(1)
  fn(2)
  expect(warnings).toHaveBeenCalledTimes(1)
  expect(warnings.mock.calls[0]?.[0]).toMatch(/get: down/)
})

it('throws when the backend fails at invalidate', async () => {
  const expected = expect.objectContaining({
    code: 'AUTOCACHED_BACKEND',
    cause: expect.objectContaining({ message: 'down' }),
  })
  const fail = () => {
    throw new Error('down')
  }
  const sync = cached(() => 1, { backend: Object.assign(new PlainStore(), { delete: fail }) })
  const async = cached(() => 1, { backend: Object.assign(new AsyncStore(), { delete: async () => fail() }) })
  expect(() => sync.invalidate()).toThrow(expected)
  await expect(async.invalidate()).rejects.toThrow(expected)
})

it.each<[string, () => unknown, RegExp]>([
  ['an instance of a class', () => new (class Session {})(), /result holds an instance of Session/],
  ['a function', () => ({ run: () => 1 }), /result\.run cannot be written/],
  ['an error', () => [new Error('x')], /result/],
  ['a promise inside', () => ({ a: Promise.resolve() }), /result/],
])('does not store %s, and says so once', (_, make, message) => {
  const { lines, onEvent } = transcript()
  const errors: Error[] = []
  const fn = cached(make, {
    backend: new PlainStore(),
    onEvent: (event) => {
      onEvent(event)
      if (event.type === 'unstorable') errors.push(event.error)
    },
  })
  const first = fn()
  expect(first).toBeTypeOf('object')
  fn()
  expect(lines).toEqual([
    '1 miss absent',
    '2 unstorable',
    '3 warning AUTOCACHED_UNSTORABLE',
    '4 miss absent',
    '5 unstorable',
  ])
  expect(errors[0]?.message).toMatch(message)
  expect(warnings).toHaveBeenCalledTimes(1)
})

it.each<[string, () => unknown]>([
  ['an iterator', () => [1].values()],
  ['an async iterator', () => (async function* () {})()],
  ['a stream', () => new ReadableStream()],
  ['a response', () => new Response('x')],
])('does not store %s in memory, which a second caller would find empty', (_, make) => {
  const { lines, onEvent } = transcript()
  const fn = cached(make, { backend: new Map(), onEvent })
  expect(fn()).not.toBe(fn())
  expect(lines).toContain('2 unstorable')
})
