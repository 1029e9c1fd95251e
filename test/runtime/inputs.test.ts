import { expect, it } from 'vitest'
import { cached, keySymbol } from '../../runtime/src/index.js'
import { compiled, FUNCTION, NOT_NEWABLE, rowOf } from './rows.js'
import { PlainStore } from './stores.js'

/** `(by) => cached((n) => n + by)`, as a plugin leaves it. */
const closureRow = rowOf({ hash: 'closure', name: 'add', line: 7, file: 'src/add.ts', kinds: 'c' })
const closure = (by: unknown, backend: Map<string, object> | PlainStore, row = closureRow) =>
  cached(
    compiled(
      () => by,
      { hash: 'closure', name: 'add', line: 7, file: 'src/add.ts', kinds: row === closureRow ? 'c' : 'C' },
      () => ({ by }),
    ),
    { backend },
  )

it.each([
  ['values', 1, 2],
  ['data', { a: 1 }, { a: 2 }],
  ['what objects say', { [keySymbol]: () => 1 }, { [keySymbol]: () => 2 }],
  ['compiled functions', compiled(() => 1, { hash: 'one' }), compiled(() => 1, { hash: 'two' })],
  ['cached functions', cached(compiled(() => 1, { hash: 'one' })), cached(compiled(() => 2, { hash: 'two' }))],
  ['functions with a pinned version', cached(() => 1, { version: '1' }), cached(() => 2, { version: '2' })],
])('keeps closures over different %s apart, and shares those over equal ones', (_, one, two) => {
  const store = new PlainStore()
  expect(closure(one, store).keyFor()).toBe(closure(one, store).keyFor())
  expect(closure(one, store).keyFor()).not.toBe(closure(two, store).keyFor())
  expect(closure(one, store).version).toBe(closure(two, store).version)
})

it('reads a captured variable at each call', () => {
  let by = 1
  const fn = cached(
    compiled(
      () => by,
      { kinds: 'c', hash: 'let' },
      () => ({ by }),
    ),
    { backend: new Map() },
  )
  expect(fn()).toBe(1)
  by = 2
  expect(fn()).toBe(2)
})

it('reads a module variable that is assigned again, also of a dependency', () => {
  let rate = 1
  const vat = rowOf({ hash: 'vat', name: 'vat', kinds: 'i', slots: [{ rate: () => rate }] })
  const price = cached(
    compiled(() => rate, { kinds: 'd', hash: 'price', slots: [vat] }),
    { backend: new PlainStore() },
  )
  const { version } = price
  expect(price()).toBe(1)
  rate = 2
  expect([price(), price.version]).toEqual([2, version])
})

class Database {
  constructor(readonly url: string) {}
}

it('counts a captured value without a canonical form by identity in memory', () => {
  const backend = new Map()
  const [a, b] = [new Database('a'), new Database('b')]
  expect([closure(a, backend)(), closure(b, backend)(), closure({ db: a }, backend)()]).toEqual([a, b, { db: a }])
  expect(closure(a, backend).keyFor()).toBe(closure(a, backend).keyFor())
})

it.each([
  ['an instance', new Database('a'), /^by is an instance of Database without a \[keySymbol\]\(\)/],
  ['an instance inside', { db: new Database('a') }, /^by\.db is an instance of Database/],
  ['a function', () => 1, /^by is a function without a version/],
])('refuses %s on a shared backend, with name, place and what to do', (_, value, message) => {
  const call = closure(value, new PlainStore())
  expect(call).toThrow(expect.objectContaining({ code: 'AUTOCACHED_NO_CANONICAL_FORM' }))
  expect(call).toThrow(message)
  expect(call).toThrow(/add \(src\/add\.ts:7\) uses it.*\[keySymbol\]\(\) method.*as an argument/)
})

it('counts what a captured function captures', () => {
  const inner = (n: unknown) =>
    compiled(
      () => n,
      { hash: 'inner', kinds: 'c' },
      () => ({ n }),
    )
  const store = new PlainStore()
  expect(closure(inner(1), store).keyFor()).toBe(closure(inner(1), store).keyFor())
  expect(closure(inner(1), store).keyFor()).not.toBe(closure(inner(2), store).keyFor())
})

it('sees the name of a captured function only where it is used', () => {
  const named = (name: string) => compiled(() => 1, { hash: 'same', name, facts: FUNCTION | NOT_NEWABLE })
  const store = new PlainStore()
  expect(closure(named('a'), store).keyFor()).toBe(closure(named('b'), store).keyFor())
  const used = rowOf({})
  expect(closure(named('a'), store, used).keyFor()).not.toBe(closure(named('b'), store, used).keyFor())
})

it('takes functions that capture each other, and many of them', () => {
  const fns: Record<string, () => unknown> = {}
  for (let i = 0; i < 20; i++)
    fns[`f${i}`] = compiled(
      () => i,
      { hash: `f${i}`, kinds: 'c'.repeat(20) },
      () => ({ ...fns }),
    )
  const store = new PlainStore()
  expect(closure(fns.f0, store).keyFor()).toMatch(/:#/)
})

it('tells apart which of two functions is captured beside a Set of both', () => {
  const [f, g] = ['f', 'g'].map((hash) => compiled(() => 1, { hash }))
  const store = new PlainStore()
  const keys = [
    [new Set([f, g]), f],
    [new Set([g, f]), g],
    [new Set([f, g]), g],
  ].map((value) => closure(value, store).keyFor())
  expect(new Set(keys).size).toBe(3)
})

/** A function under a pinned version, with what it reaches: how its input is read. */
const pinnedOver: Record<string, (read: () => unknown) => () => unknown> = {
  'its own variable': (rate) => compiled(() => 1, { kinds: 'i', slots: [{ rate }] }),
  'what it captures': (by) =>
    compiled(
      () => 1,
      { kinds: 'c' },
      () => ({ by: by() }),
    ),
  'the environment of a helper': (read) =>
    compiled(() => 1, {
      kinds: 'd',
      slots: [rowOf({ hash: 'vat', kinds: 'i', slots: [{ 'process.env.RATE': read }] })],
    }),
  'a helper of a helper': (rate) => {
    const inner = rowOf({ hash: 'inner', kinds: 'i', slots: [{ rate }] })
    return compiled(() => 1, { kinds: 'd', slots: [rowOf({ hash: 'outer', kinds: 'd', slots: [inner] })] })
  },
  'an imported helper': (rate) => {
    const helper = compiled(() => 1, { hash: 'helper', kinds: 'i', slots: [{ rate }] })
    return compiled(() => 1, { kinds: 'b', slots: [() => helper] })
  },
  'an imported closure': (by) => {
    const helper = compiled(
      () => 1,
      { hash: 'helper', kinds: 'c' },
      () => ({ by: by() }),
    )
    return compiled(() => 1, { kinds: 'b', slots: [() => helper] })
  },
  'a helper beside a bound function': (rate) => {
    const helper = rowOf({ hash: 'helper', kinds: 'i', slots: [{ rate }] })
    return compiled(() => 1, { kinds: 'bd', slots: [() => bound, helper] })
  },
  'a cached function that it wraps': (rate) => cached(compiled(() => 1, { kinds: 'i', slots: [{ rate }] })),
}
const bound = Object.bind(null)

it.each(Object.entries(pinnedOver))('counts %s beside a pinned version', (_, over) => {
  let value = 1
  const fn = over(() => value)
  const pinned = cached(fn, { version: '1', backend: new PlainStore() })
  const using = cached(compiled(() => 1, { hash: 'using', kinds: 'b', slots: [() => pinned] }))
  const [before, usingBefore] = [pinned.keyFor(), using.keyFor()]
  value = 2
  expect([pinned.keyFor() === before, using.keyFor() === usingBefore]).toEqual([false, false])
  value = 1
  expect([pinned.keyFor(), using.keyFor(), pinned.version]).toEqual([before, usingBefore, '1'])
})

it('counts what the option `key` reads beside a pinned version', () => {
  let modulus = 10
  const key = compiled((n: number) => n % modulus, { hash: 'key', kinds: 'i', slots: [{ modulus: () => modulus }] })
  const pinned = cached(
    compiled((n: number) => n),
    { version: '1', key, backend: new Map() },
  )
  const before = pinned.keyFor(7)
  modulus = 100
  expect(pinned.keyFor(7)).not.toBe(before)
})

const variable = (name: string, value: unknown, hash: string) =>
  rowOf({ hash, kinds: 'i', slots: [{ [name]: () => value }] })
const pinnedKey = (...slots: unknown[]) =>
  cached(
    compiled(() => 1, { hash: 'code', name: 'f', kinds: 'd'.repeat(slots.length), slots }),
    {
      version: '1',
      backend: new Map(),
    },
  ).keyFor()

it('does not take one variable for another where the code beneath a pinned version is another', () => {
  const key = pinnedKey(variable('a', 1, 'one'), variable('b', 2, 'two'))
  expect(pinnedKey(variable('b', 1, 'two'), variable('a', 2, 'one'))).not.toBe(key)
  expect(pinnedKey(variable('b', 2, 'three'), variable('a', 1, 'four'))).toBe(key)
  const twice = rowOf({ hash: 'five', kinds: 'd', slots: [variable('b', 2, 'two')] })
  expect(pinnedKey(twice, variable('a', 1, 'one'))).toBe(key)
})

it('tells two variables of one name apart beneath a pinned version', () => {
  const key = pinnedKey(variable('a', 1, 'one'), variable('a', 2, 'two'))
  expect(pinnedKey(variable('a', 1, 'two'), variable('a', 2, 'one'))).not.toBe(key)
})

it('counts a variable once beneath a pinned version, by whichever way it is reached', () => {
  const a = () => 1
  const [one, two] = ['one', 'two'].map((hash) => rowOf({ hash, kinds: 'i', slots: [{ a }] }))
  expect(pinnedKey(one, two)).toBe(pinnedKey(one))
})

it('links a pinned version again where an import is another function, with other variables', () => {
  const helper = (rate: number) => compiled(() => 1, { hash: 'helper', kinds: 'i', slots: [{ rate: () => rate }] })
  let bindsTo = helper(1)
  const pinned = cached(
    compiled(() => 1, { kinds: 'b', slots: [() => bindsTo] }),
    { version: '1', backend: new Map() },
  )
  const before = pinned.keyFor()
  bindsTo = helper(2)
  expect(pinned.keyFor()).not.toBe(before)
})

it('runs uncached while a captured variable is not initialized', () => {
  let runs = 0
  const fn = cached(
    compiled(
      () => ++runs,
      { kinds: 'c', hash: 'tdz' },
      () => ({ late }),
    ),
    { backend: new PlainStore() },
  )
  expect([fn(), fn()]).toEqual([1, 2])
  const late = 1
  expect([fn(), fn()]).toEqual([3, 3])
})

it('says which function uses a value that it refuses, also where the build left out files', () => {
  const row = { hash: 'nameless', name: 'add', line: 0, file: '', kinds: 'c' }
  const call = cached(
    compiled(
      () => 1,
      row,
      () => ({ by: new Database('a') }),
    ),
    { backend: new PlainStore() },
  )
  expect(call).toThrow(/and add uses it/)
})

it('reads a variable of the environment at each call', () => {
  const read = () => process.env.AUTOCACHED_TEST_REGION
  const region = cached(
    compiled(read, { hash: 'region', kinds: 'i', slots: [{ 'process.env.AUTOCACHED_TEST_REGION': read }] }),
    { backend: new PlainStore() },
  )
  const keys = ['eu', 'us', 'eu'].map((value) => {
    process.env.AUTOCACHED_TEST_REGION = value
    return [region.keyFor(), region()]
  })
  delete process.env.AUTOCACHED_TEST_REGION
  expect(keys.map(([, result]) => result)).toEqual(['eu', 'us', 'eu'])
  expect(keys[0]).toEqual(keys[2])
  expect(keys[0]).not.toEqual(keys[1])
})

it('tells foreign closures of one text apart in memory, as imports and as mocks', () => {
  const make = (by: number) => (n: number) => n + by
  let add = make(1)
  const one = cached(
    compiled((n: number) => add(n), { hash: 'adder', kinds: 'b', slots: [() => add] }),
    { backend: new Map() },
  )
  expect([one(1), one(1)]).toEqual([2, 2])
  const [version, first] = [one.version, add]
  add = make(2)
  expect([one(1), one.version]).toEqual([3, version])
  add = first
  expect(one(1)).toBe(2)
})
