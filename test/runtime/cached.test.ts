import { expect, it } from 'vitest'
import { cached } from '../../runtime/src/index.js'
import { AsyncStore, PlainStore } from './stores.js'

it('gives a synchronous result synchronously, once', () => {
  let runs = 0
  const double = cached((n: number) => {
    runs++
    return n * 2
  })
  expect([double(2), double(2), double(3)]).toEqual([4, 4, 6])
  expect(runs).toBe(2)
})

it('gives a promise on a hit where the function gives one', async () => {
  let runs = 0
  const load = cached(async (id: string) => `${id}${++runs}`, { backend: new PlainStore() })
  expect(await load('a')).toBe('a1')
  const again = load('a')
  expect(again).toBeInstanceOf(Promise)
  expect(await again).toBe('a1')
})

it('gives promises of a synchronous function on an asynchronous backend', async () => {
  let runs = 0
  const load = cached((id: string) => `${id}${++runs}`, { backend: new AsyncStore() })
  expect(load('a')).toBeInstanceOf(Promise)
  expect(await load('a')).toBe('a1')
  expect(await load('a')).toBe('a1')
})

it.each([undefined, null, false, 0, '', Number.NaN])('keeps the result %s', (result) => {
  for (const backend of [new Map<string, object>(), new PlainStore()]) {
    let runs = 0
    const fn = cached(
      () => {
        runs++
        return result
      },
      { backend },
    )
    expect([fn(), fn()]).toEqual([result, result])
    expect(runs).toBe(1)
  }
})

it('keeps name, length and own properties of the function', () => {
  const symbol = Symbol('mark')
  function price(_id: string, _currency: string) {
    return 1
  }
  const wrapped = cached(Object.assign(price, { unit: 'EUR', [symbol]: 1 }))
  expect(wrapped.name).toBe('price')
  expect(wrapped.length).toBe(2)
  expect(wrapped.unit).toBe('EUR')
  expect(wrapped[symbol]).toBe(1)
  expect(wrapped).toBeInstanceOf(Function)
})

it('keeps its members when the function has properties of their names', () => {
  const wrapped = cached(Object.assign(() => 1, { version: 'mine' }))
  expect(wrapped.version).toMatch(/^s1\./)
})

it('passes `this` and all arguments on', () => {
  const box = {
    factor: 3,
    scale: cached(function (this: { factor: number }, ...ns: number[]) {
      return ns.map((n) => n * this.factor)
    }),
  }
  expect(box.scale(1, 2)).toEqual([3, 6])
})

it('does not store what throws', () => {
  let runs = 0
  const fails = cached(() => {
    if (++runs === 1) throw new Error('no')
    return runs
  })
  expect(() => fails()).toThrow('no')
  expect(fails()).toBe(2)
})

it.each(['a trap', 'a getter'])('gives a result that must not be asked for `then`: %s throws', (how) => {
  const refuse = () => {
    throw new Error('not asked')
  }
  const strict = how === 'a trap' ? new Proxy({}, { get: refuse }) : Object.defineProperty({}, 'then', { get: refuse })
  for (const backend of [new Map<string, object>(), new PlainStore()])
    expect(cached(() => strict, { backend })() === strict).toBe(true)
})

it('gives the function itself as uncached', () => {
  const fn = () => 1
  expect(cached(fn).uncached).toBe(fn)
})

it('gives the key of a call, also taken off the function', () => {
  const store = new PlainStore()
  const price = cached((id: string) => id, { backend: store, namespace: 'shop' })
  price('a')
  const { keyFor } = price
  expect([...store.entries.keys()]).toEqual([keyFor('a')])
  expect(keyFor('a')).toBe(`shop:${price.version}:1s1:a`)
})

it.each([
  ['a Map', () => new Map<string, object>()],
  ['a class without delete', () => new PlainStore()],
  ['an asynchronous class', () => new AsyncStore()],
])('computes again after invalidate on %s', async (_, backend) => {
  let runs = 0
  const load = cached((id: string) => `${id}${++runs}`, { backend: backend() })
  await load('a')
  await load('b')
  await load.invalidate('a')
  expect(await load('a')).toBe('a3')
  expect(await load('b')).toBe('b2')
})

it.each([
  ['synchronous', () => new PlainStore()],
  ['asynchronous', () => new AsyncStore()],
])('computes, stores and gives a new result on refresh, %s', async (kind, backend) => {
  let runs = 0
  const load = cached((id: string) => `${id}${++runs}`, { backend: backend() })
  await load('a')
  const refreshed = load.refresh('a')
  expect(refreshed instanceof Promise).toBe(kind === 'asynchronous')
  expect(await refreshed).toBe('a2')
  expect(await load('a')).toBe('a2')
})

it('is reusable with options first', () => {
  const store = new PlainStore()
  const onStore = cached({ backend: store, namespace: 'one' })
  const one = onStore((n: number) => n + 1)
  const two = onStore((n: number) => n + 2)
  expect([one(1), two(1)]).toEqual([2, 3])
  expect(store.entries.size).toBe(2)
})

it('hands setOptions to set as they are', () => {
  const store = new PlainStore()
  const setOptions = { EX: 60 }
  cached(() => 1, { backend: store, setOptions })()
  expect(store.options[0]).toBe(setOptions)
})

it('caches a cached function', () => {
  let runs = 0
  const inner = cached((n: number) => n + ++runs)
  const outer = cached(inner, { backend: new Map() })
  expect([outer(1), outer(1), inner(1)]).toEqual([2, 2, 2])
})

it('lets `key` stand for the arguments', () => {
  let runs = 0
  const find = cached((user: { id: string; session: () => void }) => `${user.id}${++runs}`, { key: (user) => user.id })
  expect([find({ id: 'a', session() {} }), find({ id: 'a', session() {} }), find({ id: 'b', session() {} })]).toEqual([
    'a1',
    'a1',
    'b2',
  ])
})

it('keeps entries of namespaces apart', () => {
  const store = new PlainStore()
  const fn = (n: number) => n
  cached(fn, { backend: store, namespace: 'a' })(1)
  cached(fn, { backend: store, namespace: 'b' })(1)
  expect(store.entries.size).toBe(2)
})
