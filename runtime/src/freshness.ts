import type { Entry } from './entry.js'
import type { Settings } from './options.js'

/**
 * What an entry is good for: `fresh`, to be used; `stale`, to be used while it is computed again; `fallback`, to be used if computing
 * it again fails; `expired`, for nothing. Both windows begin where the entry expires: RFC 5861, sections 3 and 4.
 */
export type Freshness = 'fresh' | 'stale' | 'fallback' | 'expired'

/** How fresh an entry is now. The windows are those of the reader, so that another policy finds the same entries. */
export function freshness(entry: Entry, { now, staleWhileRevalidate, staleIfError }: Settings): Freshness {
  if (isFresh(entry, now)) return 'fresh'
  // What `invalidate` wrote over an entry has no value.
  if (entry.expires === 0) return 'expired'
  const age = now() - entry.expires
  if (age < staleWhileRevalidate) return 'stale'
  return age < staleIfError ? 'fallback' : 'expired'
}

export function isFresh({ expires }: Entry, now: () => number): boolean {
  // What `invalidate` wrote over an entry expires at 0, whatever the clock says.
  return expires === Number.POSITIVE_INFINITY || (expires !== 0 && now() < expires)
}
