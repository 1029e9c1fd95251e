import { expect, it } from 'vitest'
import { MemoryBackend } from '../../runtime/src/backends/memory.js'
import { cached } from '../../runtime/src/index.js'
import { compiled } from './rows.js'

/** Calls in the forms of which the memory backend remembers the places of entries. */
const calls: readonly unknown[][] = [
  ['a'],
  ['a', 1],
  ['a', 1, true],
  [null, undefined, 'a', Number.NaN],
  [7],
  [{ a: 1, b: ['x', { c: null }] }],
  [{}, [], 'a'],
]

function counting(backend: MemoryBackend, now?: () => number) {
  let runs = 0
  const fn = cached((..._: unknown[]) => ++runs, { backend, ...(now === undefined ? {} : { now, ttl: 100 }) })
  return fn as typeof fn & ((...args: unknown[]) => number)
}

it.each(calls)('finds the entry of a call again: %j', (...args) => {
  const fn = counting(new MemoryBackend())
  expect(Array.from({ length: 5 }, () => fn(...args))).toEqual([1, 1, 1, 1, 1])
  expect(fn.stats()).toMatchObject({ hits: 4, misses: 1 })
})

it.each(calls)('does not find what is gone: %j', (...args) => {
  const backend = new MemoryBackend({ maxEntries: 2 })
  const fn = counting(backend)
  const three = () => [fn(...args), fn(...args), fn(...args)]
  expect(three()).toEqual([1, 1, 1])
  fn.invalidate(...args)
  expect(three()).toEqual([2, 2, 2])
  backend.clear()
  expect(three()).toEqual([3, 3, 3])
  fn('x')
  fn('y')
  expect(three()).toEqual([6, 6, 6])
  fn.refresh(...args)
  expect(three()).toEqual([7, 7, 7])
  backend.set(fn.keyFor(...args), { foreign: true })
  expect(three()).toEqual([8, 8, 8])
})

it.each(calls)('does not find what has expired: %j', (...args) => {
  let now = 0
  const fn = counting(new MemoryBackend(), () => now)
  expect([fn(...args), fn(...args), fn(...args)]).toEqual([1, 1, 1])
  now = 100
  expect(fn(...args)).toBe(2)
})

it('keeps what is used when it makes room', () => {
  const fn = counting(new MemoryBackend({ maxEntries: 2 }))
  fn('a')
  fn('b')
  fn('a')
  fn('a')
  fn('c')
  expect([fn('a'), fn('c'), fn('b')]).toEqual([1, 3, 4])
})

it('tells apart what a Map takes for the same, and forms of other types', () => {
  const fn = counting(new MemoryBackend())
  const lists = [
    [0, 1],
    [-0, 1],
    [1, 0],
    [1, -0],
    ['0', 1],
    [0, '1'],
    [0, true],
    [null, 1],
    [undefined, 1],
    [0, 1, undefined],
  ]
  const first = lists.map((list) => fn(...list))
  expect(new Set(first).size).toBe(lists.length)
  for (let round = 0; round < 3; round++) expect(lists.map((list) => fn(...list))).toEqual(first)
})

it('tells apart objects, and finds equal ones', () => {
  const fn = counting(new MemoryBackend())
  const make = (): unknown[][] => [
    [{ a: 1 }],
    [{ a: -0 }],
    [{ a: 0 }],
    [{ a: '1' }],
    [{ a: undefined }],
    [{}],
    [[]],
    [[[]]],
    [[], []],
    [{ a: 1 }, 2],
    [{ a: 1, b: 2 }],
    [{ a: [1, 2] }],
    [{ a: [1], b: 2 }],
    [[1, 2]],
    [[1], 2],
    [{ a: 1, b: { a: 1 } }],
    [{ a: { a: 1 }, b: 1 }],
    [{ 1: 'a' }],
    [{ a: '\ud800' }],
    [{ a: '\ufffd' }],
    [{ '\ud800': 1 }],
    [Array.from({ length: 40 }, (_, n) => n)],
    [{ a: 1n }],
    [new Date(0)],
    [{ a: new Date(0) }],
  ]
  const first = make().map((args) => fn(...args))
  expect(new Set(first).size).toBe(make().length)
  for (let round = 0; round < 3; round++) expect(make().map((args) => fn(...args))).toEqual(first)
  expect(fn({ b: 2, a: 1 })).toBe(fn({ a: 1, b: 2 }))
  const changed = { a: 1 }
  expect(fn(changed)).toBe(first[0])
  changed.a = -0
  expect(fn(changed)).toBe(first[1])
})

it('gives the keys that a backend without places gives', () => {
  const [quick, plain] = [new MemoryBackend(), new Map()].map((backend) =>
    cached((..._: unknown[]) => 1, { backend, version: 'v' }),
  )
  const long = { ['x'.repeat(5000)]: 1 }
  for (const args of [...calls, [long], [{ a: long }, 'é'], [{ a: 'x'.repeat(300) }], [{ b: 1, a: 'é' }, 1023, 1024]])
    for (let round = 0; round < 2; round++) expect(quick?.keyFor(...args)).toBe(plain?.keyFor(...args))
})

it('takes a proxy that answers otherwise each time for what it said when it was read', () => {
  let said = 0
  const handler: ProxyHandler<object> = {
    getOwnPropertyDescriptor: () => ({ value: ++said, enumerable: true, configurable: true, writable: true }),
  }
  const fresh = cached((..._: unknown[]) => 1, { version: 'v' })
  const all = cached((..._: unknown[]) => 1, { version: 'v', backend: new Map() })
  for (let round = 0; round < 5; round++) fresh.keyFor(new Proxy({ a: 0 }, handler))
  for (let a = 0; a < 20; a++) expect(fresh.keyFor({ a })).toBe(all.keyFor({ a }))
})

it('runs no getter, and refuses what has one, also after an equal object without', () => {
  const fn = counting(new MemoryBackend())
  for (let round = 0; round < 3; round++) fn({ a: 1 })
  let runs = 0
  const odd = {
    get a() {
      runs++
      return 1
    },
  }
  const hidden = Object.defineProperty({ a: 1 }, 'b', { value: 2 })
  for (const value of [odd, hidden, { a: 1, [Symbol()]: 2 }, { a: Symbol() }, [odd], Object.assign([1], { a: 1 })])
    expect(() => fn(value)).toThrow(expect.objectContaining({ code: 'AUTOCACHED_NO_CANONICAL_FORM' }))
  expect(runs).toBe(0)
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  expect(() => fn(proxy)).toThrow(expect.objectContaining({ code: 'AUTOCACHED_NO_CANONICAL_FORM' }))
})

it('reads nothing of a function that is an argument', () => {
  const fn = counting(new MemoryBackend())
  const one = compiled(() => 1, { hash: 'numbered' })
  const numbered = Object.assign(
    compiled(() => 1, { hash: 'numbered' }),
    { number: 5n },
  )
  expect([fn(one), fn(numbered), fn(1, numbered)]).toEqual([1, 1, 2])
})

it('goes on when more calls than it remembers were made', () => {
  const fn = counting(new MemoryBackend())
  for (let round = 0; round < 2; round++) for (let n = 0; n < 2500; n++) expect(fn('a', n)).toBe(n + 1)
})

it('reads a backend that is more than a memory backend in its own way', () => {
  let reads = 0
  class Counting extends MemoryBackend {
    override get(key: string) {
      reads++
      return super.get(key)
    }
  }
  const fn = counting(new Counting())
  for (let n = 0; n < 5; n++) fn('a')
  expect(reads).toBe(5)
})
