import Keyv from 'keyv'
import { expect, it } from 'vitest'
import type { Lock } from '../../runtime/src/backends/backend.js'
import { LoggingBackend } from '../../runtime/src/backends/logging.js'
import { RedisBackend } from '../../runtime/src/backends/redis.js'
import { TieredBackend } from '../../runtime/src/backends/tiered.js'
import { type AnyBackend, type Backend, type CacheEvent, cached } from '../../runtime/src/index.js'
import { idle } from '../runtime/deferred.js'
import { AsyncStore, PlainStore } from '../runtime/stores.js'

/** What the backend asks of a client of `redis`. */
class Client {
  readonly entries = new Map<string, string>()

  on(): void {}

  listenerCount(): number {
    return 1
  }

  async get(name: string): Promise<string | null> {
    return this.entries.get(name) ?? null
  }

  async sendCommand([command, ...args]: readonly string[]): Promise<unknown> {
    const [name, value, ...flags] = args as [string, string, ...string[]]
    if (command === 'SET') {
      if (flags.includes('NX') && this.entries.has(name)) return null
      this.entries.set(name, value)
      return 'OK'
    }
    return this.entries.delete(command === 'EVAL' ? (args[2] as string) : name) ? 1 : 0
  }
}

const redis = (client = new Client()) => new RedisBackend({ client })

const backends: readonly (readonly [string, () => AnyBackend])[] = [
  ['Redis', redis],
  ['Redis behind memory', () => new TieredBackend({ back: redis() })],
  ['Redis with a log', () => new LoggingBackend(redis(), () => {})],
  ['an async get', () => new AsyncStore()],
  ['an async get behind memory', () => new TieredBackend({ back: new AsyncStore() })],
  ['an async get with a log', () => new LoggingBackend(new AsyncStore(), () => {})],
  ['a Keyv', () => new Keyv()],
]

it.each(backends)('gives promises from the first call on, whatever that is: %s', async (_, open) => {
  const sync = (value: unknown) => {
    if (value === 'bad') throw new Error('no')
    return value
  }
  const refreshed: unknown = cached(sync, { backend: open() }).refresh('a')
  expect(refreshed).toBeInstanceOf(Promise)
  expect(await refreshed).toBe('a')
  const rejections = [
    cached(sync, { backend: open() })(Symbol('no key')),
    cached(sync, { backend: open() }).refresh(Symbol('no key')),
    cached(sync, { backend: open() }).refresh('bad'),
  ]
  for (const rejection of rejections) await expect(rejection).rejects.toThrow()
})

it('gives a lock back that a synchronous function took after a refresh', async () => {
  const client = new Client()
  let time = 0
  const backend = new TieredBackend({ back: redis(client) })
  const fn = cached((n: number) => n, { backend, lock: true, ttl: 10, now: () => time })
  await fn.refresh(1)
  time = 10
  expect(await fn(1)).toBe(1)
  await idle()
  expect([...client.entries.keys()].filter((name) => name.includes('lock:'))).toEqual([])
})

it('computes without a lock where a synchronous store gives a promise of one, and gives that back', async () => {
  const events: CacheEvent[] = []
  let released = 0
  const lock: Lock = { renew() {}, release: () => ++released }
  const backend: Backend = Object.assign(new PlainStore(), { lock: async () => lock })
  const fn = cached((n: number) => n, { backend, lock: true, onEvent: (event) => events.push(event) })
  expect(fn(1)).toBe(1)
  await idle()
  expect(released).toBe(1)
  expect(events).toMatchObject([{ type: 'error', phase: 'lock' }, { type: 'miss' }, { type: 'stored' }])
})

it('stays synchronous behind memory where only writing is asynchronous', () => {
  const store = new PlainStore()
  const back = { get: (key: string) => store.get(key), set: async (key: string, text: string) => store.set(key, text) }
  const fn = cached((n: number) => n, { backend: new TieredBackend({ back }) })
  expect([fn(1), fn(1)]).toEqual([1, 1])
})
