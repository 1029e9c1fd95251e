import { expect, it } from 'vitest'
import { type CacheEvent, cached } from '../../runtime/src/index.js'
import { deferred, idle } from './deferred.js'
import { AsyncStore } from './stores.js'

/** Carries out its first write when it is told to, behind all that is asked of it meanwhile. */
class UnorderedStore extends AsyncStore {
  readonly started = deferred()
  readonly goOn = deferred()
  private writes = 0

  override async set(key: string, entry: string): Promise<void> {
    if (this.writes++ === 0) {
      this.started.resolve()
      await this.goOn.promise
    }
    this.entries.set(key, entry)
  }
}

class WithDelete extends UnorderedStore {
  async delete(key: string): Promise<void> {
    this.entries.delete(key)
  }

  async clear(prefix: string): Promise<void> {
    for (const key of this.entries.keys()) if (key.startsWith(prefix)) this.entries.delete(key)
  }
}

type Fn = { invalidate(): PromiseLike<unknown>; invalidateAll(): PromiseLike<unknown> }

it.each<[string, () => UnorderedStore, (fn: Fn) => PromiseLike<unknown>]>([
  ['invalidate()', () => new WithDelete(), (fn) => fn.invalidate()],
  ['invalidateAll()', () => new WithDelete(), (fn) => fn.invalidateAll()],
  ['invalidate(), without delete', () => new UnorderedStore(), (fn) => fn.invalidate()],
])('removes what is still being written: %s', async (_, open, remove) => {
  let value = 1
  const backend = open()
  const fn = cached(async () => value, { backend })
  const first = fn()
  await backend.started.promise
  value = 2
  const removed = remove(fn as never)
  await idle()
  backend.goOn.resolve()
  await removed
  expect([await first, await fn(), await fn()]).toEqual([1, 2, 2])
})

it('removes once what nobody is writing', () => {
  const removed: string[] = []
  const backend = { get: () => undefined, set() {}, delete: (key: string) => void removed.push(key) }
  const fn = cached(() => 1, { backend, namespace: 'once' })
  fn()
  fn.invalidate()
  expect(removed).toEqual([fn.keyFor()])
})

it('says so where the write that it waits for does not end', async () => {
  const backend = new WithDelete()
  const fn = cached(async () => 1, { backend, timeout: 20 })
  fn()
  await backend.started.promise
  await expect(fn.invalidate()).rejects.toMatchObject({ code: 'AUTOCACHED_BACKEND' })
  backend.goOn.resolve()
  await idle()
  expect(backend.entries.size).toBe(0)
})

it('asks a write once that is carried out whenever it is asked', async () => {
  let writes = 0
  const lazy = {
    // biome-ignore lint/suspicious/noThenProperty: as query builders are
    then: (resolve: () => void) => {
      writes++
      resolve()
    },
  }
  const fn = cached(async () => 1, { backend: { get: async () => undefined, set: () => lazy } })
  expect([await fn(), writes]).toEqual([1, 1])
})

it.each<[string, () => AsyncStore]>([
  ['with delete', () => new WithDelete()],
  ['without', () => new AsyncStore()],
])('does not leave an older entry where a new result cannot be stored: %s', async (_, open) => {
  const backend = open()
  if (backend instanceof UnorderedStore) backend.goOn.resolve()
  const events: CacheEvent[] = []
  let value: unknown = 1
  const fn = cached(async () => value, { backend, onEvent: (event) => events.push(event) })
  await fn()
  value = () => 2
  const results = [await fn(), await fn.refresh(), await fn()]
  expect(results).toEqual([1, value, value])
  expect(events.map(({ type }) => type)).toEqual([
    ...['miss', 'stored', 'hit', 'miss', 'unstorable', 'warning', 'miss', 'unstorable'],
  ])
})

it('tells where the older entry cannot be removed, and gives the result', async () => {
  const events: CacheEvent[] = []
  const backend = {
    get: () => undefined,
    set() {},
    delete(): void {
      throw new Error('read-only')
    },
  }
  const fn = cached(() => () => 1, { backend, onEvent: (event) => events.push(event) })
  expect(fn()()).toBe(1)
  expect(events.at(-1)).toMatchObject({ type: 'error', phase: 'set', error: { message: 'read-only' } })
})
