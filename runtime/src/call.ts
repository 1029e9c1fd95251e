import { ride, shareSignal } from './abort.js'
import type { Backend } from './backends/backend.js'
import { standardCodec } from './codec.js'
import { type Entry, fromLive, fromText, toLive, toText } from './entry.js'
import { NotInitializedError, UnstorableResultError } from './errors.js'
import { freshness } from './freshness.js'
import type { FunctionCache } from './function-cache.js'
import { readsOnce } from './reads-once.js'
import { type Flight, fly, land } from './single-flight.js'
import { warn } from './warn.js'

type Reason = 'absent' | 'expired' | 'damaged' | 'backend' | 'refresh' | 'stale'

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
    if (flight !== undefined) return join(cache, key, receiver, args, flight)
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
    const flight = fly(cache.flights, key, (flight) => readThenCompute(cache, key, receiver, args, stored, flight))
    return rideOn(cache, key, flight, args)
  }
  const read = readEntry(cache, key, stored)
  if (typeof read === 'string') return compute(cache, key, receiver, args, read)
  switch (freshness(read, cache.settings)) {
    case 'fresh':
      return hit(cache, key, read)
    case 'stale':
      revalidate(cache, key, receiver, args, read)
      return giveStale(cache, key, read)
    case 'fallback':
      return compute(cache, key, receiver, args, 'expired', read)
    case 'expired':
      return compute(cache, key, receiver, args, 'expired')
  }
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
    return settled(cache, cache.run.apply(receiver, args))
  }
  if (cache.async) return Promise.reject(error)
  throw error
}

function hit(cache: FunctionCache, key: string, entry: Entry): unknown {
  cache.hit(key, entry)
  return entry.async ? Promise.resolve(entry.value) : entry.value
}

/** Another call computes this key: wait for it, unless it runs in the background and a stale entry can be had. */
function join(cache: FunctionCache, key: string, receiver: unknown, args: unknown[], flight: Flight): unknown {
  const { stale } = flight
  const fresh = stale === undefined ? 'expired' : freshness(stale, cache.settings)
  if (stale !== undefined && (fresh === 'fresh' || fresh === 'stale')) return giveStale(cache, key, stale)
  const fallback = fresh === 'fallback' ? stale : undefined
  // What runs in the background gives a promise, which a synchronous call must not.
  if (stale !== undefined && !stale.async && !cache.readsAsync) {
    land(cache.flights, key)
    return compute(cache, key, receiver, args, 'expired', fallback)
  }
  cache.tell({ type: 'joined', key })
  const result = rideOn(cache, key, flight, args)
  return fallback === undefined ? result : result.catch((error) => giveInstead(cache, key, error, fallback))
}

function rideOn(cache: FunctionCache, key: string, flight: Flight, args: readonly unknown[]): Promise<unknown> {
  return ride(flight, args, () => {
    flight.outdated = true
    if (cache.flights.get(key) === flight) land(cache.flights, key)
  })
}

function giveStale(cache: FunctionCache, key: string, entry: Entry, error?: unknown): unknown {
  const reason = error === undefined ? 'revalidating' : 'error'
  cache.tell({ type: 'stale', key, reason, saved: entry.took, ...(error === undefined ? {} : { error }) })
  return entry.async ? Promise.resolve(entry.value) : settled(cache, entry.value)
}

/** What a call gives whose computation failed: the expired entry, where `staleIfError` allows it. */
function giveInstead(cache: FunctionCache, key: string, error: unknown, fallback: Entry | undefined): unknown {
  if (fallback === undefined) throw error
  return giveStale(cache, key, fallback, error ?? new Error(String(error)))
}

/** Computes a stale entry again, after the call that met it: once at a time, and for nobody in particular. */
function revalidate(cache: FunctionCache, key: string, receiver: unknown, args: unknown[], stale: Entry): void {
  const { promise } = fly(cache.flights, key, async (flight) => {
    flight.stale = stale
    flight.riders++
    await undefined
    // The arguments may have been changed since: then the result would belong to another key.
    if (flight.outdated || cache.keyOf(receiver, args) !== key) return stale.value
    cache.tell({ type: 'miss', key, reason: 'stale' })
    const shared = shareSignal(args)
    const start = performance.now()
    const result: unknown = cache.run.apply(receiver, shared?.args ?? args)
    return storeThenReturn(cache, key, await result, isThenable(result), performance.now() - start, flight)
  })
  promise.catch((error) => cache.tell({ type: 'error', phase: 'revalidate', key, error }))
}

function readEntry(cache: FunctionCache, key: string, stored: unknown): Read {
  if (stored === undefined || stored === null) return 'absent'
  try {
    return cache.settings.live ? fromLive(key, stored) : fromText(key, stored, standardCodec)
  } catch (error) {
    cache.tell({ type: 'error', phase: 'decode', key, error })
    return 'damaged'
  }
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
  let fallback: Entry | undefined
  if (typeof read !== 'string') {
    const fresh = freshness(read, cache.settings)
    if (fresh === 'fresh') {
      cache.hit(key, read)
      return read.value
    }
    if (fresh === 'stale') {
      // An outdated flight stays so: somebody invalidated the entry while it was read.
      if (!flight.outdated) revalidate(cache, key, receiver, args, read)
      return giveStale(cache, key, read)
    }
    fallback = fresh === 'fallback' ? read : undefined
    read = 'expired'
  }
  cache.tell({ type: 'miss', key, reason: read })
  const shared = shareSignal(args)
  flight.controller = shared?.controller
  const start = performance.now()
  try {
    const result: unknown = cache.run.apply(receiver, shared?.args ?? args)
    return await storeThenReturn(cache, key, await result, isThenable(result), performance.now() - start, flight)
  } catch (error) {
    return giveInstead(cache, key, error, fallback)
  }
}

function compute(
  cache: FunctionCache,
  key: string,
  receiver: unknown,
  args: unknown[],
  reason: Reason,
  fallback?: Entry,
): unknown {
  cache.tell({ type: 'miss', key, reason })
  const shared = shareSignal(args)
  const start = performance.now()
  let result: unknown
  try {
    result = cache.run.apply(receiver, shared?.args ?? args)
  } catch (error) {
    return giveInstead(cache, key, error, fallback)
  }
  if (isThenable(result)) {
    cache.async = true
    const flight = fly(cache.flights, key, async (flight) => {
      flight.controller = shared?.controller
      let value: unknown
      try {
        value = await result
      } catch (error) {
        return giveInstead(cache, key, error, fallback)
      }
      return storeThenReturn(cache, key, value, true, performance.now() - start, flight)
    })
    return rideOn(cache, key, flight, args)
  }
  // A function may give something else, not fail, when its signal is aborted.
  if (shared?.controller.signal.aborted) return settled(cache, result)
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
  if (flight.outdated || flight.controller?.signal.aborted) return value
  try {
    await store(cache, key, value, async, took)
  } catch (error) {
    failed(cache, 'set', key, error)
  }
  return value
}

/** Hands a result to the backend; gives what the backend's `set` gave. Never throws. */
function store(cache: FunctionCache, key: string, value: unknown, async: boolean, took: number): unknown {
  cache.stats.timeComputing += took
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
