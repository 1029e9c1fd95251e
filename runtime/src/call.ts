import type { Backend } from './backends/backend.js'
import { standardCodec } from './codec.js'
import { type Entry, fromLive, fromText, toLive, toText } from './entry.js'
import { NotInitializedError, UnstorableResultError } from './errors.js'
import type { FunctionCache } from './function-cache.js'
import { readsOnce } from './reads-once.js'
import { type Flight, fly } from './single-flight.js'
import { warn } from './warn.js'

type Reason = 'absent' | 'expired' | 'damaged' | 'backend' | 'refresh'

/** What reading gave: an entry to use, or the reason why there is none. */
type Read = Entry | Reason

/** A call of a cached function: key, read, and on a miss compute once for all callers, store, return. */
export function call(cache: FunctionCache, receiver: unknown, args: unknown[]): unknown {
  let key: string
  try {
    key = cache.keyOf(receiver, args)
  } catch (error) {
    return withoutKey(cache, receiver, args, error)
  }
  if (cache.flights.size > 0) {
    const flight = cache.flights.get(key)
    if (flight !== undefined) {
      cache.tell({ type: 'joined', key })
      return flight.promise
    }
  }
  let stored: unknown
  try {
    stored = cache.backend.get(key)
  } catch (error) {
    failed(cache, 'get', key, error)
    return compute(cache, key, receiver, args, 'backend')
  }
  if (isThenable(stored)) {
    cache.async = cache.readsAsync = true
    return fly(cache.flights, key, (flight) => readThenCompute(cache, key, receiver, args, stored, flight))
  }
  const read = readEntry(cache, key, stored)
  if (typeof read === 'string') return compute(cache, key, receiver, args, read)
  return hit(cache, key, read)
}

/** Computes the result anew, whatever the backend holds. */
export function refresh(cache: FunctionCache, receiver: unknown, args: unknown[]): unknown {
  cache.readsAsync ??= looksAsync(cache.backend)
  return compute(cache, cache.keyOf(receiver, args), receiver, args, 'refresh')
}

/** Before the first read, all that can be seen of a backend is whether its `get` is an async function. */
function looksAsync({ get }: Backend): boolean {
  return Object.prototype.toString.call(get) === '[object AsyncFunction]'
}

/** An entry that is expired from the start: written over an entry where a backend cannot delete. */
export function tombstone(cache: FunctionCache, key: string): unknown {
  return pack(cache, key, { value: undefined, async: false, expires: 0, took: 0 })
}

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
}

function withoutKey(cache: FunctionCache, receiver: unknown, args: unknown[], error: unknown): unknown {
  if (error instanceof NotInitializedError) {
    cache.tell({ type: 'bypassed', error })
    return settled(cache, cache.fn.apply(receiver, args))
  }
  if (cache.async) return Promise.reject(error)
  throw error
}

function hit(cache: FunctionCache, key: string, entry: Entry): unknown {
  if (cache.settings.onEvent !== undefined) cache.tell({ type: 'hit', key, saved: entry.took })
  return entry.async ? Promise.resolve(entry.value) : entry.value
}

function readEntry(cache: FunctionCache, key: string, stored: unknown): Read {
  if (stored === undefined || stored === null) return 'absent'
  let entry: Entry
  try {
    entry = cache.settings.live ? fromLive(key, stored) : fromText(key, stored, standardCodec)
  } catch (error) {
    cache.tell({ type: 'error', phase: 'decode', key, error })
    return 'damaged'
  }
  return entry.expires !== Number.POSITIVE_INFINITY && entry.expires <= cache.settings.now() ? 'expired' : entry
}

/** The flight of an asynchronous backend: it begins before the read, so that there is one read for all callers, too. */
async function readThenCompute(
  cache: FunctionCache,
  key: string,
  receiver: unknown,
  args: unknown[],
  reading: PromiseLike<unknown>,
  flight: Flight,
): Promise<unknown> {
  let read: Read
  try {
    read = readEntry(cache, key, await reading)
  } catch (error) {
    failed(cache, 'get', key, error)
    read = 'backend'
  }
  if (typeof read !== 'string') {
    cache.tell({ type: 'hit', key, saved: read.took })
    return read.value
  }
  cache.tell({ type: 'miss', key, reason: read })
  const start = performance.now()
  const result: unknown = cache.fn.apply(receiver, args)
  return storeThenReturn(cache, key, await result, isThenable(result), performance.now() - start, flight)
}

function compute(cache: FunctionCache, key: string, receiver: unknown, args: unknown[], reason: Reason): unknown {
  cache.tell({ type: 'miss', key, reason })
  const start = performance.now()
  const result: unknown = cache.fn.apply(receiver, args)
  if (isThenable(result)) {
    cache.async = true
    return fly(cache.flights, key, async (flight) => {
      const value = await result
      return storeThenReturn(cache, key, value, true, performance.now() - start, flight)
    })
  }
  const written = store(cache, key, result, false, performance.now() - start)
  if (!isThenable(written)) return settled(cache, result)
  const done = written.then(
    () => result,
    (error) => {
      failed(cache, 'set', key, error)
      return result
    },
  )
  // A synchronous call does not become a promise because of a slow write.
  return cache.readsAsync ? done : result
}

/** On an asynchronous backend calls give promises, also those that did not come to reading it. */
function settled(cache: FunctionCache, result: unknown): unknown {
  return cache.readsAsync && !isThenable(result) ? Promise.resolve(result) : result
}

async function storeThenReturn(
  cache: FunctionCache,
  key: string,
  value: unknown,
  async: boolean,
  took: number,
  flight: Flight,
): Promise<unknown> {
  if (flight.outdated) return value
  try {
    await store(cache, key, value, async, took)
  } catch (error) {
    failed(cache, 'set', key, error)
  }
  return value
}

/** Hands a result to the backend; gives what the backend's `set` gave. Never throws. */
function store(cache: FunctionCache, key: string, value: unknown, async: boolean, took: number): unknown {
  let packed: unknown
  try {
    const once = readsOnce(value)
    if (once !== undefined) throw new UnstorableResultError('', `is ${once}, which can be read only once`)
    const { ttl, now } = cache.settings
    const expires = ttl === Number.POSITIVE_INFINITY ? ttl : now() + ttl
    packed = pack(cache, key, { value, async, expires, took })
  } catch (error) {
    unstorable(cache, key, error as Error)
    return undefined
  }
  try {
    const written = cache.backend.set(key, packed, cache.settings.setOptions)
    cache.tell({ type: 'stored', key, took })
    return written
  } catch (error) {
    failed(cache, 'set', key, error)
    return undefined
  }
}

function pack(cache: FunctionCache, key: string, entry: Entry): unknown {
  return cache.settings.live ? toLive(entry) : toText(key, entry, standardCodec)
}

function unstorable(cache: FunctionCache, key: string, error: Error): void {
  cache.tell({ type: 'unstorable', key, error })
  cache.warnOnce(
    'AUTOCACHED_UNSTORABLE',
    `${cache.name || 'A cached function'} gives results that cannot be stored. ${error.message}`,
  )
}

const failedBackends = new WeakSet<object>()

function failed(cache: FunctionCache, phase: 'get' | 'set', key: string, error: unknown): void {
  cache.tell({ type: 'error', phase, key, error })
  if (failedBackends.has(cache.backend)) return
  failedBackends.add(cache.backend)
  const message = error instanceof Error ? error.message : String(error)
  warn(
    'AUTOCACHED_BACKEND',
    `A cache backend failed (${phase}: ${message}). Calls run without it; onEvent tells each failure.`,
  )
}
