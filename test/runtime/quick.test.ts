import { expect, it } from 'vitest'
import { MemoryBackend } from '../../runtime/src/backends/memory.js'
import { cached } from '../../runtime/src/index.js'

/** Calls in the forms of which the memory backend remembers the places of entries. */
const calls: readonly unknown[][] = [['a'], ['a', 1], ['a', 1, true], [null, undefined, 'a', Number.NaN]]

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
