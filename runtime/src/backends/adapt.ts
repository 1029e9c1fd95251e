import { digest256 } from '../digest.js'
import { BackendContractError } from '../errors.js'
import { type Backend, nameOf, storesValues } from './backend.js'

// biome-ignore lint/suspicious/noExplicitAny: what a store is, is found out by its methods
type Foreign = Record<string, any>

const adapted = new WeakMap<object, Backend>()

/**
 * Any store as a backend: one that keeps the contract as it is, and the caches below by their methods, each with `ttl` and
 * `setOptions` in its own way and units. One store gives one backend.
 *
 * @throws {BackendContractError} naming what is missing.
 */
export function adapt(store: unknown): Backend {
  const isObject = (typeof store === 'object' || typeof store === 'function') && store !== null
  const present = isObject ? adapted.get(store) : undefined
  if (present !== undefined) return present
  const wrap = isObject ? adapterOf(store as Foreign) : undefined
  if (wrap === undefined) {
    storesValues(store)
    return store as Backend
  }
  const backend = wrap(store as Foreign)
  adapted.set(store as object, backend)
  return backend
}

type Adapter = (store: Foreign) => Backend

function adapterOf(store: Foreign): Adapter | undefined {
  const has = (...methods: string[]) => methods.every((method) => typeof store[method] === 'function')
  if (has('getItem', 'setItem')) return items
  if (has('get', 'set', 'getOrSet', 'namespace')) return bentocache
  if (has('get', 'set', 'del', 'wrap', 'mget')) return cacheManager
  if (has('get', 'set', 'getMany', 'setMany', 'delete')) return keyv
  if (has('get', 'set', 'getRemainingTTL', 'peek')) return lruCache
  if (has('sendCommand') || has('call', 'duplicate', 'get'))
    throw new BackendContractError(nameOf(store), 'it is a client of Redis; write new RedisBackend({ client })')
  return undefined
}

/** lru-cache 7 to 11: `ttl` in whole milliseconds, beside other options. */
const lruCache: Adapter = (store) => ({
  get: (key) => store.get(key),
  set: (key, entry, options, ttl) => {
    store.set(key, entry, ttl === undefined ? options : { ttl: whole(ttl), ...options })
  },
  delete: (key) => store.delete(key),
  ...(typeof store.keys === 'function' && {
    clear: (prefix = '') => {
      for (const key of [...store.keys()]) if (String(key).startsWith(prefix)) store.delete(key)
    },
  }),
})

/** Keyv 4 and 5: a number of milliseconds. */
const keyv: Adapter = (store) => ({
  async: true,
  get: (key) => store.get(key),
  set: (key, entry, options, ttl) => store.set(key, entry, options ?? whole(ttl)),
  delete: (key) => store.delete(key),
  ...(typeof store.iterator === 'function' && { clear: (prefix = '') => clearKeyv(store, prefix) }),
})

/** Not all stores below a Keyv can list their keys. */
async function clearKeyv(store: Foreign, prefix: string): Promise<void> {
  const found: string[] = []
  for await (const [key] of store.iterator()) if (key.startsWith(prefix)) found.push(key)
  for (const key of found) await store.delete(key)
}

/** cache-manager 6 and 7: a number of milliseconds. */
const cacheManager: Adapter = (store) => ({
  async: true,
  get: (key) => store.get(key),
  set: (key, entry, options, ttl) => store.set(key, entry, options ?? whole(ttl)),
  delete: (key) => store.del(key),
  ...(Array.isArray(store.stores) &&
    store.stores.every((keyv: Foreign) => typeof keyv.iterator === 'function') && {
      clear: async (prefix = '') => {
        for (const keyv of store.stores) await clearKeyv(keyv, prefix)
      },
    }),
})

/** bentocache: one object with all; without a ttl an entry would end after 30 seconds. */
const bentocache: Adapter = (store) => ({
  async: true,
  get: (key) => store.get({ key }),
  set: (key, value, options, ttl) =>
    ttl === undefined && options?.ttl === undefined
      ? store.setForever({ ...options, key, value })
      : store.set({ ttl: whole(ttl), ...options, key, value }),
  delete: (key) => store.delete({ key }),
})

/** unstorage (and Web Storage): drivers that know a `ttl` take seconds. */
const items: Adapter = (store) => ({
  // Web Storage has no `getItems`.
  async: typeof store.getItems === 'function',
  get: (key) => store.getItem(itemKey(key)),
  set: (key, entry, options, ttl) =>
    store.setItem(itemKey(key), entry, ttl === undefined ? options : { ttl: Math.ceil(ttl / 1000), ...options }),
  ...(typeof store.removeItem === 'function' && { delete: (key: string) => store.removeItem(itemKey(key)) }),
  ...(typeof store.removeItem === 'function' &&
    typeof store.getKeys === 'function' && { clear: (prefix = '') => clearItems(store, prefix) }),
})

async function clearItems(store: Foreign, prefix: string): Promise<void> {
  const [namespace = '', version = '', ...rest] = prefix.split(':')
  const keys: string[] = await store.getKeys(rest.length > 0 ? `${escaped(namespace)}:${escaped(version)}` : '')
  for (const key of keys) if (unescaped(key).startsWith(prefix)) await store.removeItem(key)
}

/** Stores want whole milliseconds; some drop an entry with others, without a word. */
function whole(ttl: number | undefined): number | undefined {
  return ttl === undefined ? undefined : Math.ceil(ttl)
}

const LONGEST_NAME = 150

/** unstorage reads `?`, `/`, `\` and `::` in a key its own way, and a driver may write it as the name of a file. */
function itemKey(key: string): string {
  const [namespace = '', version = '', ...rest] = key.split(':')
  const name = escaped(rest.join(':'))
  return `${escaped(namespace)}:${escaped(version)}:${name.length > LONGEST_NAME ? `#${digest256(name)}` : name}`
}

function escaped(text: string): string {
  return text
    .replace(/[^A-Za-z0-9_-]/g, (sign) => (sign === '.' ? '.' : `%${sign.charCodeAt(0).toString(16)}`))
    .replace(/^\.|\.$/g, '%2e')
}

function unescaped(text: string): string {
  return text.replace(/%([0-9a-f]{2})/g, (_, unit: string) => String.fromCharCode(Number.parseInt(unit, 16)))
}
