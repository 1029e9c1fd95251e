import type { FunctionCache } from './function-cache.js'
import { registry } from './registry.js'
import { warn } from './warn.js'

const warned = new WeakMap<FunctionCache, Set<string>>()

/** Warns of what the author of a cached function should know: as an event, and once for each function and code. */
export function warnOnce(cache: FunctionCache, code: string, message: string): void {
  const codes = warned.get(cache) ?? new Set()
  if (codes.has(code)) return
  warned.set(cache, codes.add(code))
  warn(code, message)
  cache.tell({ type: 'warning', code, message })
}

export function warnOfUnstorable(cache: FunctionCache, { message }: Error): void {
  const name = cache.name || 'A cached function'
  warnOnce(cache, 'AUTOCACHED_UNSTORABLE', `${name} gives results that cannot be stored. ${message}`)
}

/** A plugin could not give the function a version: it said why. */
export function warnOfRefusal(cache: FunctionCache): void {
  const refusal = registry.refusals.get(cache.fn)
  if (refusal !== undefined) warnOnce(cache, 'AUTOCACHED_REFUSED', refusal)
}
