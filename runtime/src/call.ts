import { ride, shareSignal } from './abort.js'
import { type Backend, isThenable } from './backends/backend.js'
import { type Entry, fromLive, fromText, toLive, toText } from './entry.js'
import { NotInitializedError, UnstorableResultError } from './errors.js'
import { freshness } from './freshness.js'
import type { FunctionCache } from './function-cache.js'
import { type Turn, takeTurn, takeTurnSync } from './lock.js'
import { readsOnce } from './reads-once.js'
import { type Flight, fly, land } from './single-flight.js'
import { inTime } from './timeout.js'
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
  if (typeof read === 'string') return computeInTurn(cache, key, receiver, args, read)
  switch (freshness(read, cache.settings)) {
    case 'fresh':
      return hit(cache, key, read)
    case 'stale':
      revalidate(cache, key, receiver, args, read)
      return giveStale(cache, key, read)
    case 'fallback':
      return computeInTurn(cache, key, receiver, args, 'expired', read)
    case 'expired':
      return computeInTurn(cache, key, receiver, args, 'expired')
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
  return entry.async || (!cache.settings.live && (cache.readsAsync || cache.backend.async))
    ? Promise.resolve(entry.value)
    : entry.value
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
    return computeInFlight(cache, key, receiver, args, 'stale', flight, cache.settings.timeout)
  })
  promise.catch((error) => cache.tell({ type: 'error', phase: 'revalidate', key, error }))
}

function readEntry(cache: FunctionCache, key: string, stored: unknown): Read {
  if (stored === undefined || stored === null) return 'absent'
  const { settings, backend } = cache
  try {
    // A backend of text with a memory of its own gives live entries, too.
    if (settings.live || (backend.keep !== undefined && typeof stored === 'object')) return fromLive(key, stored)
    const entry = fromText(key, stored, settings.codec, settings.mac)
    backend.keep?.(key, toLive(entry))
    return entry
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
  const start = performance.now()
  let read = await readInTime(cache, key, reading)
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
  const left = cache.settings.timeout - (performance.now() - start)
  return computeInFlight(cache, key, receiver, args, read, flight, left, fallback)
}

async function readInTime(cache: FunctionCache, key: string, reading: PromiseLike<unknown>): Promise<Read> {
  let stored: unknown
  try {
    stored = await inTime(reading, cache.settings.timeout)
  } catch (error) {
    failed(cache, 'get', key, error)
    return 'backend'
  }
  return readEntry(cache, key, stored)
}

/** `left` is for how many milliseconds the backend may still be waited for. */
async function computeInFlight(
  cache: FunctionCache,
  key: string,
  receiver: unknown,
  args: unknown[],
  reason: Reason,
  flight: Flight,
  left: number,
  fallback?: Entry,
): Promise<unknown> {
  let turn: Turn | undefined
  // A backend that just failed is not asked for its lock.
  if (cache.settings.lock !== undefined && reason !== 'backend') {
    const taken = await takeTurn(waitingFor(cache, key), async () => {
      const reading = Promise.resolve().then(() => cache.backend.get(key))
      return onlyFresh(cache, await readInTime(cache, key, reading))
    })
    if (!('release' in taken)) {
      cache.hit(key, taken)
      return taken.value
    }
    turn = taken
  }
  cache.tell({ type: 'miss', key, reason })
  const shared = shareSignal(args)
  flight.controller = shared?.controller
  const start = performance.now()
  try {
    const result: unknown = cache.run.apply(receiver, shared?.args ?? args)
    return await storeThenReturn(cache, key, await result, isThenable(result), performance.now() - start, flight, left)
  } catch (error) {
    return giveInstead(cache, key, error, fallback)
  } finally {
    turn?.release()
  }
}

/** Computes; with `lock`, after no other process does. */
function computeInTurn(
  cache: FunctionCache,
  key: string,
  receiver: unknown,
  args: unknown[],
  reason: Reason,
  fallback?: Entry,
): unknown {
  const { lock, timeout } = cache.settings
  if (lock === undefined) return compute(cache, key, receiver, args, reason, fallback)
  if (cache.async) {
    const flight = fly(cache.flights, key, (flight) =>
      computeInFlight(cache, key, receiver, args, reason, flight, timeout, fallback),
    )
    return rideOn(cache, key, flight, args)
  }
  const turn = takeTurnSync(waitingFor(cache, key), () => onlyFresh(cache, readAgain(cache, key)))
  if (!('release' in turn)) return hit(cache, key, turn)
  let result: unknown
  try {
    result = compute(cache, key, receiver, args, reason, fallback)
  } catch (error) {
    turn.release()
    throw error
  }
  if (isThenable(result)) result.then(turn.release, turn.release)
  else turn.release()
  return result
}

/** Another process has computed a key when what it stored is fresh. */
function onlyFresh(cache: FunctionCache, read: Read): Read {
  return typeof read === 'string' || freshness(read, cache.settings) === 'fresh' ? read : 'expired'
}

function readAgain(cache: FunctionCache, key: string): Read {
  try {
    return readEntry(cache, key, cache.backend.get(key))
  } catch (error) {
    failed(cache, 'get', key, error)
    return 'backend'
  }
}

function waitingFor(cache: FunctionCache, key: string) {
  const { lock, timeout } = cache.settings
  return {
    backend: cache.backend,
    key,
    expiry: lock as number,
    timeout,
    onWait: () => cache.tell({ type: 'joined', key }),
    onError: (error: unknown) => failed(cache, 'lock', key, error),
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
      return storeThenReturn(cache, key, value, true, performance.now() - start, flight, cache.settings.timeout)
    })
    return rideOn(cache, key, flight, args)
  }
  // A function may give something else, not fail, when its signal is aborted.
  if (shared?.controller.signal.aborted) return settled(cache, result)
  const written = store(cache, key, result, false, performance.now() - start)
  if (!isThenable(written)) return settled(cache, result)
  const done = inTime(written, cache.settings.timeout).then(
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
  left: number,
): Promise<unknown> {
  if (flight.outdated || flight.controller?.signal.aborted) return value
  try {
    const written = store(cache, key, value, async, took)
    if (isThenable(written)) await inTime(written, cache.settings.timeout, left)
  } catch (error) {
    failed(cache, 'set', key, error)
  }
  return value
}

/** Hands a result to the backend; gives what the backend's `set` gave. Never throws. */
function store(cache: FunctionCache, key: string, value: unknown, async: boolean, took: number): unknown {
  cache.stats.timeComputing += took
  const { ttl, staleWhileRevalidate, staleIfError, now, setOptions } = cache.settings
  let entry: Entry
  let packed: unknown
  try {
    const once = readsOnce(value)
    if (once !== undefined) throw new UnstorableResultError('', `is ${once}, which can be read only once`)
    const expires = ttl === Number.POSITIVE_INFINITY ? ttl : now() + ttl
    entry = { value, async, expires, took }
    packed = pack(cache, key, entry)
  } catch (error) {
    unstorable(cache, key, error as Error)
    return undefined
  }
  try {
    const kept = ttl + Math.max(staleWhileRevalidate, staleIfError)
    const written = cache.backend.set(key, packed, setOptions, kept === Number.POSITIVE_INFINITY ? undefined : kept)
    cache.backend.keep?.(key, toLive(entry))
    cache.tell({ type: 'stored', key, took })
    return written
  } catch (error) {
    failed(cache, 'set', key, error)
    return undefined
  }
}

function pack(cache: FunctionCache, key: string, entry: Entry): unknown {
  return cache.settings.live ? toLive(entry) : toText(key, entry, cache.settings.codec, cache.settings.mac)
}

function unstorable(cache: FunctionCache, key: string, error: Error): void {
  cache.tell({ type: 'unstorable', key, error })
  cache.warnOnce(
    'AUTOCACHED_UNSTORABLE',
    `${cache.name || 'A cached function'} gives results that cannot be stored. ${error.message}`,
  )
}

const failedBackends = new WeakSet<object>()

function failed(cache: FunctionCache, phase: 'get' | 'set' | 'lock', key: string, error: unknown): void {
  cache.tell({ type: 'error', phase, key, error })
  if (failedBackends.has(cache.backend)) return
  failedBackends.add(cache.backend)
  const message = error instanceof Error ? error.message : String(error)
  warn(
    'AUTOCACHED_BACKEND',
    `A cache backend failed (${phase}: ${message}). Calls run without it; onEvent tells each failure.`,
  )
}
