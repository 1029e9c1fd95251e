import { failed } from './backend-failure.js'
import { isThenable } from './backends/backend.js'
import { type Entry, toLive } from './entry.js'
import { UnstorableResultError } from './errors.js'
import type { FunctionCache } from './function-cache.js'
import { parts } from './parts.js'
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
  const { ttl, staleWhileRevalidate, staleIfError, now, setOptions, timeout } = cache.settings
  let entry: Entry
  let packed: unknown
  try {
    const once = readsOnce(value)
    if (once !== undefined) throw new UnstorableResultError('', `is ${once}, which can be read only once`)
    const expires = ttl === Number.POSITIVE_INFINITY ? ttl : now() + ttl
    entry = { value, async, expires, took }
    packed = pack(cache, key, entry)
  } catch (error) {
    unstorable(cache, key, error as Error)
    return undefined
  }
  try {
    const kept = ttl + Math.max(staleWhileRevalidate, staleIfError)
    let written = cache.backend.set(key, packed, setOptions, kept === Number.POSITIVE_INFINITY ? undefined : kept)
    if (isThenable(written)) {
      const waiting = parts.sharedStore?.inTime(written, timeout, left) ?? written
      written = waiting.then(undefined, (error) => failed(cache, 'set', key, error))
    }
    cache.backend.keep?.(key, toLive(entry))
    cache.tell({ type: 'stored', key, took })
    return written
  } catch (error) {
    failed(cache, 'set', key, error)
    return undefined
  }
}

/** An entry that is expired from the start: written over an entry where a backend cannot delete. */
export function tombstone(cache: FunctionCache, key: string): unknown {
  return pack(cache, key, { value: undefined, async: false, expires: 0, took: 0 })
}

/** An entry as the backend keeps it. @throws {UnstorableResultError} */
export function pack(cache: FunctionCache, key: string, entry: Entry): unknown {
  return cache.settings.text?.write(key, entry) ?? toLive(entry)
}

function unstorable(cache: FunctionCache, key: string, error: Error): void {
  cache.tell({ type: 'unstorable', key, error })
  cache.warnOnce(
    'AUTOCACHED_UNSTORABLE',
    `${cache.name || 'A cached function'} gives results that cannot be stored. ${error.message}`,
  )
}
