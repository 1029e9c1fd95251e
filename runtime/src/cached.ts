import type { AnyBackend } from './backends/backend.js'
import type { MemoryBackend } from './backends/memory.js'
import { call, refresh } from './call.js'
import { NotAFunctionError } from './errors.js'
import type { ExplainOptions } from './explain.js'
import { FunctionCache } from './function-cache.js'
import { linkedOf } from './linked-of.js'
import { type CachedOptions, type Settings, settingsFrom, show } from './options.js'
import { backends, parts, standard } from './parts.js'
import { registry } from './registry.js'
import type { AnyFunction, Cached, CachedWith } from './signature.js'

/**
 * Returns `fn` with its results cached, under a key made of the version of its code and its arguments: a result is used for
 * exactly as long as the code that made it means the same. Concurrent calls with one key run `fn` once. A rejection reaches all
 * of them, and is not stored; `undefined` and `null` are results like any other. A backend that fails never fails a call.
 *
 * @throws {UnversionableFunctionError}, {NotCompiledError}, {GeneratorFunctionError} for functions that cannot be cached.
 * @throws {UnknownOptionError}, {OptionValueError}, {BackendContractError} for options that cannot be used.
 * @throws {KeyError} at the call (as a rejection where calls give promises) when an argument has no canonical form.
 */
export function cached<F extends AnyFunction, B extends AnyBackend = MemoryBackend>(
  fn: F,
  options?: CachedOptions<F, B>,
): Cached<F, B>
/** Returns a function that caches functions with these options. It is a decorator of methods and getters, too. */
export function cached<B extends AnyBackend = MemoryBackend>(options?: CachedOptions<AnyFunction, B>): CachedWith<B>
export function cached(first: unknown = NO_OPTIONS, second: unknown = NO_OPTIONS): unknown {
  if (typeof first === 'function')
    return wrap(first as AnyFunction, second === NO_OPTIONS ? defaults() : settingsFrom(checkOptions(second)))
  const settings = settingsFrom(checkOptions(first))
  return (target: unknown, context?: unknown, descriptor?: PropertyDescriptor): unknown => {
    const wrapIt = (fn: unknown) => {
      if (typeof fn !== 'function') throw new NotAFunctionError(show(fn))
      return wrap(fn as AnyFunction, settings)
    }
    if (context === undefined && descriptor === undefined) return wrapIt(target)
    return standard('A decorator').decorate(target, context, descriptor, wrapIt)
  }
}

/**
 * The version of a function: the one that `cached(fn).version` would have. It covers all that the function depends on where a
 * plugin compiled it, and its source text otherwise.
 *
 * @throws {UnversionableFunctionError} for a bound or native function.
 */
export function versionOf(fn: AnyFunction): string {
  if (typeof fn !== 'function') throw new NotAFunctionError(show(fn))
  return linkedOf(fn).version
}

const NO_OPTIONS = Object.freeze({})

let withoutOptions: Settings | undefined

function defaults(): Settings {
  withoutOptions ??= settingsFrom(NO_OPTIONS)
  return withoutOptions
}

function wrap(fn: AnyFunction, settings: Settings): unknown {
  const cache = new FunctionCache(fn, settings)
  const run = runner(cache)
  const slow = function (this: unknown, ...args: unknown[]): unknown {
    return run(this, args)
  }
  // `args` is used in ways in which engines need not make it: passed on whole, and read.
  const wrapper = function (this: unknown, ...args: unknown[]): unknown {
    // Not by a pattern, which asks for an iterator.
    const only = args[0]
    const entry = args.length === 1 && typeof only === 'string' ? cache.quick(only) : cache.quickList(args)
    if (entry !== undefined) return entry.async ? Promise.resolve(entry.value) : entry.value
    return slow.call(this, ...args)
  }
  copyProperties(fn, wrapper)
  Object.setPrototypeOf(wrapper, membersPrototype)
  if (settings.explainMisses !== false) parts.standard?.watchMisses(cache, wrapper)
  registry.wrappers.set(wrapper, cache)
  return wrapper
}

function copyProperties(fn: AnyFunction, wrapper: AnyFunction): void {
  for (const key of Reflect.ownKeys(fn)) {
    if (Object.hasOwn(membersPrototype, key) || key === 'prototype' || key === 'arguments' || key === 'caller') continue
    Object.defineProperty(wrapper, key, Object.getOwnPropertyDescriptor(fn, key) as PropertyDescriptor)
  }
}

/** What a call does: a function of its own for each rare option, so that other calls do not pay for it. */
function runner(cache: FunctionCache): (receiver: unknown, args: unknown[]) => unknown {
  const run = (receiver: unknown, args: unknown[]) => call(cache, receiver, args)
  return parts.rareOptions?.runner(cache, run) ?? run
}

/** Members are getters that give bound functions: `const { keyFor } = price` works, and `ids.map(price.keyFor)`. */
const membersPrototype = Object.create(Function.prototype, {
  version: { get: member((cache) => cache.current().version) },
  uncached: { get: member((cache) => cache.fn) },
  explain: {
    get: member((_, wrapper) => (options?: ExplainOptions) => standard('explain()').explain(wrapper, options)),
  },
  keyFor: { get: member((cache, wrapper) => receiving(wrapper, (self, args) => cache.keyOf(self, args))) },
  refresh: { get: member((cache, wrapper) => receiving(wrapper, (self, args) => refresh(cache, self, args))) },
  stats: { get: member((cache) => () => ({ ...cache.stats })) },
  invalidate: {
    get: member((cache, wrapper) =>
      receiving(wrapper, (self, args) => backends().invalidate(cache, cache.keyOf(self, args))),
    ),
  },
  invalidateAll: { get: member((cache) => () => backends().invalidateAll(cache)) },
}) as object

function member(get: (cache: FunctionCache, wrapper: object) => unknown) {
  return function (this: object) {
    const cache = registry.wrappers.get(this)
    return cache === undefined ? undefined : get(cache as FunctionCache, this)
  }
}

/** In `repo.user.keyFor('a')`, `this` is the cached function itself, which says nothing about the method's `this`. */
function receiving(wrapper: object, run: (receiver: unknown, args: unknown[]) => unknown) {
  return function (this: unknown, ...args: unknown[]): unknown {
    return run(this === wrapper ? undefined : this, args)
  }
}

function checkOptions(options: unknown): CachedOptions<never> {
  if (typeof options !== 'object' || options === null) throw new NotAFunctionError(show(options))
  parts.standard?.checkOptions(options)
  return options
}
