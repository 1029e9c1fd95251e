import { BackendContractError, OptionValueError } from '../errors.js'
import { knownOptions } from '../known-options.js'
import { installSharedStore } from '../shared-store.js'
import { adapt } from './adapt.js'
import { type AnyBackend, type Backend, isThenable, type Lock, readsAsync, storesValues } from './backend.js'
import { Changes } from './changes.js'
import { MemoryBackend } from './memory.js'

/** An entry in memory, where the backend behind is asked again. */
interface Kept {
  readonly entry: object
  readonly until: number
}

/**
 * Live values in the memory of this process, before another backend: a hit in memory reads and decodes nothing. `B` is the type of
 * the backend behind.
 */
export class TieredBackend<B extends AnyBackend> implements Backend {
  readonly stores = 'strings'
  /** Whether the backend behind gives promises: as far as it says, then as far as was seen. */
  async: boolean
  readonly packing: Backend['packing']
  readonly delete?: (key: string) => unknown
  readonly has?: (key: string) => unknown
  /** Removes from the memory and from the backend behind, where that can. */
  readonly clear?: (prefix?: string) => unknown
  readonly lock?: (key: string, expiry: number) => Lock | undefined | Promise<Lock | undefined>
  readonly places: MemoryBackend | undefined
  private readonly front: MemoryBackend
  private readonly changes = new Changes()
  private readonly back: Backend
  private readonly frontTtl: number
  private readonly now: () => number

  /**
   * @param options.back Any backend that keeps text.
   * @param options.maxEntries How many entries are kept in memory. Default 10,000.
   * @param options.frontTtl For how many milliseconds memory answers before the backend behind is asked again: that is how long
   *   an entry that another process removed is still given here. Default 60,000; `Infinity` where nothing is ever removed.
   * @param options.now The clock of that. Default `Date.now`.
   * @throws {UnknownOptionError}, {OptionValueError}, {BackendContractError}
   */
  constructor(options: {
    readonly back: B
    readonly maxEntries?: number
    readonly frontTtl?: number
    readonly now?: () => number
  }) {
    installSharedStore()
    const {
      back,
      maxEntries = 10_000,
      frontTtl = 60_000,
      now = Date.now,
    } = knownOptions(options, ['back', 'maxEntries', 'frontTtl', 'now'])
    if (typeof frontTtl !== 'number' || !(frontTtl > 0))
      throw new OptionValueError('frontTtl', String(frontTtl), 'a number of milliseconds above 0, or Infinity')
    if (typeof now !== 'function') throw new OptionValueError('now', String(now), 'a function that gives milliseconds')
    const adapted = adapt(back)
    if (storesValues(adapted))
      throw new BackendContractError(
        adapted.constructor.name,
        'it keeps live values itself, so memory before it gains nothing',
      )
    this.back = adapted
    this.async = readsAsync(adapted)
    this.packing = adapted.packing
    this.front = new MemoryBackend({ maxEntries })
    this.places =
      frontTtl === Number.POSITIVE_INFINITY && Object.getPrototypeOf(this) === TieredBackend.prototype
        ? this.front
        : undefined
    this.frontTtl = frontTtl
    this.now = now
    if (adapted.delete !== undefined)
      this.delete = (key) => {
        this.front.delete(key)
        return this.changing(key, () => adapted.delete?.(key))
      }
    if (adapted.has !== undefined) this.has = (key) => adapted.has?.(key)
    if (adapted.clear !== undefined)
      this.clear = (prefix) => {
        this.front.clear(prefix)
        return this.changing(undefined, () => adapted.clear?.(prefix))
      }
    if (adapted.lock !== undefined)
      this.lock = (key, expiry) => {
        // Whoever asks for a lock looks next for what another process has stored: memory has what that replaced.
        this.front.delete(key)
        return adapted.lock?.(key, expiry)
      }
  }

  get(key: string): ReturnType<B['get']> {
    const kept = this.front.get(key)
    if (kept !== undefined) {
      if (this.frontTtl === Number.POSITIVE_INFINITY) return kept as ReturnType<B['get']>
      const { entry, until } = kept as Kept
      if (until > this.now()) return entry as ReturnType<B['get']>
      this.front.delete(key)
    }
    const found = this.back.get(key)
    if (isThenable(found)) this.async = true
    return found as ReturnType<B['get']>
  }

  set(key: string, entry: string | Uint8Array, options?: unknown, ttl?: number): unknown {
    this.front.delete(key)
    return this.changing(key, () => this.back.set(key, entry, options, ttl))
  }

  changesOf(key: string): number {
    return this.changes.of(key)
  }

  keep(key: string, entry: object): void {
    const { frontTtl } = this
    const isForEver = frontTtl === Number.POSITIVE_INFINITY
    this.front.set(key, isForEver ? entry : ({ entry, until: this.now() + frontTtl } satisfies Kept))
  }

  close(): unknown {
    this.front.clear()
    return this.back.close?.()
  }

  private changing(key: string | undefined, change: () => unknown): unknown {
    const done = this.changes.begin(key)
    let result: unknown
    try {
      result = change()
    } catch (error) {
      done()
      throw error
    }
    if (isThenable(result)) result.then(done, done)
    else done()
    return result
  }
}
