import { type AnyBackend, type Backend, nameOf, storesValues } from './backends/backend.js'
import { MemoryBackend } from './backends/memory.js'
import { OptionValueError, UnknownOptionError } from './errors.js'
import type { CacheEvent } from './events.js'
import type { OwnCodec } from './own-codec.js'
import { parts, sharedStore } from './parts.js'
import type { AnyFunction } from './signature.js'
import type { TextFormat } from './text-format.js'

/** Options of `cached()`. None of them enters the version, but `version`, `versioning` and `dependencies`. */
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
   * and version share entries, whatever their code does.
   */
  readonly version?: string | ((fn: F) => string)
  /** Values and functions that count into the version, for what no tool can see. Read when the version is. */
  readonly dependencies?: readonly unknown[]
  /** Gives the value that stands for the arguments in the key. It is called as the function is, with the same `this`. */
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
  readonly ttl: number
  readonly staleWhileRevalidate: number
  readonly staleIfError: number
  readonly setOptions: unknown
  /** How entries are written, where the backend keeps text. */
  readonly text: TextFormat | undefined
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

export type Check = readonly [wanted: string, test: (value: never) => boolean]

const isFunction = (value: unknown): boolean => typeof value === 'function'

const isBoolean = (value: unknown): boolean => typeof value === 'boolean'

const isDuration = (value: unknown): boolean => typeof value === 'number' && value >= 0

/** Options that mean nothing to a backend of live values: they are checked by the part that other stores need. */
export type SharedOption = 'codec' | 'secret' | 'timeout' | 'lock'

const checks: { readonly [option in keyof CachedOptions]-?: option extends SharedOption ? undefined : Check } = {
  backend: ['an object with get(key) and set(key, value)', () => true],
  ttl: ['a number of milliseconds above 0, or Infinity', (value: unknown) => typeof value === 'number' && value > 0],
  staleWhileRevalidate: ['a number of milliseconds from 0, or Infinity', isDuration],
  staleIfError: ['a number of milliseconds from 0, or Infinity', isDuration],
  setOptions: ['anything', () => true],
  versioning: [`'auto', 'compiled' or 'source'`, (value: string) => ['auto', 'compiled', 'source'].includes(value)],
  version: [
    'a string that is not empty, or a function that gives one',
    (value: unknown) => (typeof value === 'string' && value !== '') || isFunction(value),
  ],
  dependencies: ['an array', (value: unknown) => Array.isArray(value)],
  key: ['a function of the arguments', isFunction],
  namespace: [
    '1 to 100 printable ASCII characters without spaces and colons',
    (value: unknown) => typeof value === 'string' && /^[!-9;-~]{1,100}$/.test(value),
  ],
  collect: ['true or false', isBoolean],
  warnIfCostly: ['true or false', isBoolean],
  codec: undefined,
  secret: undefined,
  timeout: undefined,
  lock: undefined,
  explainMisses: [
    'true, false or a name of 1 to 200 characters',
    (value: unknown) =>
      typeof value === 'boolean' || (typeof value === 'string' && value.length > 0 && value.length <= 200),
  ],
  onEvent: ['a function', isFunction],
  now: ['a function that gives milliseconds', isFunction],
}

let sharedMemory: MemoryBackend | undefined

/** What `sharedSettings` would give. */
const WITHOUT_SHARED = { text: undefined, timeout: 1000, lock: undefined }

/**
 * Checks options, and fills in the defaults. An option that is `undefined` counts as left out.
 *
 * @throws {UnknownOptionError}, {OptionValueError}, {BackendContractError}
 */
export function settingsFrom(options: CachedOptions<never>): Settings {
  for (const option of Object.keys(options)) check(option, options[option as keyof CachedOptions])
  if (options.backend === undefined) sharedMemory ??= new MemoryBackend()
  const given = options.backend === undefined ? (sharedMemory as Backend) : options.backend
  const backend = parts.sharedStore?.adapt(given) ?? (given as Backend)
  const live = storesValues(backend)
  const store =
    live && !options.lock
      ? parts.sharedStore
      : sharedStore(live ? 'The option "lock"' : `The backend (${nameOf(backend)})`)
  const { text, timeout, lock } = store?.sharedSettings(options, backend, live) ?? WITHOUT_SHARED
  return Object.freeze({
    backend,
    live,
    text,
    timeout,
    lock,
    ttl: options.ttl ?? Number.POSITIVE_INFINITY,
    staleWhileRevalidate: options.staleWhileRevalidate ?? 0,
    staleIfError: options.staleIfError ?? 0,
    setOptions: options.setOptions,
    versioning: options.versioning ?? 'auto',
    version: options.version as Settings['version'],
    dependencies: options.dependencies,
    key: options.key as Settings['key'],
    namespace: options.namespace ?? 'autocached',
    collect: options.collect ?? false,
    warnIfCostly: options.warnIfCostly ?? false,
    explainMisses: options.explainMisses ?? false,
    onEvent: options.onEvent,
    now: options.now ?? Date.now,
  })
}

function check(option: string, value: unknown): void {
  if (!Object.hasOwn(checks, option)) throw new UnknownOptionError(option, Object.keys(checks))
  if (value === undefined) return
  const rule = checks[option as keyof CachedOptions] ?? parts.sharedStore?.sharedChecks[option as SharedOption]
  if (rule === undefined) return
  const [wanted, test] = rule
  if (!test(value as never))
    throw new OptionValueError(option, option === 'secret' ? 'too short, or no string' : show(value), wanted)
}

function show(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : typeof value === 'object' ? `an object` : String(value)
}
