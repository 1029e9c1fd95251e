import type { NotInitializedError } from './errors.js'

/** Also of another copy of this package. */
export function isNotInitialized(error: unknown): error is NotInitializedError {
  return (error as Partial<NotInitializedError> | null)?.code === 'AUTOCACHED_NOT_INITIALIZED'
}
