import { expect, it } from 'vitest'
import { cached as core } from '../../runtime/src/core.js'
import { type AnyBackend, cached } from '../../runtime/src/index.js'
import { AsyncStore, PlainStore } from './stores.js'

type Fn = { invalidate(...args: unknown[]): unknown; invalidateAll(): unknown; refresh(): unknown }

const withClear = (store: PlainStore): AnyBackend =>
  Object.assign(store, {
    delete: (key: string) => store.entries.delete(key),
    clear(prefix: string) {
      for (const key of store.entries.keys()) if (key.startsWith(prefix)) store.entries.delete(key)
    },
  })

const backends: readonly (readonly [string, () => AnyBackend, typeof cached])[] = [
  ['memory', () => new Map(), cached],
  ['the core', () => new Map(), core],
  ['a synchronous store', () => withClear(new PlainStore()), cached],
  ['an asynchronous store', () => new AsyncStore(), cached],
]

const ways: readonly (readonly [string, (fn: Fn) => unknown])[] = [
  ['invalidate()', (fn) => fn.invalidate()],
  ['invalidateAll()', (fn) => fn.invalidateAll()],
]

for (const [where, open, wrap] of backends)
  for (const [what, change] of ways) {
    if (what === 'invalidateAll()' && (where === 'the core' || where === 'an asynchronous store')) continue
    it.each([
      ['a synchronous function', (value: () => number) => value()],
      ['an asynchronous function, before it waits', async (value: () => number) => value()],
    ])(`does not store what ${what} outdates while it is computed, on ${where}: %s`, async (_, compute) => {
      let value = 1
      const fn: Fn & (() => unknown) = wrap(
        () =>
          compute(() => {
            const read = value
            value = 2
            if (read === 1) change(fn)
            return read
          }),
        { backend: open() as Map<string, object> },
      ) as never
      expect([await fn(), await fn(), await fn()]).toEqual([1, 2, 2])
      expect((fn as unknown as { stats(): unknown }).stats()).toMatchObject({ misses: 2, hits: 1 })
    })
  }

it('stores what a function computes that invalidates others meanwhile, and calls what waits', () => {
  const backend = new Map()
  let runs = 0
  const other = cached(async (n: number) => n, { backend })
  const fn = cached(
    (n: number): number => {
      runs++
      other.invalidate(1)
      other(1)
      if (n > 0) fn(n - 1)
      return n
    },
    { backend },
  )
  expect([fn(3), fn(3), runs]).toEqual([3, 3, 4])
})
