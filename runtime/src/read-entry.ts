import { failed } from './backend-failure.js'
import { isThenable } from './backends/backend.js'
import { type Entry, fromLive, fromText, toLive } from './entry.js'
import { freshness } from './freshness.js'
import type { FunctionCache } from './function-cache.js'
import { inTime } from './timeout.js'

export type Reason = 'absent' | 'expired' | 'damaged' | 'backend' | 'refresh' | 'stale'

/** What reading gave: an entry to use, or the reason why there is none. */
export type Read = Entry | Reason

export function readEntry(cache: FunctionCache, key: string, stored: unknown): Read {
  if (stored === undefined || stored === null) return 'absent'
  const { settings, backend } = cache
  try {
    if (settings.live) return fromLive(key, stored)
    let entry: Entry
    if (settings.packing !== undefined && stored instanceof Uint8Array) entry = settings.packing.read(key, stored)
    // A backend of text with a memory of its own gives live entries, too.
    else if (backend.keep !== undefined && typeof stored === 'object') return fromLive(key, stored)
    else entry = fromText(key, stored, settings.codec, settings.mac)
    backend.keep?.(key, toLive(entry))
    return entry
  } catch (error) {
    cache.tell({ type: 'error', phase: 'decode', key, error })
    return 'damaged'
  }
}

export async function readInTime(cache: FunctionCache, key: string, reading: PromiseLike<unknown>): Promise<Read> {
  let stored: unknown
  try {
    stored = await inTime(reading, cache.settings.timeout)
  } catch (error) {
    failed(cache, 'get', key, error)
    return 'backend'
  }
  return readEntry(cache, key, stored)
}

/** Reads once more: at once where the backend is synchronous, because what it gave may not hold for longer. */
export function readAgain(cache: FunctionCache, key: string): Read | Promise<Read> {
  try {
    const stored = cache.backend.get(key)
    return isThenable(stored) ? readInTime(cache, key, stored) : readEntry(cache, key, stored)
  } catch (error) {
    failed(cache, 'get', key, error)
    return 'backend'
  }
}

/** Another process has computed a key when what it stored is fresh. */
export function onlyFresh(cache: FunctionCache, read: Read): Read {
  return typeof read === 'string' || freshness(read, cache.settings) === 'fresh' ? read : 'expired'
}
