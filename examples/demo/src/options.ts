// Where results are kept, and what the demo wants to know about each call.
import type { CacheEvent } from 'autocached'
import { DiskBackend } from 'autocached/backends/disk'

/** Any object with `get` and `set` is a backend. This one keeps nothing, and so it needs nothing written as text. */
const nothing = { stores: 'values', get: () => undefined, set() {} } as const

const path = process.env.DEMO_CACHE

/** Everything that the cache did in this process. */
export const events: CacheEvent[] = []

export const options = {
  backend: path ? new DiskBackend({ path }) : nothing,
  onEvent: (event: CacheEvent) => events.push(event),
}
