import type { Backend } from './backends/backend.js'
import type { FunctionCache } from './function-cache.js'
import { mapOf } from './map-of.js'
import { inTime } from './timeout.js'

/** What asynchronous stores have not written yet, by key. */
const writes = new WeakMap<Backend, Map<string, Set<Promise<unknown>>>>()

/** Gives the write as a promise, so that it is asked once: some are carried out whenever `then` is called. */
export function noteWrite({ backend }: FunctionCache, key: string, written: PromiseLike<unknown>): Promise<unknown> {
  const write = Promise.resolve(written)
  const byKey = mapOf(writes, backend)
  const ofKey = byKey.get(key) ?? new Set()
  byKey.set(key, ofKey.add(write))
  const done = () => {
    ofKey.delete(write)
    if (ofKey.size === 0 && byKey.get(key) === ofKey) byKey.delete(key)
  }
  write.then(done, done)
  return write
}

/**
 * Removes at once what `remove` removes, and again behind what is still being written there: a store may answer in any order, and would
 * else keep what was to be removed.
 */
export function removeBehindWrites(
  { backend, settings }: FunctionCache,
  isMeant: (key: string) => boolean,
  remove: () => unknown,
): unknown {
  const pending = [...(writes.get(backend) ?? [])].flatMap(([key, ofKey]) => (isMeant(key) ? [...ofKey] : []))
  const removing = remove()
  if (pending.length === 0) return removing
  const again = Promise.allSettled(pending).then(remove)
  return inTime(Promise.all([removing, again]), settings.timeout)
}
