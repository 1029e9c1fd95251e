import { failed } from './backend-failure.js'
import { type Entry, fromLive, toLive } from './entry.js'
import { freshness } from './freshness.js'
import type { FunctionCache } from './function-cache.js'
import { inTime } from './timeout.js'

export type Reason = 'absent' | 'expired' | 'damaged' | 'backend' | 'refresh' | 'stale'

/** What reading gave: an entry to use, or the reason why there is none. */
export type Read = Entry | Reason

export function readEntry(cache: FunctionCache, key: string, stored: unknown): Read {
  if (stored === undefined || stored === null) return 'absent'
  const { settings, backend } = cache
  const { text } = settings
  try {
    // A backend of text with a memory of its own gives live entries, too.
    if (text === undefined || (backend.keep !== undefined && typeof stored === 'object')) return fromLive(key, stored)
    const entry = text.read(key, stored)
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

export function readAgain(cache: FunctionCache, key: string): Read {
  try {
    return readEntry(cache, key, cache.backend.get(key))
  } catch (error) {
    failed(cache, 'get', key, error)
    return 'backend'
  }
}

/** Another process has computed a key when what it stored is fresh. */
export function onlyFresh(cache: FunctionCache, read: Read): Read {
  return typeof read === 'string' || freshness(read, cache.settings) === 'fresh' ? read : 'expired'
}
