import { failed } from './backend-failure.js'
import { isThenable } from './backends/backend.js'
import { type Entry, fromLive, isLive, toLive } from './entry.js'
import { freshness } from './freshness.js'
import type { FunctionCache } from './function-cache.js'
import { thenInTime } from './timeout.js'

export type Reason = 'absent' | 'expired' | 'damaged' | 'backend' | 'refresh' | 'stale'

/** What reading gave: an entry to use, or the reason why there is none. */
export type Read = Entry | Reason

/** @param isLast Whether nothing was written or removed while it was read. */
export function readEntry(cache: FunctionCache, key: string, stored: unknown, isLast = true): Read {
  if (stored === undefined || stored === null) return 'absent'
  const { settings, backend } = cache
  const { text } = settings
  try {
    // A backend of text with a memory of its own gives live entries, too.
    if (text === undefined || (backend.keep !== undefined && isLive(stored as object))) return fromLive(key, stored)
    const entry = text.read(key, stored)
    if (isLast) backend.keep?.(key, toLive(entry))
    return entry
  } catch (error) {
    return damaged(cache, key, error)
  }
}

export function damaged(cache: FunctionCache, key: string, error: unknown): Reason {
  cache.tell({ type: 'error', phase: 'decode', key, error })
  return 'damaged'
}

/** `then` of what comes of `reading`, and of how many milliseconds of `timeout` are left. It never fails: what does is an event, and a reason to compute. */
export function readInTime<R>(
  cache: FunctionCache,
  key: string,
  reading: PromiseLike<unknown>,
  then: (read: Read, left: () => number) => R | PromiseLike<R>,
): Promise<R> {
  const { backend, settings } = cache
  const changes = backend.changesOf?.(key)
  return thenInTime(
    reading,
    settings.timeout,
    (stored, left) => then(readEntry(cache, key, stored, backend.changesOf?.(key) === changes), left),
    (error, left) => {
      failed(cache, 'get', key, error)
      return then('backend', left)
    },
  )
}

/** Reads once more: at once where the backend is synchronous, because what it gave may not hold for longer. */
export function readAgain(cache: FunctionCache, key: string): Read | Promise<Read> {
  try {
    const stored = cache.backend.get(key)
    return isThenable(stored) ? readInTime(cache, key, stored, (read) => read) : readEntry(cache, key, stored)
  } catch (error) {
    failed(cache, 'get', key, error)
    return 'backend'
  }
}

/** Another process has computed a key when what it stored is fresh. */
export function onlyFresh(cache: FunctionCache, read: Read): Read {
  return typeof read === 'string' || freshness(read, cache.settings) === 'fresh' ? read : 'expired'
}
