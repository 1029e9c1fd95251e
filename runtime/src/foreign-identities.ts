import { digest128 } from './digest.js'
import { intrinsicName } from './intrinsics.js'
import { identityOf, registry } from './registry.js'
import { isBorrowed } from './row.js'
import { textOnly } from './text-only.js'

/**
 * What nobody compiled counts by its text, of which closures and mocks have the same, whatever they capture. In one process they can
 * be told apart, too.
 */
export function foreignIdentities(seen: readonly unknown[]): string {
  const foreign = seen.flatMap(foreignIn)
  return foreign.length === 0 ? '' : `~${digest128(foreign.map(identityOf).join())}`
}

function foreignIn(value: unknown): readonly object[] {
  if ((typeof value !== 'function' && (typeof value !== 'object' || value === null)) || intrinsicName(value)) return []
  const definition = registry.wrappers.has(value) ? undefined : registry.definitions.get(value)
  // What a definition has from elsewhere counts by its text, too.
  return definition !== undefined && isBorrowed(definition) ? [value] : textOnly(value)
}
