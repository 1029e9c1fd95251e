import { isThenable } from './backends/backend.js'
import type { Entry } from './entry.js'
import type { FunctionCache } from './function-cache.js'
import { parts } from './parts.js'
import type { Standard } from './standard.js'

export function hit(cache: FunctionCache, key: string, entry: Entry): unknown {
  cache.hit(key, entry)
  return entry.async || cache.readsAsync ? Promise.resolve(entry.value) : entry.value
}

/** What a call gives whose computation failed: the expired entry, where `staleIfError` allows it. */
export function giveInstead(cache: FunctionCache, key: string, error: unknown, fallback: Entry | undefined): unknown {
  return fallback === undefined
    ? refuse(cache.readsAsync, error)
    : (parts.standard as Standard).giveStale(cache, key, fallback, { error })
}

/** An error of a call, as a rejection where calls give promises. */
export function refuse(async: boolean | undefined, error: unknown): Promise<never> {
  if (async) return Promise.reject(error)
  throw error
}

/** On an asynchronous backend calls give promises, also those that did not come to reading it. */
export function settled(cache: FunctionCache, result: unknown): unknown {
  return cache.readsAsync && !isThenable(result) ? Promise.resolve(result) : result
}
