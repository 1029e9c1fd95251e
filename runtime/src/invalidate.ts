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
  const { backend, settings } = cache
  land(cache.flights, key)
  return remove(cache, key, () => {
    const removing =
      backend.delete === undefined ? backend.set(key, tombstone(cache, key), settings.setOptions) : backend.delete(key)
    return isThenable(removing) ? (parts.sharedStore?.inTime(removing, settings.timeout) ?? removing) : removing
  })
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
  for (const key of [prefix, ...cache.flights.keys()]) if (key.startsWith(prefix)) land(cache.flights, key)
  return remove(cache, `${prefix}*`, () => clear(prefix))
}

function remove(cache: FunctionCache, key: string, run: () => unknown): unknown {
  const done = () => cache.tell({ type: 'invalidated', key })
  const rejected = (error: unknown): never => {
    throw new BackendError(key, error)
  }
  let removing: unknown
  try {
    removing = run()
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
