import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import KeyvRedis from '@keyv/redis'
import { BentoCache, bentostore } from 'bentocache'
import { memoryDriver } from 'bentocache/drivers/memory'
import { redisDriver as bentoRedis } from 'bentocache/drivers/redis'
import { createCache } from 'cache-manager'
import { Redis } from 'ioredis'
import { Redis as Valkey } from 'iovalkey'
import { Keyv } from 'keyv'
import { LRUCache } from 'lru-cache'
import { createClient } from 'redis'
import { createStorage } from 'unstorage'
import fsDriver from 'unstorage/drivers/fs'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { type ContractOptions, testBackend } from '../../runtime/src/backends/contract.js'
import { DiskBackend } from '../../runtime/src/backends/disk.js'
import { LoggingBackend } from '../../runtime/src/backends/logging.js'
import { MemoryBackend } from '../../runtime/src/backends/memory.js'
import { NoneBackend } from '../../runtime/src/backends/none.js'
import { RedisBackend } from '../../runtime/src/backends/redis.js'
import { TieredBackend } from '../../runtime/src/backends/tiered.js'
import { hasRedis, RedisServer, sayWhatIsLeftOut } from './redis-server.js'

const folder = mkdtempSync(join(tmpdir(), 'autocached-contract-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let places = 0
const place = () => join(folder, String(++places))

const suite = (name: string, open: ContractOptions['open'], more: Partial<ContractOptions> = {}) =>
  testBackend({ describe, it: (title, body) => it(title, body), name, open, ...more })

suite('Map', () => new Map())
suite('MemoryBackend', () => new MemoryBackend())
suite('NoneBackend', () => new NoneBackend(), { keeps: false })
suite('DiskBackend', () => new DiskBackend({ path: place() }))
suite('LoggingBackend before disk', () => new LoggingBackend(new DiskBackend({ path: place() }), () => {}))
suite('LoggingBackend before memory', () => new LoggingBackend(new MemoryBackend(), () => {}))
suite('TieredBackend before disk', () => new TieredBackend({ back: new DiskBackend({ path: place() }) }))
suite('lru-cache', () => new LRUCache<string, string>({ max: 10_000 }))
suite('Keyv', () => new Keyv())
suite('cache-manager', () => createCache())
suite('unstorage in memory', () => createStorage())
suite('unstorage on files', () => createStorage({ driver: fsDriver({ base: place() }) }))
suite('bentocache', () =>
  new BentoCache({ default: 'a', stores: { a: bentostore().useL1Layer(memoryDriver({ serialize: false })) } }))

const require = createRequire(new URL('../hosts/keyv-sqlite/package.json', import.meta.url))
const sqlite = sqliteStore()
if (sqlite === undefined)
  process.stderr.write(
    '\n*** @keyv/sqlite is not installed here (it needs a compiler): NOT TESTED: Keyv on SQLite. `npm ci` installs it.\n\n',
  )
else
  suite('Keyv on SQLite', () => new Keyv({ store: new sqlite(`sqlite://${place()}`) }), {
    close: (backend) => (backend as Keyv).disconnect(),
  })

function sqliteStore(): (new (uri: string) => object) | undefined {
  try {
    const Store = require('@keyv/sqlite').default
    new Store(`sqlite://${place()}`)
    return Store
  } catch {
    return undefined
  }
}

let server: RedisServer
sayWhatIsLeftOut('the contract on Redis: redis, ioredis, iovalkey, a cluster, Keyv, unstorage and bentocache on Redis')
describe.runIf(hasRedis)('on a real redis-server', () => {
  beforeAll(async () => {
    server = await RedisServer.start()
  })
  afterAll(() => server.stop())

  const disconnecting: Partial<ContractOptions> = {
    close: (backend) => (backend as unknown as Keyv).disconnect(),
  }
  suite('RedisBackend from a URL', () => new RedisBackend({ url: server.url }))
  suite('RedisBackend with unusedFor', () => new RedisBackend({ url: server.url, unusedFor: 60_000 }))
  suite('TieredBackend before Redis', () => new TieredBackend({ back: new RedisBackend({ url: server.url }) }))
  suite('LoggingBackend before Redis', () => new LoggingBackend(new RedisBackend({ url: server.url }), () => {}))
  suite(
    'RedisBackend with redis',
    ...ofClient(
      () => createClient({ url: server.url }).connect(),
      (client) => client.close(),
    ),
  )
  suite(
    'RedisBackend with ioredis',
    ...ofClient(
      () => new Redis(server.url),
      (client) => client.quit(),
    ),
  )
  suite(
    'RedisBackend with ioredis and a keyPrefix',
    ...ofClient(
      () => new Redis(server.url, { keyPrefix: 'app:', enableAutoPipelining: true }),
      (client) => client.quit(),
    ),
  )
  suite(
    'RedisBackend with iovalkey',
    ...ofClient(
      () => new Valkey(server.url),
      (client) => client.quit(),
    ),
  )
  suite('Keyv on Redis', () => new Keyv({ store: new KeyvRedis(server.url) }), disconnecting)
  suite('cache-manager on Redis', () => createCache({ stores: [new Keyv({ store: new KeyvRedis(server.url) })] }), {
    close: (backend) => (backend as unknown as { disconnect(): unknown }).disconnect(),
  })
  suite(
    'bentocache on Redis',
    () =>
      new BentoCache({
        default: 'a',
        stores: {
          a: bentostore()
            .useL1Layer(memoryDriver({ serialize: false }))
            .useL2Layer(bentoRedis({ connection: { host: '127.0.0.1', port: server.port } })),
        },
      }),
    { close: (backend) => (backend as BentoCache<never>).disconnectAll() },
  )
})

/** A client of the test's own, which the backend must leave open. */
function ofClient<C extends { get: unknown; on: unknown }>(
  connect: () => C | Promise<C>,
  end: (client: C) => unknown,
): [ContractOptions['open'], Partial<ContractOptions>] {
  let client: C
  const open = async () => {
    client = await connect()
    return new RedisBackend({ client: client as never })
  }
  const close = async (backend: unknown) => {
    await (backend as RedisBackend).close()
    await end(client)
  }
  return [open, { close }]
}
