import { failed } from './backend-failure.js'
import { type Backend, isThenable, nameOf, readsAsync, storesValues } from './backends/backend.js'
import { answer } from './call.js'
import { compute, rideOn } from './compute.js'
import { type Entry, toLive } from './entry.js'
import type { FunctionCache } from './function-cache.js'
import { drop, invalidate, invalidateAll } from './invalidate.js'
import type { CachedOptions, Settings } from './options.js'
import { pack } from './pack.js'
import { type Backends, parts, sharedStore } from './parts.js'
import { type Reason, readEntry } from './read-entry.js'
import { fly } from './single-flight.js'

/** Backends of whatever kind: they may fail, keep text, and be asynchronous. */
export const anyBackend: Backends = {
  settingsFor,
  call,
  compute: computeInTurn,
  store,
  drop,
  invalidate,
  invalidateAll,
}

/** What `sharedSettings` would give. */
const WITHOUT_SHARED = { text: undefined, timeout: 1000, lock: undefined }

/** @throws {BackendContractError} */
function settingsFor(options: CachedOptions<never>): Partial<Settings> {
  const backend = parts.sharedStore?.adapt(options.backend) ?? (options.backend as Backend)
  const live = storesValues(backend)
  const shared =
    live && !options.lock
      ? parts.sharedStore
      : sharedStore(live ? 'The option "lock"' : `The backend (${nameOf(backend)})`)
  return {
    backend,
    live,
    readsAsync: readsAsync(backend),
    ...(shared?.sharedSettings(options, backend, live) ?? WITHOUT_SHARED),
  }
}

function call(cache: FunctionCache, key: string, receiver: unknown, args: unknown[]): unknown {
  let stored: unknown
  try {
    stored = cache.backend.get(key)
  } catch (error) {
    failed(cache, 'get', key, error)
    return compute(cache, key, receiver, args, 'backend')
  }
  if (!isThenable(stored)) {
    if (cache.backend.async) cache.readsAsync = true
    return answer(cache, key, receiver, args, readEntry(cache, key, stored))
  }
  cache.async = cache.readsAsync = true
  const { readThenCompute } = sharedStore('An asynchronous backend')
  const flight = fly(cache.flights, key, (flight) => readThenCompute(cache, key, receiver, args, stored, flight))
  return rideOn(cache, key, receiver, args, flight)
}

/** Computes; with `lock`, after no other process does. */
function computeInTurn(
  cache: FunctionCache,
  key: string,
  receiver: unknown,
  args: unknown[],
  reason: Reason,
  fallback?: Entry,
): unknown {
  if (cache.settings.lock === undefined) return compute(cache, key, receiver, args, reason, fallback)
  return sharedStore('The option "lock"').computeInTurn(cache, key, receiver, args, reason, fallback)
}

/** @throws {UnstorableResultError} */
function store(cache: FunctionCache, key: string, entry: Entry, left?: number): unknown {
  const { ttl, staleWhileRevalidate, staleIfError, setOptions, timeout } = cache.settings
  const packed = pack(cache, key, entry)
  try {
    const kept = ttl + Math.max(staleWhileRevalidate, staleIfError)
    let written = cache.backend.set(key, packed, setOptions, kept === Number.POSITIVE_INFINITY ? undefined : kept)
    if (isThenable(written)) {
      const writing = parts.sharedStore?.noteWrite(cache, key, written) ?? written
      const waiting = parts.sharedStore?.inTime(writing, timeout, left) ?? writing
      written = waiting.then(undefined, (error) => failed(cache, 'set', key, error))
    }
    cache.backend.keep?.(key, toLive(entry))
    cache.tell({ type: 'stored', key, took: entry.took })
    return written
  } catch (error) {
    failed(cache, 'set', key, error)
    return undefined
  }
}
