/**
 * `autocached/core` by itself: no other import of this file may bring a part of the package before the last test, which brings all of
 * them and finds the same keys.
 */
import { describe, expect, it } from 'vitest'
import { MemoryBackend } from '../../runtime/src/backends/memory.js'
import { CachedError, cached, DuplicateVersionError, PartMissingError, versionOf } from '../../runtime/src/core.js'
import { parts, RELEASE, registry } from '../../runtime/src/registry.js'
import { deferred } from './deferred.js'

const cachedWith = cached as unknown as (...args: unknown[]) => (...args: unknown[]) => unknown
const missing = { code: 'AUTOCACHED_PART_MISSING', message: expect.stringContaining(`import 'autocached/full'`) }

it('has no part', () => {
  // Beside the computations that are running.
  expect(Object.keys(parts)).toEqual(['flights', 'starting', 'backends'])
  // Copies of another release have parts of their own.
  expect(registry.parts).toEqual({ [RELEASE]: parts })
})

describe.each([
  ['the default backend', () => ({})],
  ['a MemoryBackend', () => ({ backend: new MemoryBackend({ maxEntries: 2 }) })],
  ['a Map', () => ({ backend: new Map() })],
])('on %s', (_, options) => {
  it('gives what it gave', () => {
    const fn = cached((a: number, b?: unknown) => ({ a, b }), options())
    for (const args of [[1], [1, { x: [1, 'two', null] }], [2, undefined]] as [number, unknown][])
      expect(fn(...args)).toBe(fn(...args))
    expect(fn.stats()).toMatchObject({ hits: 3, misses: 3, errors: 0 })
  })

  it('computes once for concurrent calls', async () => {
    const { promise, resolve } = deferred<string>()
    const fn = cached((id: string) => promise.then((text) => id + text), options())
    const calls = [fn('a'), fn('a')]
    resolve('b')
    expect(await Promise.all([...calls, fn('a')])).toEqual(['ab', 'ab', 'ab'])
    expect(fn.stats()).toMatchObject({ misses: 1, joined: 2 })
    expect(await fn('a')).toBe('ab')
    expect(fn.stats().hits).toBe(1)
  })

  it('hands a rejection to every caller, and does not store it', async () => {
    let runs = 0
    const fn = cached(async () => {
      runs++
      throw new Error('no')
    }, options())
    expect((await Promise.allSettled([fn(), fn()])).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await expect(fn()).rejects.toThrow('no')
    expect(runs).toBe(2)
  })

  it('gives no entry beyond its ttl', () => {
    let time = 0
    const fn = cached((id: string) => ({ id }), { ...options(), ttl: 10, now: () => time })
    const first = fn('a')
    time = 9
    expect(fn('a')).toBe(first)
    time = 10
    expect(fn('a')).not.toBe(first)
  })

  it('forgets, and computes anew', () => {
    const told: string[] = []
    const fn = cached((id: string) => ({ id }), { ...options(), onEvent: ({ type }) => told.push(type) })
    const first = fn('a')
    fn.invalidate('a')
    const second = fn('a')
    expect(second).not.toBe(first)
    expect(fn.refresh('a')).not.toBe(second)
    expect(fn.uncached('a')).toEqual(first)
    expect(told).toEqual(['miss', 'stored', 'invalidated', 'miss', 'stored', 'miss', 'stored'])
  })
})

it('keeps no more than maxEntries', () => {
  const backend = new MemoryBackend({ maxEntries: 2 })
  const fn = cached((n: number) => n, { backend })
  for (const n of [1, 2, 3]) fn(n)
  expect(backend.size).toBe(2)
})

it('tells versions and closures apart, and refuses one version for two functions', () => {
  const backend = new Map()
  const make = (by: number) => (n: number) => n * by
  const [double, triple] = [cached(make(2), { backend }), cached(make(3), { backend })]
  expect([double(1), triple(1)]).toEqual([2, 3])
  expect(double.version).toBe(versionOf(make(2)))
  expect(double.version).toMatch(/^s1\.[\w-]{22}$/)
  const named = (text: string) => Object.defineProperty(() => text, 'name', { value: 'named' })
  cached(named('a'), { backend, version: '1' })()
  const other = Object.defineProperty(() => 'b'.repeat(2), 'name', { value: 'named' })
  expect(() => cached(other, { backend, version: '1' })()).toThrow(DuplicateVersionError)
})

it('takes the value of the option "key" for the arguments', () => {
  const fn = cached((user: { id: number; at: Date }) => ({ user }), { key: ({ id }) => ({ id }) })
  expect(fn({ id: 1, at: new Date(1) })).toBe(fn({ id: 1, at: new Date(2) }))
})

it('takes what is no entry of its own for damaged', () => {
  const backend = new Map<string, unknown>()
  const told: unknown[] = []
  const onEvent = (event: { type: string; error?: unknown }) => told.push((event.error as CachedError)?.code)
  const fn = cached(() => 1, { backend, onEvent })
  backend.set(fn.keyFor(), 'x')
  expect([fn(), fn()]).toEqual([1, 1])
  expect(told).toEqual(['AUTOCACHED_DAMAGED_ENTRY', undefined, undefined, undefined])
})

it('does not store what can be read only once', () => {
  const fn = cached(() => [1, 2].values())
  expect([[...fn()], [...fn()]]).toEqual([
    [1, 2],
    [1, 2],
  ])
})

it('keeps names, lengths and properties', () => {
  const fn = cached(Object.assign((a: number, _b: number) => a, { own: 1 }))
  expect([fn.name, fn.length, fn.own]).toEqual(['', 2, 1])
})

const controller = new AbortController()

it.each<[string, unknown]>([
  ['a date', new Date(5)],
  ['a Map', new Map()],
  ['a Set', new Set()],
  ['a regular expression', /a/],
  ['bytes', new Uint8Array(2)],
  ['an error', new Error('a')],
  ['a URL', new URL('http://a')],
  ['an object without a prototype', Object.create(null)],
  ['an instance', new (class A {})()],
  ['a function', () => 1],
  ['a symbol', Symbol('a')],
  ['a promise', Promise.resolve()],
  ['a list with a hole', new Array(1)],
  ['a list with a property', Object.assign([], { a: 1 })],
  ['a getter', Object.defineProperty({}, 'a', { get: () => 1, enumerable: true })],
  ['a hidden property', Object.defineProperty({}, 'a', { value: 1 })],
  ['a symbol as a key', { [Symbol.iterator]: 1 }],
  ['a Map in disguise', Object.setPrototypeOf(new Map(), Object.prototype)],
  ['a proxy that throws', new Proxy({}, { ownKeys: () => [].at(1) as never })],
  ['an object with a signal', { signal: controller.signal }],
  ['a signal', controller.signal],
])('refuses %s as an argument', async (_, value) => {
  const told = { ...missing, message: expect.stringMatching(/^arguments\[1\] needs a part.*import 'autocached\/full'/) }
  expect(() => cachedWith(() => 1)(1, value)).toThrow(expect.objectContaining(told))
  const inside = { ...missing, message: expect.stringMatching(/^arguments\[0\] /) }
  expect(() => cachedWith(() => 1)({ a: [value] })).toThrow(expect.objectContaining(inside))
  await expect(cachedWith(async () => 1)(1, value)).rejects.toThrow(PartMissingError)
})

it('refuses cycles and what is very deep', () => {
  const cycle: unknown[] = []
  cycle.push(cycle)
  let deep: unknown = 1
  for (let level = 0; level < 20; level++) deep = [deep]
  for (const value of [cycle, deep]) expect(() => cachedWith(() => 1)(value)).toThrow(PartMissingError)
})

it.each<[string, () => unknown]>([
  ['a decorator', () => (cachedWith({}) as (...args: unknown[]) => unknown)(() => 1, { kind: 'method' })],
  ['a decorator of TypeScript', () => (cachedWith({}) as (...args: unknown[]) => unknown)({}, 'a', { value: () => 1 })],
  ['a generator function', () => cachedWith(function* () {})],
  ['an asynchronous generator function', () => cachedWith(async function* () {})],
  ['a backend of text', () => cachedWith(() => 1, { backend: { get() {}, set() {} } })],
  ['a backend of one’s own', () => cachedWith(() => 1, { backend: { stores: 'values', get() {}, set() {} } })],
  ['a Map of one’s own', () => cachedWith(() => 1, { backend: new (class extends Map {})() })],
  ['a backend that is null', () => cachedWith(() => 1, { backend: null })],
  ['explain()', () => cached(() => 1).explain()],
  ['invalidateAll()', () => cached(() => 1).invalidateAll()],
  [
    '`this`',
    () =>
      cachedWith(function (this: { a: number }) {
        return this.a
      }).call(new (class A {})()),
  ],
  ['a date from "key"', () => cachedWith(() => 1, { key: () => new Date() })()],
  ['a signal behind "key"', () => cachedWith(() => 1, { key: () => 1 })(controller.signal)],
  ['a signal in options behind "key"', () => cachedWith(() => 1, { key: () => 1 })({ signal: controller.signal })],
  ...Object.entries({
    staleWhileRevalidate: 5,
    staleIfError: 5,
    versioning: 'source',
    dependencies: [],
    collect: true,
    warnIfCostly: true,
    codec: {},
    secret: 'sixteen letters…',
    timeout: 5,
    lock: true,
    explainMisses: true,
  }).map(
    ([option, value]) =>
      [`the option ${option}`, () => cachedWith(() => 1, { [option]: value })] as [string, () => unknown],
  ),
])('refuses %s', (_, run) => {
  expect(run).toThrow(expect.objectContaining(missing))
})

it('takes options that have their default, or are undefined', () => {
  const options = {
    collect: false,
    timeout: 1000,
    staleIfError: 0,
    versioning: 'auto',
    lock: undefined,
    ttl: undefined,
  }
  expect(cachedWith(() => 1, options)()).toBe(1)
})

it.each<[string, () => unknown, string]>([
  ['a number', () => cachedWith(5), 'AUTOCACHED_NOT_A_FUNCTION: 5 (autocached/docs/errors.md)'],
  ['options that are none', () => cachedWith(() => 1, 5), 'AUTOCACHED_NOT_A_FUNCTION: 5 (autocached/docs/errors.md)'],
  ['an unknown option', () => cachedWith(() => 1, { tll: 1 }), 'AUTOCACHED_UNKNOWN_OPTION: tll backend,ttl,'],
  ['a decorator’s context', () => cachedWith(() => 1, { kind: 'class' }), 'AUTOCACHED_UNKNOWN_OPTION: kind'],
  ['a ttl of 0', () => cachedWith(() => 1, { ttl: 0 }), 'AUTOCACHED_BAD_OPTION: ttl 0 '],
  ['a ttl of NaN', () => cachedWith(() => 1, { ttl: Number.NaN }), 'BAD_OPTION: ttl'],
  ['a ttl as text', () => cachedWith(() => 1, { ttl: '60' }), 'BAD_OPTION: ttl "60"'],
  ['an empty version', () => cachedWith(() => 1, { version: '' }), 'BAD_OPTION: version'],
  ['an empty version at the call', () => cachedWith(() => 1, { version: () => '' })(), 'BAD_OPTION: version'],
  ['a namespace with a colon', () => cachedWith(() => 1, { namespace: 'a:b' }), 'BAD_OPTION: namespace'],
  ['a bound function', () => cachedWith((() => 1).bind(null)), 'AUTOCACHED_UNVERSIONABLE: '],
])('refuses %s, as autocached does', (_, run, message) => {
  expect(run).toThrow(CachedError)
  expect(run).toThrow(expect.objectContaining({ message: expect.stringContaining(message) }))
})

it('has the keys that autocached has, before and after all parts are there', async () => {
  const options = { version: 'v' }
  const make = (with_: typeof cached) => with_((..._: unknown[]) => 1, options).keyFor as (...args: unknown[]) => string
  const lists: readonly unknown[][] = [
    [],
    [undefined],
    ['a', 1, true, null, undefined, 5n, -0, Number.NaN, ''],
    ['ä'.repeat(300), '\ud800'],
    [{}],
    [[]],
    [{ b: 1, a: [1, { c: 'x' }], é: 2, 10: 3, 9: 4 }],
    [JSON.parse('{"__proto__": 1}')],
    [Array.from({ length: 100 }, (_, id) => ({ id, name: `name ${id}` }))],
    [1, { a: 1 }, [2]],
  ]
  const keyFor = make(cached)
  const keys = lists.map((list) => keyFor(...list))
  const chosenBy = (with_: typeof cached) =>
    with_((a: number) => a, { backend: new Map(), version: 'v', key: (a) => [a, { a }] }).keyFor(1)
  const chosen = chosenBy(cached)
  expect(new Set(keys).size).toBe(lists.length)

  await import('../../runtime/src/full.js')
  const whole = await import('../../runtime/src/index.js')
  for (const again of [keyFor, make(cached), make(whole.cached)])
    expect(lists.map((list) => again(...list))).toEqual(keys)
  expect(chosenBy(whole.cached)).toBe(chosen)
  expect(keyFor(new Date(5))).toBe(make(whole.cached)(new Date(5)))
  expect(() => cachedWith(() => 1, { ttl: 0 })).toThrow('It must be a number of milliseconds above 0, or Infinity.')
  expect(() => cachedWith(5)).toThrow('Write cached(fn, options)')
  expect(cachedWith(() => 1, { backend: { get() {}, set() {} } })()).toBe(1)
})
