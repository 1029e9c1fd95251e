import { failed } from './backend-failure.js'
import { type Backend, clearOf, isThenable, nameOf } from './backends/backend.js'
import { BackendContractError, BackendError } from './errors.js'
import type { FunctionCache } from './function-cache.js'
import { tombstone } from './pack.js'
import { parts } from './parts.js'
import { land } from './single-flight.js'

/**
 * Removes an entry. If it is being computed, that is not stored.
 *
 * @throws {BackendError} when the backend fails.
 */
export function invalidate(cache: FunctionCache, key: string): unknown {
  land(cache.flights, key)
  const isMeant = (written: string) => written === key
  return remove(cache, key, isMeant, () => removeEntry(cache, key))
}

/** Removes an entry without a word of it. Never fails, but tells what the backend throws. */
export function drop(cache: FunctionCache, key: string): unknown {
  const { backend } = cache
  const rejected = (error: unknown) => failed(cache, 'set', key, error)
  // Where there is nothing to write over, a store without `delete` stays as it is.
  const removeFound = (found: unknown) => (found === undefined || found === null ? undefined : removeEntry(cache, key))
  try {
    const found = backend.delete === undefined ? backend.get(key) : true
    const removing = isThenable(found) ? inTime(cache, found).then(removeFound) : removeFound(found)
    return isThenable(removing) ? removing.then(() => undefined, rejected) : undefined
  } catch (error) {
    return rejected(error)
  }
}

function removeEntry(cache: FunctionCache, key: string): unknown {
  const { backend, settings } = cache
  const removing =
    backend.delete === undefined ? backend.set(key, tombstone(cache, key), settings.setOptions) : backend.delete(key)
  return isThenable(removing) ? inTime(cache, removing) : removing
}

function inTime({ settings }: FunctionCache, waiting: PromiseLike<unknown>): PromiseLike<unknown> {
  return parts.sharedStore?.inTime(waiting, settings.timeout) ?? waiting
}

/**
 * Removes the entries of a function's version. What is being computed is not stored.
 *
 * @throws {BackendContractError} for a backend that cannot list its keys; {BackendError} when it fails.
 */
export function invalidateAll(cache: FunctionCache): unknown {
  cache.current()
  const { prefix } = cache
  const clear = clearOf(cache.backend) ?? cannotClear(cache.backend)
  const isMeant = (key: string) => key.startsWith(prefix)
  for (const key of [prefix, ...cache.flights.keys()]) if (isMeant(key)) land(cache.flights, key)
  return remove(cache, `${prefix}*`, isMeant, () => clear(prefix))
}

function remove(cache: FunctionCache, key: string, isMeant: (key: string) => boolean, run: () => unknown): unknown {
  const done = () => cache.tell({ type: 'invalidated', key })
  const rejected = (error: unknown): never => {
    throw new BackendError(key, error)
  }
  let removing: unknown
  try {
    removing = parts.sharedStore === undefined ? run() : parts.sharedStore.removeBehindWrites(cache, isMeant, run)
  } catch (error) {
    rejected(error)
  }
  return isThenable(removing) ? removing.then(done, rejected) : done()
}

function cannotClear(backend: Backend): never {
  throw new BackendContractError(
    nameOf(backend),
    'it has no clear(prefix), so the entries of one function cannot be found in it. Give the function another "namespace" instead',
  )
}
