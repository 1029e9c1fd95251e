import type { FunctionCache } from './function-cache.js'
import type { Flight } from './single-flight.js'

/**
 * Where what the key of a flight was made of has changed before its function runs, the result is for the call alone that began it:
 * those who joined compute for themselves. Gives whether that is so.
 */
export function disownChanged(
  cache: FunctionCache,
  key: string,
  receiver: unknown,
  args: unknown[],
  flight: Flight,
): boolean {
  try {
    if (cache.keyOf(receiver, args) === key) return false
  } catch {
    // An argument has no canonical form any more.
  }
  if (cache.flights.get(key) === flight) cache.flights.delete(key)
  flight.own = true
  return true
}
