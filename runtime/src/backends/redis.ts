import { OptionValueError } from '../errors.js'
import { knownOptions } from '../known-options.js'
import { installSharedStore } from '../shared-store.js'
import type { Backend, Lock } from './backend.js'
import { loadPeer } from './load-peer.js'
import { commandsOf, type RedisClient, type RedisCommands } from './redis-client.js'
import { Gather } from './redis-gather.js'

export interface RedisOptions {
  /** `redis://…` or `rediss://…`: a client of the package `redis` is made, which connects by itself again and again. */
  readonly url?: string
  /**
   * Or a client that you made: of `redis`, `ioredis` or `iovalkey`, for one server or a cluster, that gives
   * text. It stays yours to close.
   */
  readonly client?: RedisClient
  /** Stands before each key: 1 to 100 printable ASCII characters without spaces. Default `'ac:'`. */
  readonly prefix?: string
  /**
   * The server forgets an entry that nothing asked for in this many milliseconds: the way to get rid of versions that are not in
   * use any more. Each hit then writes (`GETEX`, from Redis 6.2). Default: for as long as its `ttl` says.
   */
  readonly unusedFor?: number
}

/** What `setOptions` can say. */
export interface RedisSetOptions {
  /** After how many milliseconds the server forgets the entry, instead of the `ttl` of `cached()`. */
  readonly ttl?: number
}

/**
 * Entries in Redis or Valkey, for many machines. A hit is one command; commands that are sent together share a round trip, and hits on
 * one server that are asked for at once share a command. In a cluster each command has one key.
 */
export class RedisBackend implements Backend {
  readonly stores = 'strings'
  /** Although `get` is no async function. */
  readonly async = true
  private readonly commands: RedisCommands
  private readonly gather: Gather
  private readonly prefix: string
  private readonly unusedFor: number | undefined
  private readonly owns: boolean
  /** While the first connection is being made. */
  private connecting: Promise<unknown> | undefined

  /**
   * @throws {UnknownOptionError}, {OptionValueError}, {MissingPeerError} for a URL without the package `redis`,
   *   {BackendContractError}.
   */
  constructor(options: RedisOptions) {
    installSharedStore()
    const { url, client, prefix = 'ac:', unusedFor } = knownOptions(options, ['url', 'client', 'prefix', 'unusedFor'])
    if ((url === undefined) === (client === undefined))
      throw new OptionValueError(
        'url',
        url === undefined ? 'left out' : 'given beside a client',
        'given where client is not',
      )
    if (typeof prefix !== 'string' || !/^[!-~]{1,100}$/.test(prefix))
      throw new OptionValueError('prefix', String(prefix), '1 to 100 printable ASCII characters without spaces')
    if (unusedFor !== undefined && !(typeof unusedFor === 'number' && unusedFor >= 1))
      throw new OptionValueError('unusedFor', String(unusedFor), 'a number of milliseconds from 1')
    this.prefix = prefix
    this.unusedFor = unusedFor === Number.POSITIVE_INFINITY ? undefined : unusedFor
    this.owns = client === undefined
    this.commands = commandsOf(client ?? this.connect(url as string))
    this.gather = new Gather(this.commands)
  }

  get(key: string): Promise<string | undefined> {
    const name = this.prefix + key
    const { unusedFor, gather } = this
    if (unusedFor !== undefined)
      return this.send(name, ['GETEX', name, 'PX', milliseconds(unusedFor)]) as Promise<string | undefined>
    // Without an async function in between: this is what a hit costs beside the client.
    if (this.connecting === undefined) return gather.get(name) as Promise<string | undefined>
    return this.connecting.then(() => gather.get(name)) as Promise<string | undefined>
  }

  set(key: string, entry: string, options?: RedisSetOptions, ttl?: number): Promise<unknown> {
    const name = this.prefix + key
    const ends = Math.min(options?.ttl ?? ttl ?? Number.POSITIVE_INFINITY, this.unusedFor ?? Number.POSITIVE_INFINITY)
    return this.send(
      name,
      ends === Number.POSITIVE_INFINITY ? ['SET', name, entry] : ['SET', name, entry, 'PX', milliseconds(ends)],
    )
  }

  async delete(key: string): Promise<boolean> {
    const name = this.prefix + key
    return (await this.send(name, ['UNLINK', name])) === 1
  }

  async has(key: string): Promise<boolean> {
    const name = this.prefix + key
    return (await this.send(name, ['EXISTS', name])) === 1
  }

  /**
   * Removes the entries whose key begins with `prefix`; `cached(fn).version` and the namespace are such beginnings. It walks over
   * all keys of the server in small steps (`SCAN`), which other clients get in between.
   */
  async clear(prefix = ''): Promise<void> {
    await this.connecting
    const { keyPrefix } = this.commands
    const match = `${escapeGlob(keyPrefix + this.prefix + prefix)}*`
    for (const sendTo of this.commands.eachServer()) {
      let cursor = '0'
      do {
        const [next, names] = (await sendTo(['SCAN', cursor, 'MATCH', match, 'COUNT', '500'])) as [unknown, unknown[]]
        await Promise.all(
          names.map((found) => {
            const name = String(found).slice(keyPrefix.length)
            return this.send(name, ['UNLINK', name])
          }),
        )
        cursor = String(next)
      } while (cursor !== '0')
    }
  }

  /** A token says whose lock it is; the server forgets it after `expiry` milliseconds. */
  async lock(key: string, expiry: number): Promise<Lock | undefined> {
    const name = `${this.prefix}lock:${key}`
    const token = globalThis.crypto.randomUUID()
    const taken = await this.send(name, ['SET', name, token, 'NX', 'PX', milliseconds(expiry)])
    if (taken === null || taken === undefined) return undefined
    return {
      renew: (longer) => this.send(name, ['EVAL', RENEW, '1', name, token, milliseconds(longer)]),
      release: () => this.send(name, ['EVAL', RELEASE, '1', name, token]),
    }
  }

  /** Closes the client that was made for `url`. One that you made is left open. */
  async close(): Promise<void> {
    if (this.owns) await this.commands.close()
  }

  private async send(name: string, command: readonly string[]): Promise<unknown> {
    if (this.connecting !== undefined) await this.connecting
    return (await this.commands.send(name, command)) ?? undefined
  }

  private connect(url: string): RedisClient {
    const { createClient } = loadPeer<typeof import('redis')>('RedisBackend', 'redis')
    const client = createClient({
      url,
      // A call that finds no server computes at once, instead of waiting for the next connection.
      disableOfflineQueue: true,
      commandsQueueMaxLength: 10_000,
      socket: { reconnectStrategy: (retries) => Math.min(2000, 25 * 2 ** retries) * (0.5 + Math.random()) },
    })
    this.connecting = new Promise<void>((resolve) => {
      client.on('error', resolve)
      client.connect().then(() => resolve(), resolve)
    }).then(() => {
      this.connecting = undefined
    })
    return client
  }
}

const RENEW = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0`
const RELEASE = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`

/** The server takes whole numbers from 1. */
function milliseconds(time: number): string {
  return String(Math.min(Number.MAX_SAFE_INTEGER, Math.max(1, Math.ceil(time))))
}

function escapeGlob(text: string): string {
  return text.replace(/[\\*?[\]^-]/g, '\\$&')
}
