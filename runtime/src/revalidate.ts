import { computeInFlight } from './compute.js'
import type { Entry } from './entry.js'
import type { FunctionCache } from './function-cache.js'
import { fly } from './single-flight.js'

/** Computes a stale entry again, after the call that met it: once at a time, and for nobody in particular. */
export function revalidate(cache: FunctionCache, key: string, receiver: unknown, args: unknown[], stale: Entry): void {
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
