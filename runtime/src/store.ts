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
  left: number,
): Promise<unknown> {
  if (flight.outdated || flight.controller?.signal.aborted) return value
  await store(cache, key, value, async, took, left)
  return value
}

/** Hands a result to the backend. Gives a promise where the backend's `set` does, for no longer than `left`. Never fails. */
export function store(
  cache: FunctionCache,
  key: string,
  value: unknown,
  async: boolean,
  took: number,
  left = cache.settings.timeout,
): unknown {
  cache.stats.timeComputing += took
  const { ttl, now } = cache.settings
  try {
    const once = readsOnce(value)
    if (once !== undefined) throw new UnstorableResultError('', `is ${once}, which can be read only once`)
    const expires = ttl === Number.POSITIVE_INFINITY ? ttl : now() + ttl
    return backends().store(cache, key, { value, async, expires, took }, left)
  } catch (error) {
    cache.tell({ type: 'unstorable', key, error: error as Error })
    parts.standard?.warnOfUnstorable(cache, error as Error)
    return undefined
  }
}
