import type { AnyBackend, Backend } from './backends/backend.js'
import { MemoryBackend } from './backends/memory.js'
import { OptionValueError } from './errors.js'
import type { CacheEvent } from './events.js'
import { knownOptions } from './known-options.js'
import type { OwnCodec } from './own-codec.js'
import { backends, parts, standard } from './parts.js'
import type { AnyFunction } from './signature.js'
import type { TextFormat } from './text-format.js'

/** Options of `cached()`. None of them enters the version, but `version`, `versioning` and `dependencies`; `key` enters keys. */
export interface CachedOptions<F extends AnyFunction = AnyFunction, B extends AnyBackend = AnyBackend> {
  /**
   * Where results are kept: a backend of this package, a `Map`, an lru-cache, a Keyv, a cache of cache-manager, a storage of
   * unstorage, a BentoCache, or an object of your own. Default: a `MemoryBackend` of 10,000 entries that all functions of the
   * process share.
   */
  readonly backend?: B
  /** How long a result is used, in milliseconds: above 0, to `Infinity`. Default `Infinity`. */
  readonly ttl?: number
  /**
   * How long after `ttl` an entry is still given while it is computed again in the background, in milliseconds: 0 to `Infinity`.
   * Default 0. Source: RFC 5861, section 3.
   */
  readonly staleWhileRevalidate?: number
  /**
   * How long after `ttl` an entry is given instead of an error when the function throws or rejects, in milliseconds: 0 to
   * `Infinity`. Default 0. Source: RFC 5861, section 4.
   */
  readonly staleIfError?: number
  /** Handed to the backend's `set` as its third argument, as it is. */
  readonly setOptions?: unknown
  /**
   * Where the version comes from. `'auto'` (default): what a plugin compiled, else the function's source text. `'compiled'`
   * refuses a function that no plugin compiled. `'source'` takes the source text in any case.
   */
  readonly versioning?: 'auto' | 'compiled' | 'source'
  /**
   * A version of your own instead: a string, or a function of the wrapped function that gives one. Two functions of one name
   * and version share entries, whatever their code does. Variables that a compiled function uses are still part of the key.
   */
  readonly version?: string | ((fn: F) => string)
  /**
   * Values and functions that count into the version as if the function referred to them, for what no tool can see. They are read when the
   * version first is: of an object that is changed later, pass what is read from it as an argument.
   */
  readonly dependencies?: readonly unknown[]
  /**
   * Gives the value that stands for the arguments in the key. It is called as the function is, with the same `this`. What it does counts
   * into keys as what the function does; a pinned `version` stands for both.
   */
  readonly key?: (...args: Parameters<F>) => unknown
  /** The first part of each key: 1 to 100 printable ASCII characters without spaces and colons. Default `'autocached'`. */
  readonly namespace?: string
  /**
   * Caches a generator function whole: the first call runs it to its end, and each call gets a generator over all its values.
   * Default `false`: generator functions are refused.
   */
  readonly collect?: boolean
  /**
   * Measures what calls cost, and warns once, with figures, when keys, reads and writes take longer than hits save
   * (`AUTOCACHED_COSTLY`). Default `false`: it reads the clock twice at each call.
   */
  readonly warnIfCostly?: boolean
  /** How results are written where the backend keeps text. Default: JSON where that is faithful, else devalue. */
  readonly codec?: OwnCodec
  /**
   * Signs entries, so that nobody who can write to the backend can make one: what was not signed with this secret is a miss.
   * 16 characters or more. It is for backends that keep text.
   */
  readonly secret?: string
  /**
   * For how many milliseconds a call waits for the backend in all: 1 to 2,147,483,647, or `Infinity`. A slower answer is a miss
   * and an event. Default 1,000. A synchronous backend cannot be interrupted.
   */
  readonly timeout?: number
  /**
   * One process of many computes a key, and the others wait for it. `expiry` is after how many milliseconds the lock of a process
   * that died is free: from 100, default 10,000; it is renewed while the computation runs. Only for backends with `lock`
   * (disk, Redis, tiered). Default `false`.
   */
  readonly lock?: boolean | { readonly expiry?: number }
  /**
   * Says at a miss that there is no entry because of a new version, and what made it one: the event `version`, for which the backend
   * keeps a small record of each function (docs/observing.md). A string is the name by which the function is known from one
   * release to the next, where its own name and file do not say which one it is. Default `false`.
   */
  readonly explainMisses?: boolean | string
  /** Is told what happens. What it throws is ignored. */
  readonly onEvent?: (event: CacheEvent) => void
  /** The clock of `ttl` and of what is stale: milliseconds. Default `Date.now`. */
  readonly now?: () => number
}

/** Options, checked and filled in. */
export interface Settings {
  readonly backend: Backend
  /** The backend keeps live values of this process. */
  readonly live: boolean
  /** What can be known before the first read: whether the backend gives promises. */
  readonly readsAsync?: boolean
  readonly ttl: number
  readonly staleWhileRevalidate: number
  readonly staleIfError: number
  readonly setOptions: unknown
  /** How entries are written, where the backend keeps text. */
  readonly text?: TextFormat | undefined
  readonly timeout: number
  /** The expiry of a lock. */
  readonly lock: number | undefined
  readonly versioning: 'auto' | 'compiled' | 'source'
  readonly version: string | ((fn: AnyFunction) => string) | undefined
  readonly dependencies: readonly unknown[] | undefined
  readonly key: ((...args: unknown[]) => unknown) | undefined
  readonly namespace: string
  readonly collect: boolean
  readonly warnIfCostly: boolean
  readonly explainMisses: boolean | string
  readonly onEvent: ((event: CacheEvent) => void) | undefined
  readonly now: () => number
}

const isFunction = (value: unknown): boolean => typeof value === 'function'

/** What is checked without the part that knows all options. */
const tests = {
  backend: () => true,
  ttl: (value: unknown) => typeof value === 'number' && value > 0,
  setOptions: () => true,
  version: (value: unknown) => (typeof value === 'string' && value !== '') || isFunction(value),
  key: isFunction,
  namespace: (value: unknown) => typeof value === 'string' && /^[!-9;-~]{1,100}$/.test(value),
  onEvent: isFunction,
  now: isFunction,
}

export type CoreOption = keyof typeof tests

/** Every option with its default, in the order of the documents. */
const DEFAULTS: { readonly [option in keyof CachedOptions]-?: unknown } = {
  backend: undefined,
  ttl: Number.POSITIVE_INFINITY,
  staleWhileRevalidate: 0,
  staleIfError: 0,
  setOptions: undefined,
  versioning: 'auto',
  version: undefined,
  dependencies: undefined,
  key: undefined,
  namespace: 'autocached',
  collect: false,
  warnIfCostly: false,
  codec: undefined,
  secret: undefined,
  timeout: 1000,
  lock: undefined,
  explainMisses: false,
  onEvent: undefined,
  now: undefined,
}

let sharedMemory: MemoryBackend | undefined

/**
 * Checks options, and fills in the defaults. An option that is `undefined` counts as left out.
 *
 * @throws {UnknownOptionError}, {OptionValueError}, {BackendContractError}, {PartMissingError}
 */
export function settingsFrom(options: CachedOptions<never>): Settings {
  const settings: { [name: string]: unknown } = { ...DEFAULTS, live: true, now: Date.now }
  for (const option of Object.keys(knownOptions(options, Object.keys(DEFAULTS))) as (keyof CachedOptions)[]) {
    const value: unknown = options[option]
    if (value === undefined || value === DEFAULTS[option]) continue
    check(option, value)
    settings[option] = value
  }
  if (settings.backend === undefined) settings.backend = sharedMemory ??= new MemoryBackend()
  return Object.freeze(Object.assign(settings, backends().settingsFor(settings as CachedOptions<never>))) as never
}

function check(option: keyof CachedOptions, value: unknown): void {
  const test = tests[option as CoreOption]
  if (test === undefined) standard(`The option "${option}"`).checkOption(option, value)
  else if (!test(value)) refuseValue(option as CoreOption, value)
}

/** @throws {OptionValueError} */
export function refuseValue(option: CoreOption, value: unknown): never {
  throw new OptionValueError(option, show(value), parts.standard?.wanted[option])
}

/** A value in a message. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}
