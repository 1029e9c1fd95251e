import { BackendContractError } from '../errors.js'
import { internalClass, isAsyncFunction } from '../internal-class.js'
import type { Packing } from '../packed-entry.js'

/**
 * Where entries are kept. Any object with `get` and `set` will do, synchronous or not; a `Map` is one.
 *
 * Keys are printable ASCII without spaces, at most 250 characters.
 */
export interface Backend {
  /**
   * What `set` is given and `get` must give back. `'strings'` (the default): strings that a store can write anywhere.
   * `'values'`: live objects, which only a backend in the memory of this process can keep; then results are never copied, and
   * what has no canonical form can count by identity. A `Map` holds values.
   */
  readonly stores?: 'strings' | 'values'
  /** The entry of `key`; `undefined` or `null` where there is none. */
  get(key: string): unknown
  /**
   * Stores an entry. `options` are the `setOptions` of `cached()`, as they were given. `ttl` is for how many milliseconds the
   * entry is used, left out where it has no end: a store that knows it can give the place back.
   */
  // biome-ignore lint/suspicious/noExplicitAny: an implementation narrows both
  set(key: string, entry: any, options?: any, ttl?: number): unknown
  /** Removes an entry. Without it, `invalidate` writes an expired entry over it. */
  delete?(key: string): unknown
  has?(key: string): unknown
  /**
   * Calls give promises. To be said where `get` gives them and is no async function, so that the first call knows, and where it may
   * give an entry at once all the same.
   */
  readonly async?: boolean
  /**
   * Is given each entry that was read or written as text as a live value, too, which `get` may give from then on instead of the
   * text. For backends with memory of their own.
   */
  keep?(key: string, entry: object): void
  /**
   * How often the entry of `key` was written or removed. What was read is not handed to `keep` where this is another number by then:
   * the read may have met what is gone. NaN while a change is under way.
   */
  changesOf?(key: string): number
  /** Where entries that `keep` was given are, if they are to be used without asking the backend. */
  readonly places?: Backend | undefined
  /** Removes every entry, or those whose key begins with `prefix`. */
  clear?(prefix?: string): unknown
  close?(): unknown
  /**
   * Entries of plain data are handed over as bytes, written by this, and `get` gives bytes back as bytes, and text as text. For
   * backends that keep both. Bytes that `get` gives need to hold only until the backend is asked again.
   */
  readonly packing?: Packing | undefined
  /**
   * Takes the lock of `key` for `expiry` milliseconds; `undefined` where another holds it. Needed by the option `lock`. It is
   * synchronous where `get` is.
   */
  lock?(key: string, expiry: number): Lock | undefined | Promise<Lock | undefined>
}

/** A lock that was taken. Neither method touches a lock that another has taken since. */
export interface Lock {
  /** Holds it for `expiry` milliseconds from now. */
  renew(expiry: number): unknown
  release(): unknown
}

/** Any store that `cached()` takes: a backend, or one of the caches that `adapt` knows. */
// biome-ignore lint/suspicious/noExplicitAny: each store has parameters of its own
export type AnyBackend = Backend | { get(...args: any[]): unknown; set(...args: any[]): unknown }

/**
 * Whether `backend` keeps live values of this process.
 *
 * @throws {BackendContractError} naming what is missing.
 */
export function storesValues(backend: unknown): boolean {
  const asked = backend as Backend | null | undefined
  if ((typeof asked !== 'object' && typeof asked !== 'function') || asked === null)
    throw new BackendContractError(asked === null ? 'null' : typeof asked, 'it is no object')
  const missing = (['get', 'set'] as const).filter((method) => typeof asked[method] !== 'function')
  const what = nameOf(asked)
  if (missing.length > 0) throw new BackendContractError(what, `it has no ${missing.join('() and no ')}()`)
  const { stores } = asked
  if (stores === undefined) return isMap(asked)
  if (stores !== 'values' && stores !== 'strings')
    throw new BackendContractError(what, `its "stores" is neither 'strings' nor 'values'`)
  return stores === 'values'
}

/** What can be known of that before the first read. */
export function readsAsync({ async, get }: Backend): boolean {
  return async || isAsyncFunction(get)
}

/** Also of another realm. */
export function isMap(backend: object): backend is Map<unknown, unknown> & Backend {
  return backend instanceof Map || internalClass(backend) === '[object Map]'
}

/** What removes the entries whose key begins with a prefix: the `clear` of a Map knows none. */
export function clearOf(backend: Backend): ((prefix?: string) => unknown) | undefined {
  if (isMap(backend))
    return (prefix = '') => {
      for (const key of backend.keys()) if (String(key).startsWith(prefix)) backend.delete(key)
    }
  return typeof backend.clear === 'function' ? backend.clear.bind(backend) : undefined
}

/** For messages. */
export function nameOf(backend: object): string {
  return backend.constructor?.name || 'an object'
}

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  try {
    return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  } catch {
    // An object that refuses to be asked for what it has not.
    return false
  }
}
