import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { cached, KeyError } from '../../runtime/src/index.js'
import { deferred, idle } from './deferred.js'
import { compiled } from './rows.js'
import { AsyncStore } from './stores.js'

const stores = [
  ['a Map', () => new Map<string, object>()],
  ['an asynchronous store', () => new AsyncStore()],
] as const

/** Loads until its gate opens, or until its signal says no. */
function loader(backend: () => object) {
  const gate = deferred()
  const signals: AbortSignal[] = []
  const load = cached(
    async (id: string, signal?: AbortSignal) => {
      if (signal) signals.push(signal)
      await Promise.race([
        gate.promise,
        new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
      ])
      return id
    },
    { backend: backend() as Map<string, object> },
  )
  return { gate, signals, load }
}

it('has one key with any signal, and with none', () => {
  const fn = cached((_id: string, _signal?: AbortSignal) => 1)
  const key = fn.keyFor('a')
  expect(fn.keyFor('a', new AbortController().signal)).toBe(key)
  expect(fn.keyFor('a', AbortSignal.abort())).toBe(key)
  expect(fn.keyFor('b', AbortSignal.abort())).not.toBe(key)
})

it('has one key with any signal behind what a compiled function takes for left out', () => {
  const fn = cached(
    compiled((..._: unknown[]) => 1, { parameters: { count: 3, defaults: [undefined, 'x', undefined] } }),
  )
  const { signal } = new AbortController()
  const lists = [
    ['a'],
    ['a', 'x'],
    ['a', 'x', signal],
    ['a', undefined, signal],
    ['a', signal, undefined],
    ['a', signal],
  ]
  expect(new Set(lists.map((args) => fn.keyFor(...args))).size).toBe(1)
  expect(fn.keyFor('a', 'y', signal)).toBe(fn.keyFor('a', 'y'))
  expect(fn.keyFor('a', 'y', signal)).not.toBe(fn.keyFor('a'))
})

it('has one key with any signal in an argument', () => {
  const fn = cached((_options: { id: number; signal?: AbortSignal }) => 1)
  const key = fn.keyFor({ id: 1, signal: new AbortController().signal })
  expect(fn.keyFor({ id: 1, signal: AbortSignal.abort() })).toBe(key)
  expect(fn.keyFor({ id: 2, signal: AbortSignal.abort() })).not.toBe(key)
})

it.each<[string, (signal: AbortSignal) => unknown, string]>([
  ['deeper in an object', (signal) => ({ init: { signal } }), 'arguments[0].init.signal'],
  ['under another name', (abort) => ({ abort }), 'arguments[0].abort'],
  ['in a list', (signal) => [signal], 'arguments[0][0]'],
  ['in a Map', (signal) => new Map([['signal', signal]]), 'arguments[0][value 0]'],
  ['in an error', (signal) => Object.assign(new Error('a'), { signal }), 'arguments[0].signal'],
  [
    'in an object of another realm',
    (signal) => Object.assign(runInNewContext('({})') as object, { signal }),
    'arguments[0].signal',
  ],
  [
    'in an object that leads to itself',
    (signal) => {
      const looped: { signal: unknown; self?: unknown } = { signal }
      looped.self = looped
      return looped
    },
    'arguments[0].self.signal',
  ],
])('refuses a signal %s, where callers cannot share it', (_, wrap, path) => {
  const fn = cached((_: unknown) => 1)
  const key = () => fn.keyFor(wrap(new AbortController().signal))
  expect(key).toThrow(expect.objectContaining({ code: 'AUTOCACHED_NO_CANONICAL_FORM', path }))
  expect(key).toThrow('as an argument, or as the property "signal" of one')
})

it('refuses a signal in an argument that stands in another one, too', () => {
  const fn = cached((..._: unknown[]) => 1)
  const options = { signal: new AbortController().signal }
  expect(() => fn.keyFor(options, { options })).toThrow(
    expect.objectContaining({ path: 'arguments[1].options.signal' }),
  )
  expect(fn.keyFor(options, options)).toBe(fn.keyFor({ ...options }, options))
})

interface Asked {
  id: number
  signal: AbortSignal
  deep: { signal: AbortSignal }
}

it.each<[string, (asked: Asked) => unknown, string]>([
  ['itself', ({ deep }) => deep.signal, 'key()'],
  ['in an object', ({ id, deep }) => ({ id, signal: deep.signal }), 'key().signal'],
  ['beside one that they share', ({ signal, deep }) => ({ signal, deep }), 'key().deep.signal'],
])('refuses what the option `key` gives where callers cannot share it: a signal %s', (_, key, path) => {
  const fn = cached((_: Asked) => 1, { key })
  const { signal } = new AbortController()
  const deep = { signal: new AbortController().signal }
  expect(() => fn.keyFor({ id: 1, signal, deep })).toThrow(
    expect.objectContaining({ code: 'AUTOCACHED_NO_CANONICAL_FORM', path }),
  )
})

it('takes a signal in what the option `key` gives', () => {
  const fn = cached((_options: { id: number; signal: AbortSignal }) => 1, { key: (options) => options })
  const [one, other] = [new AbortController(), new AbortController()]
  expect(fn.keyFor({ id: 1, signal: one.signal })).toBe(fn.keyFor({ id: 1, signal: other.signal }))
})

it('refuses what only looks like a signal', () => {
  const fn = cached((_: unknown) => 1)
  const fake = Object.create(AbortSignal.prototype, { id: { value: 1, enumerable: true } })
  expect(() => fn.keyFor(fake)).toThrow(KeyError)
  expect(() => fn.keyFor({ [Symbol.toStringTag]: 'AbortSignal' })).toThrow(KeyError)
})

it.each(stores)('fails the caller that aborts, and no other, on %s', async (_, backend) => {
  const { gate, signals, load } = loader(backend)
  const [one, two] = [new AbortController(), new AbortController()]
  const calls = [load('a', one.signal), load('a', two.signal), load('a')]
  const settled = Promise.allSettled(calls)
  await idle()
  one.abort(new Error('one left'))
  await expect(calls[0]).rejects.toThrow('one left')
  expect(signals.map((signal) => signal.aborted)).toEqual([false])
  gate.resolve()
  expect((await settled).map((call) => call.status)).toEqual(['rejected', 'fulfilled', 'fulfilled'])
  expect(await load('a')).toBe('a')
  expect(signals).toHaveLength(1)
})

it.each(stores)('fails the caller that aborts while the store is read, and no other, on %s', async (_, backend) => {
  const { gate, signals, load } = loader(backend)
  const [one, two] = [new AbortController(), new AbortController()]
  const settled = Promise.allSettled([load('a', one.signal), load('a', two.signal)])
  one.abort(new Error('one left'))
  await idle()
  expect(signals.map((signal) => signal.aborted)).toEqual([false])
  gate.resolve()
  expect(await settled).toMatchObject([{ reason: { message: 'one left' } }, { value: 'a' }])
})

it.each(stores)('tells a computation whose only caller aborts while the store is read, on %s', async (_, backend) => {
  const { signals, load } = loader(backend)
  const one = new AbortController()
  const settled = Promise.allSettled([load('a', one.signal)])
  one.abort(new Error('one left'))
  await idle()
  expect(signals.map((signal) => signal.aborted)).toEqual([true])
  expect(await settled).toMatchObject([{ reason: { message: 'one left' } }])
})

it.each(stores)('ends the computation when every caller has aborted, and stores nothing, on %s', async (_, backend) => {
  const { gate, signals, load } = loader(backend)
  const [one, two] = [new AbortController(), new AbortController()]
  const settled = Promise.allSettled([load('a', one.signal), load('a', two.signal)])
  await idle()
  one.abort()
  expect(signals[0]?.aborted).toBe(false)
  two.abort(new Error('two left'))
  expect(signals[0]?.reason).toMatchObject({ message: 'two left' })
  expect((await settled).map((call) => call.status)).toEqual(['rejected', 'rejected'])
  const later = load('a', new AbortController().signal)
  gate.resolve()
  expect(await later).toBe('a')
  expect(signals).toHaveLength(2)
})

it('shares the signal that stands in an options object, without changing the object', async () => {
  const gate = deferred()
  let seen: { url: string; signal: AbortSignal } | undefined
  const load = cached(
    async (options: { url: string; signal: AbortSignal }) => {
      seen = options
      await gate.promise
      return options.url
    },
    { backend: new Map() },
  )
  const { signal } = new AbortController()
  const options = { url: 'a', signal }
  const result = load(options)
  expect(seen).toMatchObject({ url: 'a' })
  expect(seen?.signal).not.toBe(signal)
  expect(options.signal).toBe(signal)
  gate.resolve()
  expect(await result).toBe('a')
})

it('gives a hit to a caller that has aborted', async () => {
  const load = cached(async (id: string, _signal?: AbortSignal) => id, { backend: new Map() })
  await load('a')
  expect(await load('a', AbortSignal.abort())).toBe('a')
})

it('does not store what a function gives instead when it is aborted', async () => {
  const sync = cached((signal: AbortSignal) => (signal.aborted ? 'part' : 'whole'), { backend: new Map() })
  expect(sync(AbortSignal.abort())).toBe('part')
  expect(sync(new AbortController().signal)).toBe('whole')
  const async = cached(async (signal: AbortSignal) => (signal.aborted ? 'part' : 'whole'), { backend: new Map() })
  await expect(async(AbortSignal.abort(new Error('left')))).rejects.toThrow('left')
  expect(await async(new AbortController().signal)).toBe('whole')
})
