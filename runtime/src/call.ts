import { type Backend, isThenable } from './backends/backend.js'
import { type Entry, fromLive, fromText, toLive, toText } from './entry.js'
import { NotInitializedError, UnstorableResultError } from './errors.js'
import type { FunctionCache } from './function-cache.js'
import { type Turn, takeTurn, takeTurnSync } from './lock.js'
import { readsOnce } from './reads-once.js'
import { type Flight, fly } from './single-flight.js'
import { inTime } from './timeout.js'
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
  if (typeof read !== 'string') return hit(cache, key, read)
  if (cache.settings.lock !== undefined) return computeInTurn(cache, key, receiver, args, read)
  return compute(cache, key, receiver, args, read)
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
    return settled(cache, cache.fn.apply(receiver, args))
  }
  if (cache.async) return Promise.reject(error)
  throw error
}

function hit(cache: FunctionCache, key: string, entry: Entry): unknown {
  if (cache.settings.onEvent !== undefined) cache.tell({ type: 'hit', key, saved: entry.took })
  return entry.async || (!cache.settings.live && (cache.readsAsync || cache.backend.async))
    ? Promise.resolve(entry.value)
    : entry.value
}

function readEntry(cache: FunctionCache, key: string, stored: unknown): Read {
  if (stored === undefined || stored === null) return 'absent'
  const { settings, backend } = cache
  let entry: Entry
  try {
    // A backend of text with a memory of its own gives live entries, too.
    const live = settings.live || (backend.keep !== undefined && typeof stored === 'object')
    entry = live ? fromLive(key, stored) : fromText(key, stored, settings.codec, settings.mac)
    if (!live && backend.keep !== undefined) backend.keep(key, toLive(entry))
  } catch (error) {
    cache.tell({ type: 'error', phase: 'decode', key, error })
    return 'damaged'
  }
  return entry.expires !== Number.POSITIVE_INFINITY && entry.expires <= settings.now() ? 'expired' : entry
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
  const read = await readInTime(cache, key, reading)
  if (typeof read !== 'string') {
    cache.tell({ type: 'hit', key, saved: read.took })
    return read.value
  }
  const left = cache.settings.timeout - (performance.now() - start)
  return computeInFlight(cache, key, receiver, args, read, flight, left)
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
): Promise<unknown> {
  let turn: Turn | undefined
  // A backend that just failed is not asked for its lock.
  if (cache.settings.lock !== undefined && reason !== 'backend') {
    const taken = await takeTurn(waitingFor(cache, key), () => {
      const reading = Promise.resolve().then(() => cache.backend.get(key))
      return readInTime(cache, key, reading)
    })
    if (!('release' in taken)) {
      cache.tell({ type: 'hit', key, saved: taken.took })
      return taken.value
    }
    turn = taken
  }
  try {
    cache.tell({ type: 'miss', key, reason })
    const start = performance.now()
    const result: unknown = cache.fn.apply(receiver, args)
    return await storeThenReturn(cache, key, await result, isThenable(result), performance.now() - start, flight, left)
  } finally {
    turn?.release()
  }
}

/** On a synchronous backend with `lock`. */
function computeInTurn(cache: FunctionCache, key: string, receiver: unknown, args: unknown[], reason: Reason): unknown {
  const { timeout } = cache.settings
  if (cache.async)
    return fly(cache.flights, key, (flight) => computeInFlight(cache, key, receiver, args, reason, flight, timeout))
  const turn = takeTurnSync(waitingFor(cache, key), () => readAgain(cache, key))
  if (!('release' in turn)) return hit(cache, key, turn)
  let result: unknown
  try {
    result = compute(cache, key, receiver, args, reason)
  } catch (error) {
    turn.release()
    throw error
  }
  if (isThenable(result)) result.then(turn.release, turn.release)
  else turn.release()
  return result
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

function compute(cache: FunctionCache, key: string, receiver: unknown, args: unknown[], reason: Reason): unknown {
  cache.tell({ type: 'miss', key, reason })
  const start = performance.now()
  const result: unknown = cache.fn.apply(receiver, args)
  if (isThenable(result)) {
    cache.async = true
    return fly(cache.flights, key, async (flight) => {
      const value = await result
      return storeThenReturn(cache, key, value, true, performance.now() - start, flight, cache.settings.timeout)
    })
  }
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
  if (flight.outdated) return value
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
  const { ttl, now, setOptions } = cache.settings
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
    const written = cache.backend.set(key, packed, setOptions, ttl === Number.POSITIVE_INFINITY ? undefined : ttl)
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
