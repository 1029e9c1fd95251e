import { ride, shareSignal } from './abort.js'
import { failed } from './backend-failure.js'
import { isThenable } from './backends/backend.js'
import type { Entry } from './entry.js'
import type { FunctionCache } from './function-cache.js'
import { giveInstead, hit, settled } from './give.js'
import { type Turn, takeTurn, takeTurnSync } from './lock.js'
import { onlyFresh, type Read, type Reason, readAgain } from './read-entry.js'
import { type Flight, fly, land } from './single-flight.js'
import { store, storeThenReturn } from './store.js'
import { inTime } from './timeout.js'

/** Computes; with `lock`, after no other process does. */
export function computeInTurn(
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
  const turn = takeTurnSync(waitingFor(cache, key), () => onlyFresh(cache, readAgain(cache, key) as Read))
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
    const taken = await takeTurn(waitingFor(cache, key), async () => onlyFresh(cache, await readAgain(cache, key)))
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

export function rideOn(cache: FunctionCache, key: string, flight: Flight, args: readonly unknown[]): Promise<unknown> {
  return ride(flight, args, () => {
    flight.outdated = true
    if (cache.flights.get(key) === flight) land(cache.flights, key)
  })
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
