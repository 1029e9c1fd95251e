import { type Backend, isThenable } from './backends/backend.js'
import { BackendContractError, BackendError } from './errors.js'
import type { FunctionCache } from './function-cache.js'
import { land } from './single-flight.js'

/**
 * Removes the entries of a function's version. What is being computed is not stored.
 *
 * @throws {BackendContractError} for a backend that cannot list its keys; {BackendError} when it fails.
 */
export function invalidateAll(cache: FunctionCache): unknown {
  const prefix = cache.keyPrefix()
  const key = `${prefix}*`
  const rejected = (error: unknown): never => {
    throw new BackendError(key, error)
  }
  const done = () => cache.tell({ type: 'invalidated', key })
  const clear = clearing(cache.backend)
  for (const running of [...cache.flights.keys()]) if (running.startsWith(prefix)) land(cache.flights, running)
  let removing: unknown
  try {
    removing = clear(prefix)
  } catch (error) {
    rejected(error)
  }
  return isThenable(removing) ? removing.then(done, rejected) : done()
}

function clearing(backend: Backend): (prefix: string) => unknown {
  // The `clear` of a Map knows no prefix.
  if (isMap(backend))
    return (prefix) => {
      for (const key of backend.keys()) if (String(key).startsWith(prefix)) backend.delete(key)
    }
  if (typeof backend.clear === 'function') return (prefix) => backend.clear?.(prefix)
  throw new BackendContractError(
    backend.constructor?.name || 'an object',
    'it has no clear(prefix), so the entries of one function cannot be found in it. Give the function another "namespace" instead',
  )
}

function isMap(backend: object): backend is Map<unknown, unknown> & Backend {
  return backend instanceof Map || Object.prototype.toString.call(backend) === '[object Map]'
}
