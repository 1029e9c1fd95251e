import { MemoryBackend } from './backends/memory.js'
import { answer } from './call.js'
import { compute } from './compute.js'
import { fromLive, toLive } from './entry.js'
import type { FunctionCache } from './function-cache.js'
import { type Backends, missing, parts } from './parts.js'
import { damaged, type Read } from './read-entry.js'
import { land } from './single-flight.js'

/** All that `autocached/core` knows of backends: `MemoryBackend` and `Map`, which neither fail nor make anybody wait. */
const localBackends: Backends = {
  settingsFor({ backend }) {
    const prototype: unknown = Object.getPrototypeOf(Object(backend))
    if (prototype !== MemoryBackend.prototype && prototype !== Map.prototype) missing('The backend')
  },
  call: (cache, key, receiver, args) => answer(cache, key, receiver, args, read(cache, key)),
  compute,
  store(cache, key, entry) {
    cache.backend.set(key, toLive(entry))
    cache.tell({ type: 'stored', key, took: entry.took })
  },
  drop: ({ backend }, key) => backend.delete?.(key),
  invalidate(cache, key) {
    land(cache.flights, key)
    cache.backend.delete?.(key)
    cache.tell({ type: 'invalidated', key })
  },
  invalidateAll: () => missing('invalidateAll()'),
}

/** Marked as pure, an export made so can be dropped by bundlers. */
export function withLocalBackends<T>(value: T): T {
  parts.backends ??= localBackends
  return value
}

function read(cache: FunctionCache, key: string): Read {
  const stored = cache.backend.get(key)
  if (stored === undefined) return 'absent'
  try {
    return fromLive(key, stored)
  } catch (error) {
    return damaged(cache, key, error)
  }
}
