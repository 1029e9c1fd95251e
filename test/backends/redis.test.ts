import { setImmediate as nextTurn } from 'node:timers/promises'
import { Cluster, Redis } from 'ioredis'
import { createClient, createCluster } from 'redis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testBackend } from '../../runtime/src/backends/contract.js'
import { RedisBackend } from '../../runtime/src/backends/redis.js'
import { type CacheEvent, cached } from '../../runtime/src/index.js'
import { hasRedis, RedisServer, sayWhatIsLeftOut } from './redis-server.js'

it.each([
  ['neither a URL nor a client', {}, 'AUTOCACHED_BAD_OPTION'],
  ['a URL and a client', { url: 'redis://x', client: {} }, 'AUTOCACHED_BAD_OPTION'],
  ['a client of something else', { client: { get() {}, on() {} } }, 'AUTOCACHED_BAD_BACKEND'],
  ['an empty prefix, with which clear() would empty the server', { client: {}, prefix: '' }, 'AUTOCACHED_BAD_OPTION'],
  ['an unusedFor of 0', { client: {}, unusedFor: 0 }, 'AUTOCACHED_BAD_OPTION'],
])('refuses %s', (_, options, code) => {
  expect(() => new RedisBackend(options as never)).toThrow(expect.objectContaining({ code }))
})

/** A client that never answers, and what it was asked for. */
function silent(more: object) {
  const sent: unknown[] = []
  const send = (asked: unknown) => {
    sent.push(asked)
    return new Promise<never>(() => {})
  }
  const client = { on() {}, listenerCount: () => 1, call() {}, get: send, mget: send, ...more }
  return { sent, backend: new RedisBackend({ client }) }
}

it('sends what is asked at once without waiting for answers', async () => {
  const { sent, backend } = silent({})
  for (const key of ['a', 'b', 'c']) backend.get(key)
  expect(sent).toEqual(['ac:a'])
  await Promise.resolve()
  expect(sent).toEqual(['ac:a', ['ac:b', 'ac:c']])
  backend.get('d')
  expect(sent.at(-1)).toBe('ac:d')
})

it.each([
  ['in a cluster of ioredis', { isCluster: true }],
  ['in a cluster of redis', { nodeClient() {}, call: undefined, sendCommand() {} }],
  [
    'where the client keeps what GET gives',
    { mGet() {}, call: undefined, sendCommand() {}, options: { clientSideCache: {} } },
  ],
  ['where the client has no MGET', { mget: undefined }],
])('asks for each key %s', async (_, more) => {
  const { sent, backend } = silent(more)
  for (const key of ['a', 'b', 'c']) backend.get(key)
  expect(sent).toEqual(['ac:a', 'ac:b', 'ac:c'])
})

it.each([
  ['rejects', () => Promise.reject(new Error('gone'))],
  [
    'throws',
    () => {
      throw new Error('gone')
    },
  ],
])('fails every read of an MGET that %s, and asks no second time', async (_, mget) => {
  const { sent, backend } = silent({ mget })
  backend.get('a')
  const reads = await Promise.allSettled([backend.get('b'), backend.get('c')])
  expect(reads.map((read) => (read as PromiseRejectedResult).reason.message)).toEqual(['gone', 'gone'])
  expect(sent).toEqual(['ac:a'])
})

sayWhatIsLeftOut('RedisBackend on a real server')
describe.runIf(hasRedis)('RedisBackend', () => {
  let server: RedisServer
  let client: Redis
  beforeAll(async () => {
    server = await RedisServer.start()
    client = new Redis(server.url)
  })
  afterAll(async () => {
    client.disconnect()
    await server.stop()
  })

  const commandsOf = async (run: () => Promise<unknown>) => {
    await client.config('RESETSTAT')
    await run()
    const stats = await client.info('commandstats')
    return Object.fromEntries(
      [...stats.matchAll(/cmdstat_(\w+):calls=(\d+)/g)]
        .map(([, name = '', calls]) => [name, Number(calls)] as const)
        .filter(([name]) => name !== 'config' && name !== 'info'),
    )
  }

  it('asks for a hit once', async () => {
    const fn = cached(async (id: string) => ({ id }), { backend: new RedisBackend({ client }), version: 'hit' })
    await fn('a')
    expect(await commandsOf(() => fn('a'))).toEqual({ get: 1 })
  })

  it('asks for many hits at once with few commands', async () => {
    const node = await createClient({ url: server.url }).connect()
    for (const own of [client, node]) {
      const backend = new RedisBackend({ client: own, prefix: 'many:' })
      const fn = cached(async (n: number) => ({ n }), { backend, version: 'many' })
      const numbers = Array.from({ length: 100 }, (_, n) => n)
      await Promise.all(numbers.map((n) => fn(n)))
      await fn.invalidate(50)
      const results: unknown[] = []
      const used = await commandsOf(async () => results.push(...(await Promise.all(numbers.map((n) => fn(n))))))
      expect(results).toEqual(numbers.map((n) => ({ n })))
      expect(used).toEqual({ get: 1, mget: 2, set: 1 })
      expect(fn.stats()).toMatchObject({ hits: 99, misses: 101, errors: 0 })
      expect(await commandsOf(async () => [await fn(1), await fn(2)])).toEqual({ get: 2 })
      await backend.clear()
    }
    await node.close()
  })

  it('asks for each where a user of Redis may not call MGET', async () => {
    await client.call('ACL', 'SETUSER', 'few', 'on', '>x', '~*', '+@all', '-mget')
    const few = new Redis(server.url, { username: 'few', password: 'x' })
    const backend = new RedisBackend({ client: few })
    const fn = cached(async (n: number) => n, { backend, version: 'few' })
    const all = () => Promise.all([1, 2, 3].map((n) => fn(n)))
    expect([await all(), await all()]).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ])
    expect(fn.stats()).toMatchObject({ hits: 3, misses: 3, errors: 0 })
    few.disconnect()
  })

  it('takes one value of another type for an error only where it is alone', async () => {
    const backend = new RedisBackend({ client, prefix: 'type:' })
    await client.lpush('type:list', 'x')
    await backend.set('a', 'A')
    expect(await Promise.all(['a', 'list', 'a'].map((key) => backend.get(key)))).toEqual(['A', null, 'A'])
    await expect(backend.get('list')).rejects.toThrow('WRONGTYPE')
  })

  it('lets the server forget an entry when its ttl ends, rounded up', async () => {
    const backend = new RedisBackend({ client, prefix: 'ttl:' })
    await backend.set('a', 'x', undefined, 5000.2)
    await backend.set('b', 'x', { ttl: 90_000 }, 5000)
    await backend.set('c', 'x')
    const [a, b, c] = [await client.pttl('ttl:a'), await client.pttl('ttl:b'), await client.pttl('ttl:c')]
    expect(a > 4000 && a <= 5001).toBe(true)
    expect(b > 80_000).toBe(true)
    expect(c).toBe(-1)
  })

  it('keeps an entry alive by asking for it, with unusedFor', async () => {
    const backend = new RedisBackend({ client, prefix: 'unused:', unusedFor: 60_000 })
    await backend.set('a', 'x', undefined, 5000)
    expect((await client.pttl('unused:a')) <= 5000).toBe(true)
    expect(await backend.get('a')).toBe('x')
    expect((await client.pttl('unused:a')) > 50_000).toBe(true)
  })

  it('clears the entries of one version, and leaves others and other prefixes, without KEYS', async () => {
    const backend = new RedisBackend({ client, prefix: 'clear[*]:' })
    const one = cached(async (n: number) => n, { backend, version: 'one' })
    const two = cached(async (n: number) => n, { backend, version: 'two' })
    for (let n = 0; n < 1500; n++) await one(n)
    await two(1)
    await client.set('clear*:x', 'of another')
    const used = await commandsOf(() => backend.clear(one.keyFor(1).slice(0, -3)))
    expect(used).not.toHaveProperty('keys')
    expect(used.unlink).toBe(1500)
    expect(await backend.has(one.keyFor(7))).toBe(false)
    expect(await backend.has(two.keyFor(1))).toBe(true)
    await backend.clear()
    expect(await backend.has(two.keyFor(1))).toBe(false)
    expect(await client.get('clear*:x')).toBe('of another')
  })

  it('calls at once where no server listens, and hits when there is one', async () => {
    const late = await RedisServer.start()
    await late.signal('SIGTERM')
    const backend = new RedisBackend({ url: late.url })
    const events: CacheEvent[] = []
    const fn = cached(async (n: number) => n, { backend, version: 'late', onEvent: (event) => events.push(event) })
    expect(await fn(1)).toBe(1)
    expect(events[0]).toMatchObject({ type: 'error', phase: 'get' })
    await late.restart()
    while (events.at(-1)?.type !== 'hit') {
      await fn(1)
      await nextTurn()
    }
    await backend.close()
    await late.stop()
  })

  it('listens for errors of a client that nobody listens to, so that they do not end the process', () => {
    const lonely = createClient({ url: server.url })
    new RedisBackend({ client: lonely })
    expect(lonely.listenerCount('error')).toBe(1)
  })
})

describe.runIf(hasRedis)('RedisBackend in a cluster', () => {
  const nodes: RedisServer[] = []
  beforeAll(async () => {
    for (let index = 0; index < 2; index++)
      nodes.push(await RedisServer.start('--cluster-enabled', 'yes', '--cluster-config-file', `nodes-${index}.conf`))
    const [one, two] = nodes as [RedisServer, RedisServer]
    await one.ask('CLUSTER ADDSLOTSRANGE 0 8191')
    await two.ask('CLUSTER ADDSLOTSRANGE 8192 16383')
    await two.ask('CLUSTER SET-CONFIG-EPOCH 2')
    await one.ask(`CLUSTER MEET 127.0.0.1 ${two.port}`)
    for (const node of nodes)
      while (!/cluster_state:ok[\s\S]*cluster_known_nodes:2/.test(await node.ask('CLUSTER INFO')))
        await node.ask('PING')
  })
  afterAll(() => Promise.all(nodes.map((node) => node.stop())))

  const first = () => ({ host: '127.0.0.1', port: nodes[0]?.port as number })
  let end: () => unknown
  const close = () => end()
  const it_ = (title: string, body: () => Promise<void>) => it(title, body)
  testBackend({
    describe,
    it: it_,
    close,
    name: 'a cluster, through ioredis',
    open: () => {
      const cluster = new Cluster([first()])
      end = () => cluster.disconnect()
      return new RedisBackend({ client: cluster })
    },
  })
  testBackend({
    describe,
    it: it_,
    close,
    name: 'a cluster, through redis',
    open: async () => {
      const cluster = createCluster({ rootNodes: [{ socket: first() }] })
      await cluster.connect()
      end = () => cluster.close()
      return new RedisBackend({ client: cluster })
    },
  })

  it('clears on every server', async () => {
    const ioredis = new Cluster([first()])
    const redis = createCluster({ rootNodes: [{ socket: first() }] })
    await redis.connect()
    for (const client of [ioredis, redis]) {
      const backend = new RedisBackend({ client })
      for (let n = 0; n < 100; n++) await backend.set(`k${n}`, 'x')
      await backend.clear()
      expect(await Promise.all(Array.from({ length: 100 }, (_, n) => backend.has(`k${n}`)))).not.toContain(true)
    }
    ioredis.disconnect()
    await redis.close()
  })
})
