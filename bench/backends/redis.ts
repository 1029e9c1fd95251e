import KeyvRedis from '@keyv/redis'
import { cached } from 'autocached'
import { DiskBackend } from 'autocached/backends/disk'
import { MemoryBackend } from 'autocached/backends/memory'
import { RedisBackend } from 'autocached/backends/redis'
import { TieredBackend } from 'autocached/backends/tiered'
import { BentoCache, bentostore } from 'bentocache'
import { redisDriver } from 'bentocache/drivers/redis'
import { createCache } from 'cache-manager'
import { Redis } from 'ioredis'
import { Keyv } from 'keyv'
import { defineCachedFunction } from 'ocache'
import { createClient } from 'redis'
import { compare, head, rows, values } from './measure.js'

interface Client {
  readonly name: string
  readonly backend: RedisBackend
  get(key: string): Promise<string | null>
  set(key: string, text: string): Promise<unknown>
}

async function withClients<T>(url: string, run: (clients: Client[]) => Promise<T>): Promise<T> {
  const redis = await createClient({ url }).connect()
  const ioredis = new Redis(url)
  try {
    return await run([
      {
        name: 'redis',
        backend: new RedisBackend({ client: redis }),
        get: (key) => redis.get(key),
        set: (key, text) => redis.set(key, text),
      },
      {
        name: 'ioredis',
        backend: new RedisBackend({ client: ioredis }),
        get: (key) => ioredis.get(key),
        set: (key, text) => ioredis.set(key, text),
      },
    ])
  } finally {
    await redis.close()
    await ioredis.quit()
  }
}

export function redisTable(url: string, rounds: number): Promise<string[]> {
  return withClients(url, async (clients) => {
    const lines = [...head]
    for (const { name: client, backend, get, set } of clients)
      for (const [name, value] of values) {
        const fn = cached(async (_id: string) => value, { backend, version: name })
        await fn('a')
        await set(`plain ${name}`, JSON.stringify(value))
        const measured = await compare(
          [
            {
              name: `${client}: GET and JSON.parse`,
              run: async () => JSON.parse((await get(`plain ${name}`)) as string),
            },
            { name: `${client}: a hit`, run: () => fn('a') },
          ],
          rounds * 4,
          25,
        )
        lines.push(...rows(name, measured))
      }
    return lines
  })
}

export function concurrentTable(url: string, rounds: number): Promise<string[]> {
  return withClients(url, async (clients) => {
    const lines = [...head]
    const ids = Array.from({ length: 64 }, (_, id) => `${id}`)
    for (const { name: client, backend, get, set } of clients)
      for (const [name, value] of values.slice(0, 2)) {
        const fn = cached(async (_id: string) => value, { backend, version: `64 ${name}` })
        await Promise.all(ids.map((id) => fn(id)))
        await Promise.all(ids.map((id) => set(`plain ${name} ${id}`, JSON.stringify(value))))
        const one = async (id: string) => JSON.parse((await get(`plain ${name} ${id}`)) as string)
        const measured = await compare(
          [
            { name: `${client}: 64 GET and JSON.parse`, run: () => Promise.all(ids.map(one)) },
            { name: `${client}: 64 hits`, run: () => Promise.all(ids.map((id) => fn(id))) },
          ],
          rounds * 4,
          4,
        )
        lines.push(...rows(name, measured))
      }
    return lines
  })
}

export async function tieredTable(url: string, rounds: number): Promise<string[]> {
  const redis = new RedisBackend({ url })
  const [, value] = values[1] as readonly [string, unknown]
  const compute = async (_id: string) => value
  const before = new TieredBackend({ back: redis })
  const endless = new TieredBackend({ back: redis, frontTtl: Number.POSITIVE_INFINITY })
  const memory = new MemoryBackend()
  const lines = [...head]
  for (const [what, pairs] of [
    [
      'no end',
      [
        ['MemoryBackend', memory, undefined],
        ['TieredBackend, frontTtl: Infinity', endless, undefined],
      ],
    ],
    [
      'the clock is read',
      [
        ['MemoryBackend, with ttl', memory, 3_600_000],
        ['TieredBackend', before, undefined],
      ],
    ],
  ] as const) {
    const ways = pairs.map(([name, backend, ttl]) => {
      const fn = cached(compute, {
        backend: backend as MemoryBackend,
        version: name,
        ...(ttl !== undefined && { ttl }),
      })
      return { name, run: () => fn('a') }
    })
    for (const { run } of ways) await run()
    lines.push(...rows(`20 records; ${what}`, await compare(ways, rounds, 20_000)))
  }
  await redis.close()
  return lines
}

export async function lockTable(url: string, path: string, rounds: number): Promise<string[]> {
  const lines = [...head]
  for (const [where, backend] of [
    ['Redis', new RedisBackend({ url })],
    ['disk', new DiskBackend({ path })],
  ] as const) {
    let id = 0
    const plain = cached(async (n: number) => n, { backend, version: 'plain' })
    const locked = cached(async (n: number) => n, { backend, version: 'locked', lock: true })
    const measured = await compare(
      [
        { name: `${where}: a miss`, run: () => plain(id++) },
        { name: `${where}: a miss with lock`, run: () => locked(id++) },
      ],
      rounds,
      20,
    )
    lines.push(...rows('a number', measured))
    await backend.close()
  }
  return lines
}

export async function peersTable(url: string, rounds: number): Promise<string[]> {
  const lines = [...head]
  const { hostname, port } = new URL(url)
  const ioredis = new Redis(url)
  const ours = new RedisBackend({ url })
  const keyv = new Keyv({ store: new KeyvRedis(url) })
  const manager = createCache({ stores: [new Keyv({ store: new KeyvRedis(url) })] })
  const bento = new BentoCache({
    default: 'a',
    stores: { a: bentostore().useL2Layer(redisDriver({ connection: { host: hostname, port: Number(port) } })) },
  })
  const storage = {
    get: async (key: string) => JSON.parse((await ioredis.get(key)) ?? 'null'),
    set: (key: string, entry: unknown) => ioredis.set(key, JSON.stringify(entry)) as never,
  }
  for (const [name, value] of values.slice(0, 2)) {
    const compute = async (_id: string) => value
    const fn = cached(compute, { backend: ours, version: name })
    const ocached = defineCachedFunction(compute, {
      name: name.replaceAll(' ', ''),
      maxAge: 3600,
      swr: false,
      storage,
    } as never)
    const ways = [
      { name: 'autocached', run: () => fn('a') },
      { name: 'keyv: get', run: async () => (await keyv.get(name)) ?? keyv.set(name, value) },
      { name: 'cache-manager: wrap', run: () => manager.wrap(name, () => compute('a'), 3_600_000) },
      {
        name: 'bentocache: getOrSet',
        run: () => bento.getOrSet({ key: name, factory: () => compute('a'), ttl: '1h' }),
      },
      { name: 'ocache', run: () => ocached('a') },
    ]
    for (const { run } of ways) await run()
    lines.push(...rows(name, await compare(ways as never, rounds, 50)))
  }
  return lines
}
