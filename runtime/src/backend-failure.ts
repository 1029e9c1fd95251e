import type { FunctionCache } from './function-cache.js'
import { messageOf } from './message-of.js'
import { warn } from './warn.js'

/** Tells an error of the backend, which never fails a call. The first one of a backend is a warning of the process, too. */
export function failed(cache: FunctionCache, phase: 'get' | 'set' | 'lock', key: string, error: unknown): void {
  cache.tell({ type: 'error', phase, key, error })
  if (failedBackends.has(cache.backend)) return
  failedBackends.add(cache.backend)
  warn(
    'AUTOCACHED_BACKEND',
    `A cache backend failed (${phase}: ${messageOf(error)}). Calls run without it; onEvent tells each failure.`,
  )
}

const failedBackends = new WeakSet<object>()
