import { failed } from './backend-failure.js'
import { isThenable } from './backends/backend.js'
import { compute, computeInTurn, rideOn } from './compute.js'
import type { NotInitializedError } from './errors.js'
import { freshness } from './freshness.js'
import type { FunctionCache } from './function-cache.js'
import { giveInstead, giveStale, hit, settled } from './give.js'
import { isAsyncFunction } from './internal-class.js'
import { sharedStore } from './parts.js'
import { readEntry } from './read-entry.js'
import { revalidate } from './revalidate.js'
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
    const { readThenCompute } = sharedStore('An asynchronous backend')
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
  // Before the first read, all that can be seen of a backend is whether its `get` is an async function.
  cache.readsAsync ??= isAsyncFunction(cache.backend.get)
  return compute(cache, cache.keyOf(receiver, args), receiver, args, 'refresh')
}

function withoutKey(cache: FunctionCache, receiver: unknown, args: unknown[], error: unknown): unknown {
  if (isNotInitialized(error)) {
    cache.tell({ type: 'bypassed', error })
    return settled(cache, cache.run.apply(receiver, args))
  }
  if (cache.async) return Promise.reject(error)
  throw error
}

/** Also of another copy of this package. */
function isNotInitialized(error: unknown): error is NotInitializedError {
  return (error as Partial<NotInitializedError> | null)?.code === 'AUTOCACHED_NOT_INITIALIZED'
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
