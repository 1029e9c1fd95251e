import { expect, it } from 'vitest'
import { type CacheEvent, cached } from '../../runtime/src/index.js'
import { compiled } from './rows.js'
import { PlainStore } from './stores.js'

it.each([
  ['memory', () => new Map()],
  ['text', () => new PlainStore()],
])('does not store what was computed while a variable changed: %s', async (_, backendOf) => {
  let rate = 1
  const events: CacheEvent[] = []
  const f = cached(
    compiled(
      async () => {
        await null
        return rate
      },
      { kinds: 'i', slots: [{ rate: () => rate }] },
    ),
    { backend: backendOf() as Map<string, object>, onEvent: (event) => events.push(event) },
  )
  const first = f()
  rate = 2
  expect(await first).toBe(2)
  rate = 1
  expect([await f(), await f()]).toEqual([1, 1])
  expect(events.map(({ type }) => type)).toEqual(['miss', 'unstorable', 'warning', 'miss', 'stored', 'hit'])
  expect(events[1]).toMatchObject({
    error: { code: 'AUTOCACHED_UNSTORABLE', message: expect.stringContaining('changed while the result was computed') },
  })
})

it('does not store what was computed while an argument changed, or came to have no key', async () => {
  const f = cached(async (list: unknown[]) => {
    await null
    return list.length
  })
  const list: unknown[] = []
  const first = f(list)
  list.push(1)
  expect([await first, await f([])]).toEqual([1, 0])
  const second = f(list)
  list.push(() => 1)
  expect([await second, await f([1])]).toEqual([2, 1])
})

it('keeps what a function without promises gives, whatever it does to its arguments', () => {
  let runs = 0
  const f = cached((list: number[]) => {
    runs++
    return list.pop()
  })
  expect([f([1]), f([1]), runs]).toEqual([1, 1, 1])
})
