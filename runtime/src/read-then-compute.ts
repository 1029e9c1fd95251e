import { computeInFlight } from './compute.js'
import type { Entry } from './entry.js'
import { freshness } from './freshness.js'
import type { FunctionCache } from './function-cache.js'
import { type Reason, readInTime } from './read-entry.js'
import type { Flight } from './single-flight.js'
import { giveStale, revalidate } from './stale.js'

/** The flight of an asynchronous backend: it begins before the read, so that there is one read for all callers, too. */
export function readThenCompute(
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
