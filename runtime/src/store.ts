import { UnstorableResultError } from './errors.js'
import type { FunctionCache } from './function-cache.js'
import { backends, parts } from './parts.js'
import { readsOnce } from './reads-once.js'
import type { Flight } from './single-flight.js'

export async function storeThenReturn(
  cache: FunctionCache,
  key: string,
  value: unknown,
  async: boolean,
  took: number,
  flight: Flight,
  left: number | undefined,
  keyNow: () => string,
): Promise<unknown> {
  if (!flight.outdated && !flight.controller?.signal.aborted) await store(cache, key, value, async, took, left, keyNow)
  return value
}

/**
 * Hands a result to the backend. Gives a promise where the backend's `set` does, for no longer than `left`. Never fails.
 *
 * @param keyNow The key of the call as it is now, where others may have changed an argument or a variable while it was computed.
 */
export function store(
  cache: FunctionCache,
  key: string,
  value: unknown,
  async: boolean,
  took: number,
  left?: number,
  keyNow = () => key,
): unknown {
  cache.stats.timeComputing += took
  const { ttl, now } = cache.settings
  try {
    if (keyNow() !== key) throw new UnstorableResultError('', 'changed')
    const once = readsOnce(value)
    if (once !== undefined) throw new UnstorableResultError('', `is ${once}, which can be read only once`)
    return backends().store(cache, key, { value, async, expires: now() + ttl, took }, left)
  } catch (error) {
    cache.tell({ type: 'unstorable', key, error: error as Error })
    parts.standard?.warnOfUnstorable(cache, error as Error)
    // What the backend holds is older: a `refresh` that went so must not leave it to the calls that follow.
    return backends().drop(cache, key)
  }
}
