import type { Backend } from './backends/backend.js'
import type { Entry } from './entry.js'
import { PartMissingError } from './errors.js'
import type { ExplainOptions, Explanation } from './explain.js'
import type { FunctionCache } from './function-cache.js'
import type { Linker } from './linker.js'
import type { CachedOptions, Settings } from './options.js'
import type { RareOptions } from './rare-options.js'
import type { Reason } from './read-entry.js'
import { parts } from './registry.js'
import type { SharedStore } from './shared-store.js'
import type { Flight } from './single-flight.js'
import type { Standard } from './standard.js'

/**
 * What only some programs need. Each part is installed by what needs it, so that a bundle without that is smaller: the standard part by
 * `autocached`, the linker by the output of a plugin, the shared store by the backends, `explain` by its own import. `full.ts` installs
 * all of them, and rare options with them, as `autocached` does everywhere but in browsers. `autocached/core` installs nothing but
 * backends.
 */
export interface Parts {
  /** Always there: those that `autocached/core` knows, or any. */
  backends?: Backends
  standard?: Standard
  linker?: Linker
  sharedStore?: SharedStore
  rareOptions?: RareOptions
  explain?: (fn: object, options?: ExplainOptions) => Explanation
  /** The running computations on each backend, by key. */
  readonly flights: WeakMap<Backend, Map<string, Flight>>
  /** Calls of functions that have not given a promise, and so have no flight. Whose key is landed is taken out. */
  readonly starting: Set<{ readonly key: string }>
  /** Comes with `explain`. */
  watchMisses?: (cache: FunctionCache, wrapper: object) => FunctionCache['onMiss']
}

/** What calls ask of the backend of a function, whatever it is. */
export interface Backends {
  /** What the options mean for their backend. @throws {BackendContractError}, {PartMissingError} */
  settingsFor(options: CachedOptions<never>): Partial<Settings> | undefined
  /** Reads, and goes on with `answer`. */
  call(cache: FunctionCache, key: string, receiver: unknown, args: unknown[]): unknown
  /** Computes, alone where the option `lock` asks for that. */
  compute(
    cache: FunctionCache,
    key: string,
    receiver: unknown,
    args: unknown[],
    reason: Reason,
    fallback?: Entry,
  ): unknown
  /** Gives a promise where the backend's `set` does. @throws {UnstorableResultError} */
  store(cache: FunctionCache, key: string, entry: Entry, left: number | undefined): unknown
  /** Removes an entry without a word of it. Gives a promise where the backend does. */
  drop(cache: FunctionCache, key: string): unknown
  /** @throws {BackendError} */
  invalidate(cache: FunctionCache, key: string): unknown
  /** @throws {BackendError}, {BackendContractError} */
  invalidateAll(cache: FunctionCache): unknown
}

export { parts }

export function backends(): Backends {
  return parts.backends as Backends
}

/** @throws {PartMissingError} */
export function standard(user: string): Standard {
  return parts.standard ?? missing(user)
}

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

/** @throws {PartMissingError} */
export function missing(user: string): never {
  throw new PartMissingError(user)
}
