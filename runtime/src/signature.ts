import type { AnyBackend } from './backends/backend.js'
import type { MemoryBackend } from './backends/memory.js'
import type { ExplainOptions, Explanation } from './explain.js'
import type { Stats } from './stats.js'

// biome-ignore lint/suspicious/noExplicitAny: the only parameter type that every function is assignable to
export type AnyFunction = (this: any, ...args: any) => any

/** `true` where the backend's `get` gives a promise, `false` where it does not, `boolean` where its type leaves that open. */
export type IsAsync<B extends AnyBackend> =
  // biome-ignore lint/suspicious/noExplicitAny: any Map
  B extends MemoryBackend | Map<any, any>
    ? false
    : ReturnType<B['get']> extends infer R
      ? unknown extends R
        ? boolean
        : [Extract<R, PromiseLike<unknown>>] extends [never]
          ? false
          : [Exclude<R, PromiseLike<unknown>>] extends [never]
            ? true
            : boolean
      : never

/** The function with its signature: as it is, but a synchronous one gives a promise where the backend does. */
export type WithBackend<F extends AnyFunction, B extends AnyBackend> =
  // biome-ignore lint/suspicious/noExplicitAny: any AsyncGenerator, which is asynchronous on every backend
  ReturnType<F> extends PromiseLike<unknown> | AsyncGenerator<any, any, any>
    ? F
    : [IsAsync<B>] extends [false]
      ? F
      : [IsAsync<B>] extends [true]
        ? (this: ThisParameterType<F>, ...args: Parameters<F>) => Promise<Awaited<ReturnType<F>>>
        : (this: ThisParameterType<F>, ...args: Parameters<F>) => ReturnType<F> | Promise<Awaited<ReturnType<F>>>

/** What `invalidate` gives: a promise where the backend is asynchronous. */
type Done<B extends AnyBackend> = [IsAsync<B>] extends [false] ? undefined : Promise<undefined> | undefined

/** What a cached function has beside its own signature and properties. */
export interface CachedMembers<F extends AnyFunction, B extends AnyBackend> {
  /**
   * The code version: `c1.` and 22 characters where a plugin compiled the function, `s1.` in source mode, or your own.
   *
   * @throws {NotInitializedError} while a module that the function depends on has not finished loading.
   */
  readonly version: string
  /** The key that a call with these arguments uses. `keyFor.call(object, ...args)` for a method that uses `this`. */
  readonly keyFor: (this: unknown, ...args: Parameters<F>) => string
  /**
   * Removes the entry of a call with these arguments; a computation of it that is running is not stored any more.
   *
   * @throws {BackendError} when the backend fails: here nothing else would tell.
   */
  readonly invalidate: (this: unknown, ...args: Parameters<F>) => Done<B>
  /**
   * Removes every entry of this version of the function; computations that are running are not stored any more. On Redis it looks
   * through all keys of the server, in small steps, and takes as long as that takes.
   *
   * @throws {BackendContractError} on a backend that cannot list its keys: `clear(prefix)` is what it needs.
   * @throws {BackendError} when the backend fails.
   */
  readonly invalidateAll: () => Done<B>
  /** Computes the result of a call with these arguments again, stores it, and gives it. */
  readonly refresh: (this: unknown, ...args: Parameters<F>) => ReturnType<WithBackend<F, B>>
  /** Counts of this function's calls, in this process, since it was wrapped. */
  readonly stats: () => Stats
  /** The function itself. */
  readonly uncached: F
  /**
   * How the version came about: `String(price.explain())` is a tree for a terminal.
   *
   * @throws {ExplainMissingError} in a bundle that does not import `explain`.
   */
  readonly explain: (options?: ExplainOptions) => Explanation
}

/** What `cached(fn)` gives. */
export type Cached<F extends AnyFunction, B extends AnyBackend = MemoryBackend> = WithBackend<F, B> &
  CachedMembers<F, B>

/** What `cached(options)` gives: a function to wrap many functions with, and a decorator of methods and getters. */
export interface CachedWith<B extends AnyBackend> {
  <F extends AnyFunction>(fn: F): Cached<F, B>
  /** As a TC39 decorator of a method. */
  <F extends AnyFunction>(method: F, context: ClassMethodDecoratorContext<ThisParameterType<F>, F>): WithBackend<F, B>
  /** As a TC39 decorator of a getter. */
  <T, V>(getter: (this: T) => V, context: ClassGetterDecoratorContext<T, V>): (this: T) => V
  /** As a decorator of TypeScript's `experimentalDecorators`. */
  <F>(target: object, name: string | symbol, descriptor: TypedPropertyDescriptor<F>): TypedPropertyDescriptor<F>
}
