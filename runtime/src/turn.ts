import { failed } from './backend-failure.js'
import { isThenable } from './backends/backend.js'
import { compute, computeInFlight, rideOn } from './compute.js'
import type { Entry } from './entry.js'
import type { FunctionCache } from './function-cache.js'
import { hit } from './give.js'
import { type Turn, takeTurn, takeTurnSync, type Waiting } from './lock.js'
import { onlyFresh, type Read, type Reason, readAgain } from './read-entry.js'
import { fly } from './single-flight.js'

/** Computes after no other process does. */
export function computeInTurn(
  cache: FunctionCache,
  key: string,
  receiver: unknown,
  args: unknown[],
  reason: Reason,
  fallback?: Entry,
): unknown {
  if (cache.async) {
    const { timeout } = cache.settings
    const flight = fly(cache.flights, key, (flight) =>
      computeInFlight(cache, key, receiver, args, reason, flight, timeout, fallback),
    )
    return rideOn(cache, key, receiver, args, flight)
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

/** The right to compute, or what another process has computed meanwhile. */
export function turnFor(cache: FunctionCache, key: string): Promise<Entry | Turn> {
  return takeTurn(waitingFor(cache, key), async () => onlyFresh(cache, await readAgain(cache, key)))
}

function waitingFor(cache: FunctionCache, key: string): Waiting {
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
