import { expect, it } from 'vitest'
import { type Backend, type CachedOptions, type CacheEvent, cached } from '../../runtime/src/index.js'
import { AsyncStore, PlainStore } from './stores.js'

const withLock = (store: Backend): Backend => Object.assign(store, { lock: () => ({ renew() {}, release() {} }) })

type CaseOptions = CachedOptions<(options: Options) => Promise<string>, Backend>

const cases: readonly (readonly [string, () => CaseOptions])[] = [
  ['an asynchronous store', () => ({ backend: new AsyncStore() })],
  ['a lock', () => ({ backend: withLock(new PlainStore()), lock: true })],
  ['a key of its own', () => ({ backend: new AsyncStore(), key: ({ page }: Options) => page })],
]

interface Options {
  page: number
  signal?: AbortSignal
}

/** A function that was called with `{ page: 1 }`, and whose arguments were changed before it ran. */
function changed(options: CaseOptions, ...joining: Options[]) {
  const events: CacheEvent[] = []
  const compute = async ({ page }: Options) => {
    if (page < 0) throw new Error('no')
    return `page ${page}`
  }
  const fn = cached(compute, { ...options, onEvent: (event) => events.push(event) })
  const argument = { page: 1 }
  const first = fn(argument)
  const joined = joining.map((other) => fn(other))
  return { argument, events, first, fn, joined }
}

it.each(cases)(
  'neither stores nor shares what it computes with arguments that were changed: %s',
  async (_, options) => {
    const others = [{ page: 1 }, { page: 1 }, { page: 1, signal: new AbortController().signal }]
    const { argument, events, first, fn, joined } = changed(options(), ...others)
    argument.page = 2
    expect(await Promise.all([first, ...joined])).toEqual(['page 2', 'page 1', 'page 1', 'page 1'])
    expect([await fn({ page: 1 }), await fn({ page: 2 })]).toEqual(['page 1', 'page 2'])
    expect(events.filter(({ type }) => type === 'unstorable')).toHaveLength(1)
  },
)

it.each(cases)('fails a call alone whose arguments were changed to what fails: %s', async (_, options) => {
  const { argument, first, joined } = changed(options(), { page: 1 })
  argument.page = -1
  await expect(first).rejects.toThrow('no')
  expect(await joined[0]).toBe('page 1')
})

it.each(cases)('does not take arguments back that came to have no key: %s', async (_, options) => {
  const { argument, first, fn, joined } = changed(options(), { page: 1 })
  ;(argument as { page: unknown }).page = Symbol('none')
  await expect(first).rejects.toThrow(TypeError)
  expect([await joined[0], await fn({ page: 1 })]).toEqual(['page 1', 'page 1'])
})

it('computes for those who wait for a computation in the background whose arguments were changed', async () => {
  let time = 0
  const fn = cached(async ({ page }: Options) => ({ page, time }), {
    backend: new Map(),
    ttl: 10,
    staleWhileRevalidate: 10,
    now: () => time,
  })
  const argument = { page: 1 }
  await fn(argument)
  time = 10
  const stale = fn(argument)
  argument.page = 2
  time = 20
  const joined = fn({ page: 1 })
  expect(await Promise.all([stale, joined])).toEqual([
    { page: 1, time: 0 },
    { page: 1, time: 20 },
  ])
})
