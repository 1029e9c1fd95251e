import { compute, computeInFlight, rideOn } from './compute.js'
import { disownChanged } from './disown.js'
import type { Entry } from './entry.js'
import { freshness } from './freshness.js'
import type { FunctionCache } from './function-cache.js'
import { giveInstead, hit, settled } from './give.js'
import { backends } from './parts.js'
import { type Flight, fly, land } from './single-flight.js'

/** What a call does with an entry that has expired, where `staleWhileRevalidate` or `staleIfError` is given. */
export function answerStale(
  cache: FunctionCache,
  key: string,
  receiver: unknown,
  args: unknown[],
  entry: Entry,
): unknown {
  switch (freshness(entry, cache.settings)) {
    // By a clock that was put back.
    case 'fresh':
      return hit(cache, key, entry)
    case 'stale':
      revalidate(cache, key, receiver, args, entry)
      return giveStale(cache, key, entry)
    case 'fallback':
      return backends().compute(cache, key, receiver, args, 'expired', entry)
    case 'expired':
      return backends().compute(cache, key, receiver, args, 'expired')
  }
}

/** What a call does while another one computes the key in the background. */
export function joinStale(
  cache: FunctionCache,
  key: string,
  receiver: unknown,
  args: unknown[],
  flight: Flight,
): unknown {
  const stale = flight.stale as Entry
  const fresh = freshness(stale, cache.settings)
  if (fresh === 'fresh' || fresh === 'stale') return giveStale(cache, key, stale)
  const fallback = fresh === 'fallback' ? stale : undefined
  // What runs in the background gives a promise, which a synchronous call must not.
  if (!stale.async && !cache.readsAsync) {
    land(cache.flights, key)
    return compute(cache, key, receiver, args, 'expired', fallback)
  }
  cache.tell({ type: 'joined', key })
  const result = rideOn(cache, key, receiver, args, flight)
  return fallback === undefined ? result : result.catch((error) => giveInstead(cache, key, error, fallback))
}

export function giveStale(cache: FunctionCache, key: string, entry: Entry, failure?: { error: unknown }): unknown {
  const reason = failure === undefined ? 'revalidating' : 'error'
  cache.stats.timeSaved += entry.took
  cache.tell({ type: 'stale', key, reason, saved: entry.took, ...failure })
  return entry.async ? Promise.resolve(entry.value) : settled(cache, entry.value)
}

/** Computes a stale entry again, after the call that met it: once at a time, and for nobody in particular. */
export function revalidate(cache: FunctionCache, key: string, receiver: unknown, args: unknown[], stale: Entry): void {
  const { promise } = fly(cache.flights, key, async (flight) => {
    flight.stale = stale
    flight.riders++
    await undefined
    // The arguments may have been changed since: then the result would belong to another key.
    if (flight.outdated || disownChanged(cache, key, receiver, args, flight)) return stale.value
    return computeInFlight(cache, key, receiver, args, 'stale', flight, cache.settings.timeout)
  })
  promise.catch((error) => cache.tell({ type: 'error', phase: 'revalidate', key, error }))
}
