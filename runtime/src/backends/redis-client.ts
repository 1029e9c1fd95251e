import { BackendContractError } from '../errors.js'

/** What the backend asks of a client, whichever it is. */
export interface RedisCommands {
  /** The client's own GET, which it may send to a replica. */
  get(key: string): PromiseLike<unknown>
  /** Its own MGET; left out where keys may be on several servers, or it keeps what GET gives. */
  mget: ((keys: string[]) => PromiseLike<unknown[]>) | undefined
  /** Sends one command on one key. */
  send(key: string, command: readonly string[]): PromiseLike<unknown>
  /** What sends a command without a key, for every server that holds keys. */
  eachServer(): ((command: readonly string[]) => PromiseLike<unknown>)[]
  /** What the client itself writes before each key. */
  readonly keyPrefix: string
  close(): unknown
}

/** A connected client of `redis` (4 to 6) or `ioredis` (5) or `iovalkey`, for one server or a cluster. */
export interface RedisClient {
  // biome-ignore lint/suspicious/noExplicitAny: each client has parameters of its own
  get(...args: any[]): unknown
  // biome-ignore lint/suspicious/noExplicitAny: as above
  on(event: string, listener: (...args: any[]) => void): unknown
}

// biome-ignore lint/suspicious/noExplicitAny: what a client is, is found out by its methods
type Any = any

/** @throws {BackendContractError} for something else. */
export function commandsOf(client: unknown): RedisCommands {
  const any = client as Any
  const has = (method: string) => typeof any?.[method] === 'function'
  if (!has('on') || !(has('sendCommand') || has('call')))
    throw new BackendContractError(
      any?.constructor?.name ?? String(client),
      'it is no client of redis, ioredis or iovalkey: it has neither sendCommand() nor call()',
    )
  // A server that is gone must not end the process because nobody listens.
  if (any.listenerCount('error') === 0) any.on('error', () => {})
  return has('call') ? ioredis(any) : has('nodeClient') ? redisCluster(any) : redis(any)
}

function redis(client: Any): RedisCommands {
  const mget = typeof client.mGet === 'function' && client.options?.clientSideCache === undefined
  return {
    get: (key) => client.get(key),
    mget: mget ? (keys) => client.mGet(keys) : undefined,
    send: (_, command) => client.sendCommand(command),
    eachServer: () => [(command) => client.sendCommand(command)],
    keyPrefix: '',
    close: () => (client.isOpen ? (client.isReady ? client.close() : client.destroy()) : undefined),
  }
}

function redisCluster(cluster: Any): RedisCommands {
  return {
    get: (key) => cluster.get(key),
    mget: undefined,
    send: (key, command) => cluster.sendCommand(key, false, command),
    eachServer: () =>
      cluster.masters.map((master: Any) => async (command: readonly string[]) => {
        const client = await cluster.nodeClient(master)
        return client.sendCommand(command)
      }),
    keyPrefix: '',
    close: () => cluster.close(),
  }
}

function ioredis(client: Any): RedisCommands {
  const call = (one: Any) => (command: readonly string[]) => one.call(...command)
  return {
    get: (key) => client.get(key),
    mget: typeof client.mget === 'function' && !client.isCluster ? (keys) => client.mget(keys) : undefined,
    send: (_, command) => client.call(...command),
    eachServer: () => (client.isCluster ? client.nodes('master').map(call) : [call(client)]),
    keyPrefix: client.options?.keyPrefix ?? '',
    close: () => client.quit(),
  }
}
