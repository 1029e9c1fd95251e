import { PartMissingError } from './errors.js'
import type { ExplainOptions, Explanation } from './explain.js'
import type { FunctionCache } from './function-cache.js'
import type { Linker } from './linker.js'
import type { RareOptions } from './rare-options.js'
import { registry } from './registry.js'
import type { SharedStore } from './shared-store.js'

/**
 * What only some programs need. Each part is installed by what needs it, so that a bundle without that is smaller: the linker by the
 * output of a plugin, the shared store by the backends, `explain` by its own import. `full.ts` installs all of them, and rare
 * options with them, as the package does everywhere but in browsers.
 */
export interface Parts {
  linker?: Linker
  sharedStore?: SharedStore
  rareOptions?: RareOptions
  explain?: (fn: object, options?: ExplainOptions) => Explanation
  /** Comes with `explain`. */
  watchMisses?: (cache: FunctionCache, wrapper: object) => FunctionCache['onMiss']
}

/** One set for all copies of this package, as the registry is. */
export const { parts } = registry

/** @throws {PartMissingError} */
export function linker(user = 'A compiled function'): Linker {
  return parts.linker ?? missing(user)
}

/** @throws {PartMissingError} */
export function sharedStore(user: string): SharedStore {
  return parts.sharedStore ?? missing(user)
}

/** @throws {PartMissingError} */
export function rareOptions(user: string): RareOptions {
  return parts.rareOptions ?? missing(user)
}

function missing(user: string): never {
  throw new PartMissingError(user)
}
