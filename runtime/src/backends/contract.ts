import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { cached } from '../cached.js'
import type { CacheEvent } from '../events.js'
import { installSharedStore } from '../shared-store.js'
import { adapt } from './adapt.js'
import { type AnyBackend, type Backend, storesValues } from './backend.js'
import { awkwardKeys, results, START, texts, wholeKeys } from './contract-cases.js'

/** What the suite needs to know. */
export interface ContractOptions {
  /** Of the test runner: vitest, node:test, jest, mocha. */
  readonly describe: (name: string, body: () => void) => unknown
  readonly it: (name: string, body: () => Promise<void>) => unknown
  /** What the tests are listed under. */
  readonly name: string
  /** Opens a backend for one test. It may hold entries of other tests: the suite uses new keys each time. */
  readonly open: () => AnyBackend | Promise<AnyBackend>
  /** Is called at the end of each test. Default: the backend's own `close`, where it has one. */
  readonly close?: (backend: AnyBackend) => unknown
  /** `false` for a backend that keeps nothing by intention. Default `true`. */
  readonly keeps?: boolean
}

/** Declares the tests that every backend must pass to be used with `cached()`. */
export function testBackend({ describe, it, name, open, close, keeps = true }: ContractOptions): void {
  installSharedStore()
  const withBackend = (test: (backend: Backend, live: boolean, given: AnyBackend) => Promise<void>) => async () => {
    const given = await open()
    try {
      const backend = adapt(given)
      await test(backend, storesValues(backend), given)
    } finally {
      await (close === undefined ? (given as Backend).close?.() : close(given))
    }
  }

  describe(`${name} keeps the contract of backends`, () => {
    it(
      'gives nothing for a key that was never set',
      withBackend(async (backend) => {
        absent(await backend.get(newKey()))
      }),
    )

    it(
      'gives one kind of answer: always promises, or never',
      withBackend(async (backend, live) => {
        const key = newKey()
        const before = isPromise(backend.get(key))
        await backend.set(key, entryOf('x', live))
        strictEqual(isPromise(backend.get(key)), before)
      }),
    )

    if (!keeps) {
      it(
        'keeps nothing',
        withBackend(async (backend, live) => {
          const key = newKey()
          await backend.set(key, entryOf('x', live))
          absent(await backend.get(key))
        }),
      )
      it(
        'lets calls compute each time',
        withBackend(async (_, __, given) => {
          let runs = 0
          const fn = cached(async (n: number) => n + ++runs, { backend: given, namespace: newNamespace() })
          deepStrictEqual([await fn(1), await fn(1)], [2, 3])
        }),
      )
      return
    }

    for (const [what, text] of texts)
      it(
        `gives back what was set: ${what}`,
        withBackend(async (backend, live) => {
          const key = newKey()
          const entry = entryOf(text, live)
          await backend.set(key, entry)
          const found = await backend.get(key)
          if (live) strictEqual(found, entry)
          else ok(found === entry, `another text came back: ${String(found).slice(0, 100)}`)
        }),
      )

    it(
      'gives back bytes as bytes, where it takes them',
      withBackend(async (backend) => {
        const { packing } = backend
        if (packing === undefined) return
        for (const value of [1, 'ä'.repeat(200_000), results.at(-1)]) {
          const key = newKey()
          const bytes = packing.write(key, { value, async: false, expires: 5, took: 0 })
          await backend.set(key, bytes)
          const found = backend.get(key)
          deepStrictEqual(packing.read(key, (isPromise(found) ? await found : found) as Uint8Array).value, value)
        }
      }),
    )

    it(
      'keeps keys apart',
      withBackend(async (backend, live) => {
        const start = `${newKey()}:`
        const keys = [...awkwardKeys.map((key) => start + key), ...wholeKeys(start)]
        const entries = keys.map((key) => entryOf(key, live))
        for (const [index, key] of keys.entries()) await backend.set(key, entries[index])
        for (const [index, key] of keys.entries()) ok((await backend.get(key)) === entries[index], `mixed up: ${key}`)
      }),
    )

    it(
      'writes over',
      withBackend(async (backend, live) => {
        const key = newKey()
        const second = entryOf('2', live)
        await backend.set(key, entryOf('1', live))
        await backend.set(key, second)
        ok((await backend.get(key)) === second)
      }),
    )

    it(
      'keeps an entry with a ttl for that long',
      withBackend(async (backend, live) => {
        const key = newKey()
        const entry = entryOf('x', live)
        await backend.set(key, entry, undefined, 3_600_000.5)
        ok((await backend.get(key)) === entry)
      }),
    )

    it(
      'serves 200 keys at once',
      withBackend(async (backend, live) => {
        const keys = Array.from({ length: 200 }, newKey)
        const entries = keys.map((key) => entryOf(key, live))
        await Promise.all(keys.map((key, index) => backend.set(key, entries[index])))
        const found = await Promise.all(keys.map((key) => backend.get(key)))
        ok(found.every((entry, index) => entry === entries[index]))
      }),
    )

    it(
      'deletes one entry and no other, where it can delete',
      withBackend(async (backend, live) => {
        const [gone, stays] = [newKey(), newKey()]
        await backend.set(gone, entryOf('1', live))
        await backend.set(stays, entryOf('2', live))
        if (backend.delete === undefined) return
        await backend.delete(gone)
        await backend.delete(newKey())
        absent(await backend.get(gone))
        ok(!isAbsent(await backend.get(stays)))
      }),
    )

    it(
      'clears what begins with a prefix and nothing else, where it can clear',
      withBackend(async (backend, live) => {
        // The `clear` of a Map knows no prefix; `invalidateAll` does not use it.
        if (backend.clear === undefined || backend instanceof Map) return
        const [one, other] = [newNamespace(), newNamespace()]
        const gone = Array.from({ length: 50 }, (_, n) => `${one}:c1.x:1${'a?*[]'.repeat(n)}`.slice(0, 250))
        const stay = [`${one}:c1.xy:1a`, `${one}:c1_x:1a`, `${one}x:c1.x:1a`, `${other}:c1.x:1a`]
        for (const key of [...gone, ...stay]) await backend.set(key, entryOf(key, live))
        await backend.clear(`${one}:c1.x:`)
        for (const key of gone) absent(await backend.get(key))
        for (const key of stay) ok(!isAbsent(await backend.get(key)), `removed, too: ${key}`)
      }),
    )

    it(
      'says what it has, where it can',
      withBackend(async (backend, live) => {
        const key = newKey()
        await backend.set(key, entryOf('1', live))
        if (backend.has === undefined) return
        deepStrictEqual([await backend.has(key), await backend.has(newKey())], [true, false])
      }),
    )

    it(
      'gives a lock to one at a time, where it has locks',
      withBackend(async (backend) => {
        if (backend.lock === undefined) return
        const key = newKey()
        const first = await backend.lock(key, 60_000)
        ok(first !== undefined, 'nobody held it')
        strictEqual(await backend.lock(key, 60_000), undefined)
        ok((await backend.lock(newKey(), 60_000)) !== undefined, 'the lock of another key')
        await first.release()
        const second = await backend.lock(key, 60_000)
        ok(second !== undefined, 'it was released')
        await first.release()
        await first.renew(1)
        strictEqual(await backend.lock(key, 60_000), undefined, 'a lock that is over must not touch the next one')
        await second.release()
      }),
    )

    it(
      'serves cached(): computes once, and gives results back as they were',
      withBackend(async (_, __, given) => {
        let runs = 0
        const events: CacheEvent[] = []
        const fn = cached(
          async (index: number) => {
            runs++
            return results[index]
          },
          {
            backend: given,
            namespace: newNamespace(),
            timeout: 60_000,
            ttl: 3_600_000,
            onEvent: (event) => events.push(event),
          },
        )
        for (let index = 0; index < results.length; index++) {
          deepStrictEqual(await fn(index), results[index])
          deepStrictEqual(await fn(index), results[index])
        }
        strictEqual(runs, results.length)
        deepStrictEqual(
          events.filter(({ type }) => type === 'error' || type === 'unstorable'),
          [],
        )
      }),
    )

    it(
      'serves cached(): invalidates, and refreshes',
      withBackend(async (_, __, given) => {
        let runs = 0
        const fn = cached(async (_id: string) => ++runs, { backend: given, namespace: newNamespace(), timeout: 60_000 })
        deepStrictEqual([await fn('a'), await fn('b'), await fn('a')], [1, 2, 1])
        await fn.invalidate('a')
        deepStrictEqual([await fn('a'), await fn('b')], [3, 2])
        strictEqual(await fn.refresh('b'), 4)
        strictEqual(await fn('b'), 4)
      }),
    )

    it(
      'serves cached(): invalidates all entries of a function, where it can clear',
      withBackend(async (backend, _, given) => {
        if (backend.clear === undefined) return
        let runs = 0
        const options = { backend: given, namespace: newNamespace(), timeout: 60_000 }
        const fn = cached(async (_id: string) => ++runs, { ...options, version: 'all' })
        const other = cached(async (_id: string) => ++runs, { ...options, version: 'all of another' })
        deepStrictEqual([await fn('a'), await fn('b'), await other('a')], [1, 2, 3])
        await fn.invalidateAll()
        deepStrictEqual([await other('a'), await fn('a'), await fn('b'), await fn('a')], [3, 4, 5, 4])
      }),
    )

    it(
      'serves cached(): takes what is damaged for a miss',
      withBackend(async (backend, live, given) => {
        const fn = cached(async () => 'right', { backend: given, namespace: newNamespace(), timeout: 60_000 })
        await fn()
        await backend.set(fn.keyFor(), live ? { value: 'wrong' } : 'ac1v-,0.00,abc:j"wrong"')
        strictEqual(await fn(), 'right')
      }),
    )
  })
}

let keys = 0

/** New in each process, too: a backend may outlive it. */
const run = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`

function newKey(): string {
  return `${newNamespace()}:c1.x:1`
}

function newNamespace(): string {
  return `contract-${run}-${++keys}`
}

function entryOf(text: string, live: boolean): unknown {
  return live ? { text } : START + text
}

function isPromise(value: unknown): boolean {
  if (typeof (value as PromiseLike<unknown> | undefined)?.then !== 'function') return false
  ;(value as PromiseLike<unknown>).then(undefined, () => {})
  return true
}

function isAbsent(found: unknown): boolean {
  return found === undefined || found === null
}

function absent(found: unknown): void {
  ok(isAbsent(found), `there was something: ${String(found).slice(0, 100)}`)
}
