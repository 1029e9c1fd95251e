import { expect, it } from 'vitest'
import { MemoryBackend } from '../../runtime/src/backends/memory.js'
import { cached } from '../../runtime/src/index.js'

const entry = (n: number) => ({ n })

it('removes what was not used for longest', () => {
  const memory = new MemoryBackend({ maxEntries: 3 })
  for (const key of ['a', 'b', 'c']) memory.set(key, entry(1))
  memory.get('a')
  memory.set('b', entry(2))
  memory.set('d', entry(1))
  expect(['a', 'b', 'c', 'd'].filter((key) => memory.has(key))).toEqual(['a', 'b', 'd'])
  memory.set('e', entry(1))
  expect(['a', 'b', 'd', 'e'].filter((key) => memory.has(key))).toEqual(['b', 'd', 'e'])
  expect(memory.get('b')).toEqual(entry(2))
})

it('deletes and clears', () => {
  const memory = new MemoryBackend({ maxEntries: 2 })
  memory.set('a', entry(1))
  memory.set('b', entry(1))
  expect([memory.delete('a'), memory.delete('a'), memory.size]).toEqual([true, false, 1])
  memory.clear()
  expect([memory.size, memory.get('b')]).toEqual([0, undefined])
  for (const key of ['a', 'b', 'c']) memory.set(key, entry(1))
  expect(memory.size).toBe(2)
})

it('stays within its bound over many entries, and agrees with a plain list', () => {
  const memory = new MemoryBackend({ maxEntries: 10 })
  let order: string[] = []
  let state = 1
  for (let i = 0; i < 20_000; i++) {
    state = (state * 48271) % 2147483647
    const key = `k${state % 25}`
    if (state % 3 === 0) {
      memory.set(key, entry(i))
      order = [...order.filter((other) => other !== key), key].slice(-10)
    } else {
      expect(memory.get(key) !== undefined).toBe(order.includes(key))
      if (order.includes(key)) order = [...order.filter((other) => other !== key), key]
    }
  }
  expect(memory.size).toBe(10)
})

it('gives the very object that the miss gave', () => {
  const fn = cached(() => ({ at: new Date() }))
  expect(fn()).toBe(fn())
})
