import { type Entry, toLive } from './entry.js'
import type { FunctionCache } from './function-cache.js'

/** An entry as the backend keeps it. @throws {UnstorableResultError} */
export function pack(cache: FunctionCache, key: string, entry: Entry): unknown {
  return cache.settings.text?.write(key, entry) ?? toLive(entry)
}

/** An entry that is expired from the start: written over an entry where a backend cannot delete. */
export function tombstone(cache: FunctionCache, key: string): unknown {
  return pack(cache, key, { value: undefined, async: false, expires: 0, took: 0 })
}
