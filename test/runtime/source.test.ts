import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type CacheEvent, cached, versionOf } from '../../runtime/src/index.js'
import { compiled, FUNCTION, USES_THIS } from './rows.js'
import { PlainStore } from './stores.js'

const warnings = vi.fn()
beforeEach(() => {
  vi.spyOn(process, 'emitWarning').mockImplementation(warnings)
})
afterEach(() => {
  vi.restoreAllMocks()
  warnings.mockReset()
})

it('is the hash of the source text', () => {
  const one = (n: number) => n + 1
  const same = { one: (n: number) => n + 1 }.one
  const other = (n: number) => n + 2
  expect(versionOf(one)).toMatch(/^s1\.[\w-]{22}$/)
  expect(versionOf(one)).toBe(cached(one).version)
  expect(versionOf(same)).toBe(versionOf(one))
  expect(versionOf(other)).not.toBe(versionOf(one))
})

it.each([
  ['a bound function', function total(this: object) {}.bind({}), 'bound total'],
  ['a native function', Math.max, 'max'],
  ['a bound function without a name', (() => 1).bind(null), 'bound '],
])('refuses %s, and names the fix', (_, fn, name) => {
  const error = expect.objectContaining({ code: 'AUTOCACHED_UNVERSIONABLE', message: expect.stringContaining(name) })
  expect(() => cached(fn as () => void)).toThrow(error)
  expect(() => versionOf(fn as () => void)).toThrow(
    /Wrap it in a function that calls it.*cached\(fn, \{ version: '1' \}\)/,
  )
  expect(cached(fn as () => void, { version: '1' }).version).toBe('1')
})

it.each([
  ['a generator function', function* list() {}],
  ['an async generator function', async function* list() {}],
])('refuses %s', (_, fn) => {
  expect(() => cached(fn)).toThrow(expect.objectContaining({ code: 'AUTOCACHED_GENERATOR' }))
})

it("refuses a function that no plugin compiled where versioning is 'compiled'", () => {
  const price = () => 1
  expect(() => cached(price, { versioning: 'compiled' })).toThrow(/price was not compiled by autocached\/babel-plugin/)
  expect(
    cached(
      compiled(() => 1),
      { versioning: 'compiled' },
    ).version,
  ).toMatch(/^c1\./)
})

it("takes the source text of a compiled function where versioning is 'source'", () => {
  expect(
    cached(
      compiled(() => 1),
      { versioning: 'source' },
    ).version,
  ).toMatch(/^s1\./)
})

const adder = (by: number) => (n: number) => n + by

it('keeps closures of one text apart in memory', () => {
  const backend = new Map()
  const [one, two] = [cached(adder(1), { backend }), cached(adder(2), { backend })]
  expect([one(1), two(1)]).toEqual([2, 3])
  expect(warnings).not.toHaveBeenCalled()
})

it('keeps closures of one text apart that were cached already', () => {
  const backend = new Map()
  const [one, two] = [cached(cached(adder(1)), { backend }), cached(cached(adder(2)), { backend })]
  expect([one(1), two(1)]).toEqual([2, 3])
})

it('shares entries between wrappers of one function', () => {
  const backend = new Map()
  const fn = adder(1)
  cached(fn, { backend })(1)
  cached(fn, { backend })(1)
  expect(backend.size).toBe(1)
})

it('warns once when functions of one text share a backend, and says what to do', () => {
  const events: CacheEvent[] = []
  const options = { backend: new PlainStore(), onEvent: (event: CacheEvent) => events.push(event) }
  const [one, two] = [cached(adder(1), options), cached(adder(2), options)]
  one(1)
  expect(warnings).not.toHaveBeenCalled()
  two(1)
  two(2)
  expect(warnings).toHaveBeenCalledTimes(1)
  expect(warnings).toHaveBeenCalledWith(
    expect.stringMatching(/each gets the other's results.*plugin.*arguments.*dependencies/),
    {
      type: 'AutocachedWarning',
      code: 'AUTOCACHED_SAME_SOURCE',
    },
  )
  expect(events.filter((event) => event.type === 'warning')).toHaveLength(1)
})

it('does not warn of two wrappers of one function', () => {
  const backend = new PlainStore()
  const fn = adder(1)
  cached(fn, { backend })(1)
  cached(fn, { backend })(1)
  expect(warnings).not.toHaveBeenCalled()
})

it('counts `this` where the text could see it', () => {
  const backend = new Map()
  const text = cached(
    function (this: { rate: number } | undefined, n: number) {
      return n * (this ? (this.rate ?? 1) : 1)
    },
    { backend },
  )
  const at = (rate: number) => text.call({ rate }, 2)
  expect([text.call(undefined, 2), at(3), at(4), text.call(globalThis as never, 2)]).toEqual([2, 6, 8, 2])
})

it.each<[string, string, unknown]>([
  ['that nobody compiled, on text', 'source', new PlainStore()],
  ['that nobody compiled, in memory', 'source', new Map()],
  ['that a plugin compiled, on text', 'auto', new PlainStore()],
  ['under a pinned version', 'own', new PlainStore()],
])('tells the global object as `this` from none in a function %s', (_, versioning, backend) => {
  function kind(this: unknown) {
    return typeof this
  }
  const fn = versioning === 'auto' ? compiled(kind, { facts: USES_THIS | FUNCTION, hash: 'kind' }) : kind
  const cachedKind = cached(fn, { backend: backend as PlainStore, ...(versioning === 'own' && { version: '1' }) })
  expect([cachedKind.call(undefined), cachedKind.call(globalThis), cachedKind.call(null)]).toEqual([
    'undefined',
    'object',
    'object',
  ])
  expect(cachedKind.keyFor.call(globalThis)).toBe(cachedKind.keyFor.call(globalThis))
})

it('does not count `this` where a compiled function does not use it', () => {
  const backend = new PlainStore()
  const uses = cached(
    compiled(() => {}, { facts: USES_THIS, hash: 'uses' }),
    { backend },
  )
  const uses2 = cached(
    compiled(() => {}, { facts: 0, hash: 'does not' }),
    { backend },
  )
  expect(() => uses.call(new (class Session {})())).toThrow('this is an instance of Session')
  expect(() => uses2.call(new (class Session {})())).not.toThrow()
})

it.each([
  ['a string', '2024-01', '2024-01'],
  ['a function', (fn: { name: string }) => `${fn.name}@2`, 'price@2'],
])('takes the version from %s', (_, version, expected) => {
  const price = () => 1
  const wrapped = cached(price, { version: version as string })
  expect(wrapped.version).toBe(expected)
  expect(wrapped.keyFor()).toMatch(/^autocached:v1\.[\w-]{22}:0$/)
})

it('keeps a pinned version apart by the name of the function', () => {
  const keys = ['one', 'two'].map((name) =>
    cached({ [name]: () => 1 }[name] as () => number, { version: '1' }).keyFor(),
  )
  expect(new Set(keys).size).toBe(2)
})

it('keeps a pinned version over a changed text', () => {
  const texts = [{ price: () => 1 }, { price: () => 2 }]
  const keys = texts.map(({ price }) => cached(price, { version: '1', backend: new Map() }).keyFor())
  expect(keys[0]).toBe(keys[1])
})

it('refuses two functions of one name and pinned version with different code on one backend', () => {
  const backend = new Map()
  const texts = [{ get: () => 1 }, { get: () => 2 }]
  const [one, two] = texts.map(({ get }) => cached(get, { version: '1', backend }))
  one?.()
  expect(() => two?.()).toThrow(expect.objectContaining({ code: 'AUTOCACHED_DUPLICATE_VERSION' }))
})

it('refuses two bound functions of one name and pinned version on one backend, which nothing tells apart', () => {
  const backend = new Map()
  const add = (a: number, b: number) => a + b
  const bound = add.bind(null, 1)
  const [one, again, two] = [bound, bound, add.bind(null, 2)].map((fn) => cached(fn, { version: '1', backend }))
  expect([one?.(1), again?.(1)]).toEqual([2, 2])
  expect(() => two?.(1)).toThrow(expect.objectContaining({ code: 'AUTOCACHED_DUPLICATE_VERSION' }))
})

it.each([
  ['a value', [1], [2]],
  ['data', [{ a: 1 }], [{ a: 2 }]],
  ['a compiled function', [compiled(() => 1, { hash: 'one' })], [compiled(() => 1, { hash: 'two' })]],
  ['a function', [() => 1], [() => 2]],
  ['their number', [1], [1, 1]],
])('counts %s in dependencies', (_, one, two) => {
  const fns = [() => 1, compiled(() => 1, { hash: 'fn' })]
  for (const fn of fns)
    for (const version of [undefined, 'pin']) {
      const make = (dependencies: readonly unknown[]) =>
        cached(fn, { dependencies, backend: new Map(), ...(version === undefined ? {} : { version }) }).version
      expect(make(one)).toBe(make([...one]))
      expect(make(one)).not.toBe(make(two))
      expect(make(one)).not.toBe(cached(fn).version)
    }
})
