import type { Backend } from './backends/backend.js'
import { MemoryBackend } from './backends/memory.js'
import { channel } from './channel.js'
import { checkPinned, nameOf, type Versioning, versioningOf } from './code-version.js'
import type { GeneratorKind } from './collect.js'
import { type Entry, isLive } from './entry.js'
import type { CacheEvent } from './events.js'
import { isAsyncFunction, isGeneratorFunction } from './internal-class.js'
import { isCurrent } from './is-current.js'
import { keyOfArguments, keyOfParts } from './key.js'
import type { Linked } from './link.js'
import type { Settings } from './options.js'
import type { Parameters } from './parameters.js'
import { linker, parts, standard } from './parts.js'
import type { Reason } from './read-entry.js'
import { identityOf, type Wrapped } from './registry.js'
import { REMEMBERED, type Remembered } from './remembered.js'
import type { RememberedLists } from './remembered-lists.js'
import type { AnyFunction } from './signature.js'
import { type Flight, flightsOn } from './single-flight.js'
import type { Stats } from './stats.js'

/** Of strings by which keys are remembered. */
const LONGEST_REMEMBERED = 200

/** Which of the stats counts an event. Hits are counted where they are told. */
const COUNTS: { readonly [type in CacheEvent['type']]?: keyof Stats } = {
  stale: 'staleHits',
  joined: 'joined',
  miss: 'misses',
  error: 'errors',
  unstorable: 'errors',
}

type Told<E> = E extends unknown ? Omit<E, 'name'> : never

/** One wrapped function with its settings: what its calls have in common, computed once. */
export class FunctionCache implements Wrapped {
  readonly backend: Backend
  readonly flights: Map<string, Flight>
  /** What a miss calls: the function, or one that gives all that a generator function gives. */
  readonly run: AnyFunction
  /** The kind of generators that calls give. */
  readonly generator: GeneratorKind | undefined
  readonly stats: Stats = {
    hits: 0,
    staleHits: 0,
    joined: 0,
    misses: 0,
    errors: 0,
    timeSaved: 0,
    timeComputing: 0,
  }
  /** Whether calls are known to give promises, so that refusals must come as rejections. */
  async: boolean | undefined
  /** Whether the backend's `get` is known to give promises: from the start, or from the first read on. */
  readsAsync: boolean | undefined
  /** Is told of each miss, where `explainMisses` is given. */
  onMiss: ((key: string, reason: Reason) => void) | undefined = undefined
  private readonly versioning: Versioning
  private linked: Linked | undefined = undefined
  /** What the keys of the current version begin with. */
  prefix = ''
  /** Nothing but the arguments can count. */
  private plain = false
  /** Which arguments count, where that is known: not beside a pinned version, which says nothing about the parameters. */
  private parameters: Parameters | undefined = undefined
  /** Keys of calls with one string: a key is a new string of which a store must compute the hash at each call. */
  private keys: Map<string, Remembered> | undefined = undefined
  private lists: RememberedLists | undefined = undefined
  /** The backend, where entries have places: then a call with one string finds its entry with one look-up. */
  private readonly places: MemoryBackend | undefined

  constructor(
    readonly fn: AnyFunction,
    readonly settings: Settings,
  ) {
    this.backend = settings.backend
    this.flights = flightsOn(settings.backend)
    const collected =
      settings.collect || isGeneratorFunction(fn)
        ? standard('A generator function').collecting(fn, this.name, settings.collect)
        : undefined
    this.generator = collected?.kind
    this.run = collected?.run ?? fn
    const plainly = this.generator === undefined && !settings.warnIfCostly
    this.places = plainly ? placesOf(settings.backend) : undefined
    this.readsAsync = settings.readsAsync
    this.async = this.readsAsync || this.generator === 'async' || isAsyncFunction(fn)
    this.versioning = versioningOf(fn, settings)
    if (this.versioning.mode === 'source') parts.standard?.warnOfRefusal(this)
  }

  /** Not known at once: a module's table is not read while the module loads. */
  get name(): string {
    return nameOf(this.fn)
  }

  /** Its own version, where dependents of the function count that, and not the definition of what it wraps. */
  get own(): (() => Linked) | undefined {
    const { dependencies, key } = this.settings
    return this.versioning.mode !== 'compiled' || (dependencies ?? key) !== undefined ? () => this.current() : undefined
  }

  current(): Linked {
    const { linked } = this
    return linked !== undefined && isCurrent(linked) ? linked : this.relink()
  }

  /**
   * The key of a call.
   *
   * @throws {NotInitializedError} while the version cannot be known; {KeyError} where a value has no canonical form.
   */
  keyOf(receiver: unknown, given: readonly unknown[]): string {
    const linked = this.current()
    const args = this.parameters === undefined ? given : linker().seenBy(this.parameters, given)
    if (this.plain) {
      const only = args[0]
      if (args.length === 1 && typeof only === 'string' && only.length <= LONGEST_REMEMBERED)
        return (this.keys?.get(only) ?? this.rememberKey(only, args)).key
      if (this.places !== undefined) this.lists ??= parts.standard?.rememberedLists(this.places)
      return this.lists?.keyOf(this.prefix, args) ?? keyOfArguments(this.prefix, args, this.settings.live)
    }
    const { key, live } = this.settings
    const counts = linked.usesThis && receiver !== undefined
    return keyOfParts(
      this.prefix,
      args,
      counts ? [receiver, this] : undefined,
      key === undefined ? undefined : [key.apply(receiver, given as unknown[])],
      linked.inputs,
      live,
    )
  }

  /**
   * The entry of a call with one string, where that is known at once to be fresh; `undefined` says nothing. This is `call`
   * without all that is not needed then.
   */
  quick(only: string): Entry | undefined {
    const remembered = this.keys?.get(only)
    return remembered === undefined ? undefined : this.freshAt(remembered)
  }

  /** The same for a call with a few primitives or small plain objects. */
  quickList(args: readonly unknown[]): Entry | undefined {
    const remembered = this.lists?.find(args)
    return remembered === undefined ? undefined : this.freshAt(remembered)
  }

  private freshAt(remembered: Remembered): Entry | undefined {
    const { linked, places } = this
    // What is remembered was remembered since the function was linked.
    if (places === undefined || this.flights.size > 0 || !isCurrent(linked as Linked)) return undefined
    const { place } = remembered
    const entry = place === undefined ? undefined : places.entryAt(place)
    if (entry === undefined) {
      remembered.place = places.placeOf(remembered.key)
      return undefined
    }
    if (!isLive(entry) || entry.expires !== Number.POSITIVE_INFINITY) return undefined
    // Before a store that is asynchronous, a synchronous function gives promises.
    if (!entry.async && !this.settings.live) return undefined
    this.hit(remembered.key, entry)
    return entry
  }

  hit(key: string, { took }: Entry): void {
    this.stats.hits++
    this.stats.timeSaved += took
    if (this.settings.onEvent !== undefined || channel?.hasSubscribers) this.publish({ type: 'hit', key, saved: took })
  }

  /** Counts an event, and tells it to whoever listens. Hits go through `hit`. */
  tell(event: Told<CacheEvent>): void {
    const { stats } = this
    const count = COUNTS[event.type]
    if (count !== undefined) stats[count]++
    if (this.settings.onEvent !== undefined || channel?.hasSubscribers) this.publish(event)
    if (event.type === 'miss') this.onMiss?.(event.key, event.reason)
  }

  private publish(event: Told<CacheEvent>): void {
    const told = { name: this.name, ...event } as CacheEvent
    channel?.publish(told)
    try {
      const result: unknown = this.settings.onEvent?.(told)
      // An async onEvent that rejects must not end the process.
      if (result instanceof Promise) result.catch(() => {})
    } catch {
      // Whoever watches a call must not fail it.
    }
  }

  private rememberKey(only: string, args: readonly unknown[]): Remembered {
    const remembered = { key: keyOfArguments(this.prefix, args, true), place: undefined }
    if (this.keys === undefined || this.keys.size >= REMEMBERED) this.keys = new Map()
    this.keys.set(only, remembered)
    return remembered
  }

  private relink(): Linked {
    const { settings, versioning } = this
    const { namespace, live, key } = settings
    const { mode } = versioning
    const code = versioning.link()
    // Without these parts, all stores are live, and identities tell options `key` apart.
    const linked = (parts.linker ?? parts.sharedStore)?.withKey(code, settings) ?? code
    let prefix = `${namespace}:${linked.segment}`
    if (mode === 'compiled' && live) prefix += linker().foreignIdentities(linked.seen)
    // Two closures can have one text. In one process they can be told apart, and are.
    if (mode === 'source' && live) prefix += `~${[this.fn, key ?? this.fn].map(identityOf)}`
    // What is stored of a generator is not what it gives.
    if (this.generator !== undefined) prefix += '~*'
    if (!live) parts.sharedStore?.warnOfSameSource(this, prefix, mode)
    if (mode === 'own') checkPinned(this, prefix, linked.version)
    this.prefix = `${prefix}:`
    this.parameters = mode === 'compiled' ? linked.parameters : undefined
    this.keys = undefined
    this.lists = undefined
    this.plain = key === undefined && !linked.usesThis && linked.inputs.length === 0
    this.linked = linked
    return linked
  }
}

/** Where live entries are kept, by the backend or before it. A subclass may read in its own way. */
function placesOf(backend: Backend): MemoryBackend | undefined {
  const places = backend.places ?? backend
  const isOwn = Object.getPrototypeOf(places) === MemoryBackend.prototype && !Object.hasOwn(places, 'get')
  return isOwn ? (places as MemoryBackend) : undefined
}
