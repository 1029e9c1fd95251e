import { isThenable } from './backends/backend.js'
import { disownChanged } from './disown.js'
import type { Entry } from './entry.js'
import type { FunctionCache } from './function-cache.js'
import { giveInstead, settled } from './give.js'
import type { Turn } from './lock.js'
import { parts, sharedStore } from './parts.js'
import type { Reason } from './read-entry.js'
import { type Flight, fly } from './single-flight.js'
import { store, storeThenReturn } from './store.js'

const LOCK = 'The option "lock"'

/** Calls the function and stores what it gives. A synchronous call stays synchronous. */
export function compute(
  cache: FunctionCache,
  key: string,
  receiver: unknown,
  args: unknown[],
  reason: Reason,
  fallback?: Entry,
): unknown {
  cache.tell({ type: 'miss', key, reason })
  const shared = parts.standard?.shareSignal(args)
  const start = performance.now()
  const call = { key }
  parts.starting.add(call)
  let outdated: boolean
  let result: unknown
  try {
    result = cache.run.apply(receiver, shared?.args ?? args)
  } catch (error) {
    return giveInstead(cache, key, error, fallback)
  } finally {
    outdated = !parts.starting.delete(call)
  }
  if (isThenable(result)) {
    cache.async = true
    const flight = fly(cache.flights, key, async (flight) => {
      flight.controller = shared?.controller
      flight.outdated = outdated
      try {
        const value = await result
        const took = performance.now() - start
        return storeThenReturn(cache, key, value, true, took, flight, undefined, () => cache.keyOf(receiver, args))
      } catch (error) {
        return giveInstead(cache, key, error, fallback)
      }
    })
    return rideOn(cache, key, receiver, args, flight)
  }
  // A function may give something else, not fail, when its signal is aborted.
  if (outdated || shared?.controller.signal.aborted) return settled(cache, result)
  const written = store(cache, key, result, false, performance.now() - start)
  // A synchronous call does not become a promise because of a slow write.
  return cache.readsAsync ? Promise.resolve(written).then(() => result) : result
}

/** `left` is for how many milliseconds the backend may still be waited for. */
export async function computeInFlight(
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
    const taken = await sharedStore(LOCK).turnFor(cache, key)
    if (!('release' in taken)) {
      cache.hit(key, taken)
      return taken.value
    }
    turn = taken
  }
  cache.tell({ type: 'miss', key, reason })
  const keyNow = disownChanged(cache, key, receiver, args, flight) ? () => '' : () => cache.keyOf(receiver, args)
  const shared = parts.standard?.shareSignal(args, flight.riders > 0)
  flight.controller = shared?.controller
  const start = performance.now()
  try {
    const result: unknown = cache.run.apply(receiver, shared?.args ?? args)
    const value = await result
    const took = performance.now() - start
    return await storeThenReturn(cache, key, value, isThenable(result), took, flight, left, keyNow)
  } catch (error) {
    return giveInstead(cache, key, error, fallback)
  } finally {
    turn?.release()
  }
}

export function rideOn(
  cache: FunctionCache,
  key: string,
  receiver: unknown,
  args: unknown[],
  flight: Flight,
): Promise<unknown> {
  return parts.standard?.ride(cache, key, receiver, args, flight) ?? flight.promise
}
