import { failed } from './backend-failure.js'
import { type Backend, isThenable } from './backends/backend.js'
import { compute, computeInFlight, computeInTurn, rideOn } from './compute.js'
import type { Entry } from './entry.js'
import { NotInitializedError } from './errors.js'
import { freshness } from './freshness.js'
import type { FunctionCache } from './function-cache.js'
import { giveInstead, giveStale, hit, settled } from './give.js'
import { type Reason, readEntry, readInTime } from './read-entry.js'
import { type Flight, fly, land } from './single-flight.js'

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

function withoutKey(cache: FunctionCache, receiver: unknown, args: unknown[], error: unknown): unknown {
  if (error instanceof NotInitializedError) {
    cache.tell({ type: 'bypassed', error })
    return settled(cache, cache.run.apply(receiver, args))
  }
  if (cache.async) return Promise.reject(error)
  throw error
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

/** The flight of an asynchronous backend: it begins before the read, so that there is one read for all callers, too. */
function readThenCompute(
  cache: FunctionCache,
  key: string,
  receiver: unknown,
  args: unknown[],
  reading: PromiseLike<unknown>,
  flight: Flight,
): Promise<unknown> {
  return readInTime(cache, key, reading, (read, left) => {
    let reason = read
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
      reason = 'expired'
    }
    return computeInFlight(cache, key, receiver, args, reason as Reason, flight, left(), fallback)
  })
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
