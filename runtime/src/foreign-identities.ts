import { digest128 } from './digest.js'
import { intrinsicName } from './intrinsics.js'
import { identityOf, registry } from './registry.js'
import { isBorrowed } from './row.js'

/**
 * What nobody compiled counts by its text, of which closures and mocks have the same, whatever they capture. In one process they can
 * be told apart, too.
 */
export function foreignIdentities(seen: readonly unknown[]): string {
  const foreign = seen.filter(isForeign)
  return foreign.length === 0 ? '' : `~${digest128(foreign.map((value) => identityOf(value as object)).join())}`
}

function isForeign(value: unknown): boolean {
  if (typeof value !== 'function' && (typeof value !== 'object' || value === null)) return false
  if (registry.wrappers.has(value) || intrinsicName(value) !== undefined) return false
  const definition = registry.definitions.get(value)
  // What a definition has from elsewhere counts by its text, too.
  return definition === undefined || isBorrowed(definition)
}
