import { compute, rideOn } from './compute.js'
import { isFresh } from './freshness.js'
import type { FunctionCache } from './function-cache.js'
import { hit, refuse, settled } from './give.js'
import { backends, parts } from './parts.js'
import type { Read } from './read-entry.js'
import type { Flight } from './single-flight.js'
import type { Standard } from './standard.js'

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
  return backends().call(cache, key, receiver, args)
}

/** What a call does with what was read. */
export function answer(cache: FunctionCache, key: string, receiver: unknown, args: unknown[], read: Read): unknown {
  let reason = read
  if (typeof reason !== 'string') {
    if (isFresh(reason, cache.settings.now)) return hit(cache, key, reason)
    if (parts.standard !== undefined) return parts.standard.answerStale(cache, key, receiver, args, reason)
    // Without that part, no function gives stale results.
    reason = 'expired'
  }
  return backends().compute(cache, key, receiver, args, reason)
}

/** Computes the result anew, whatever the backend holds. */
export function refresh(cache: FunctionCache, receiver: unknown, args: unknown[]): unknown {
  let key: string
  try {
    key = cache.keyOf(receiver, args)
  } catch (error) {
    return refuse(cache.async, error)
  }
  const result = compute(cache, key, receiver, args, 'refresh')
  return parts.rareOptions?.replayed(cache, result) ?? result
}

function withoutKey(cache: FunctionCache, receiver: unknown, args: unknown[], error: unknown): unknown {
  if (parts.linker?.isNotInitialized(error)) {
    cache.tell({ type: 'bypassed', error })
    return settled(cache, cache.run.apply(receiver, args))
  }
  return refuse(cache.async, error)
}

/** Another call computes this key: wait for it, unless it runs in the background and a stale entry can be had. */
function join(cache: FunctionCache, key: string, receiver: unknown, args: unknown[], flight: Flight): unknown {
  if (flight.stale !== undefined) return (parts.standard as Standard).joinStale(cache, key, receiver, args, flight)
  cache.tell({ type: 'joined', key })
  return rideOn(cache, key, receiver, args, flight)
}
