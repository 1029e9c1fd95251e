import { setImmediate as nextTurn } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { Redis as Valkey } from 'iovalkey'
import { createClient } from 'redis'
import { describe, expect, it } from 'vitest'
import { RedisBackend } from '../../runtime/src/backends/redis.js'
import type { RedisClient } from '../../runtime/src/backends/redis-client.js'
import { type Backend, type CacheEvent, cached } from '../../runtime/src/index.js'
import { ChaosStore, modes } from './chaos.js'
import { hasRedis, RedisServer, sayWhatIsLeftOut } from './redis-server.js'

const TIMEOUT = 100

/** What the event loop of a busy machine may add. */
const SLACK = 1000

/** Calls one after another, with what each gave and how long it waited. */
function load(backend: Backend, lock = false) {
  const events: CacheEvent[] = []
  const waits: number[] = []
  const options = { backend, version: 'faults', timeout: TIMEOUT, onEvent: (event: CacheEvent) => events.push(event) }
  const fn = cached(async (n: number) => ({ n, text: `result ${n}`.repeat(20) }), lock ? { ...options, lock } : options)
  const call = async (n: number) => {
    const start = performance.now()
    const result = await fn(n)
    waits.push(performance.now() - start)
    expect(result).toEqual({ n, text: `result ${n}`.repeat(20) })
    await nextTurn()
  }
  return { call, events, waits }
}

const thenThrows = () =>
  Object.defineProperty({}, 'then', {
    get() {
      throw new Error('not asked')
    },
  })

it.each<[string, () => unknown]>([
  [
    'throw what has no text',
    () => {
      throw Object.create(null)
    },
  ],
  ['reject with what has no text', () => Promise.reject(Object.create(null))],
  ['reject with nothing', () => Promise.reject()],
  ['give what must not be asked for `then`', thenThrows],
  [
    'give a proxy whose traps throw',
    () =>
      new Proxy(
        {},
        {
          get() {
            throw new Error('not asked')
          },
        },
      ),
  ],
])('calls go on where get and set %s', async (_, answer) => {
  for (const stores of ['strings', 'values'] as const) {
    const fn = cached((n: number) => n, { backend: { stores, get: answer, set: answer }, timeout: TIMEOUT })
    expect([await fn(1), await fn(1)]).toEqual([1, 1])
  }
})

it('never fails a call, gives a wrong value or waits for long, whatever the store does', async () => {
  const seed = Number(process.env.AUTOCACHED_SEED ?? Date.now() % 1e6)
  const calls = Number(process.env.AUTOCACHED_RUNS ?? 600)
  console.log(`seed ${seed}`)
  const store = new ChaosStore(seed)
  const { call, events, waits } = load(store as never)
  const callers = Array.from({ length: 20 }, async () => {
    for (let index = 0; index < calls / 20; index++) await call(store.random() % 50)
  })
  await Promise.all(callers)
  expect(Math.max(...waits)).toBeLessThan(TIMEOUT + SLACK)
  expect(Object.keys(store.done).sort()).toEqual([...modes].sort())
  for (const type of ['hit', 'miss', 'stored', 'error']) expect(events.some((event) => event.type === type)).toBe(true)
})

const clients: [string, (url: string) => [RedisClient, () => unknown]][] = [
  [
    'redis',
    (url) => {
      const client = createClient({ url, disableOfflineQueue: true })
      client.connect().catch(() => {})
      return [client, () => client.destroy()]
    },
  ],
  [
    'ioredis',
    (url) => {
      const client = new Redis(url)
      return [client, () => client.disconnect()]
    },
  ],
  [
    'iovalkey',
    (url) => {
      const client = new Valkey(url)
      return [client as never, () => client.disconnect()]
    },
  ],
]

const faults: [string, (server: RedisServer) => Promise<unknown>, (server: RedisServer) => Promise<unknown>][] = [
  ['is stopped', (server) => server.signal('SIGTERM'), (server) => server.restart()],
  ['is killed', (server) => server.signal('SIGKILL'), (server) => server.restart()],
  ['hangs', (server) => server.signal('SIGSTOP'), (server) => server.signal('SIGCONT')],
  [
    'is full',
    async (server) => {
      await server.ask('CONFIG SET maxmemory-policy noeviction')
      await server.ask('CONFIG SET maxmemory 1')
    },
    (server) => server.ask('CONFIG SET maxmemory 0'),
  ],
]

sayWhatIsLeftOut('faults of a real Redis: stopped, killed, hanging, full')
describe.runIf(hasRedis).each(clients)('through %s', (_, connect) => {
  it.each(faults)('calls go on while the server %s, and hit again afterwards', async (fault, strike, heal) => {
    const server = await RedisServer.start()
    const [client, end] = connect(server.url)
    try {
      const { call, events, waits } = load(new RedisBackend({ client }))
      const untilHit = async () => {
        for (let n = 0; events.at(-1)?.type !== 'hit'; n++) await call(n % 5)
      }
      await untilHit()
      events.length = 0
      // The fault strikes in the middle of calls.
      const running = Promise.all(Array.from({ length: 50 }, (_, n) => call(100 + n)))
      await strike(server)
      await running
      for (let n = 0; n < 10; n++) await Promise.all([call(200 + n), call(300 + n)])
      expect(
        events.some(({ type }) => type === 'error'),
        `an error while it ${fault}`,
      ).toBe(true)
      await heal(server)
      events.length = 0
      await untilHit()
      expect(Math.max(...waits)).toBeLessThan(TIMEOUT + SLACK)
      if (process.env.AUTOCACHED_FIGURES) {
        const sorted = waits.sort((a, b) => a - b)
        const at = (part: number) => sorted[Math.floor(part * (sorted.length - 1))]?.toFixed(1)
        process.stderr.write(`FIGURE | ${_} | ${fault} | ${sorted.length} | ${at(0.5)} | ${at(0.99)} | ${at(1)} |\n`)
      }
    } finally {
      end()
      await server.stop()
    }
  })
})
