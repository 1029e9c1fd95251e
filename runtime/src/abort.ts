import { call } from './call.js'
import type { FunctionCache } from './function-cache.js'
import { type Flight, land } from './single-flight.js'

/** Arguments for a computation that several callers wait for: their `AbortSignal` replaced by one that all of them share. */
export interface Shared {
  readonly args: unknown[]
  readonly controller: AbortController
}

/**
 * Replaces each signal in `args` by one signal of the computation; `undefined` where there is none. A signal is an argument, or
 * the property `signal` of an argument that is a plain object, as `fetch` takes it.
 *
 * @param isAwaited Whether somebody waits who has not aborted, whatever the caller did whose arguments these are.
 */
export function shareSignal(args: readonly unknown[], isAwaited = false): Shared | undefined {
  const signal = signalIn(args)
  if (signal === undefined) return undefined
  const controller = new AbortController()
  if (signal.aborted && !isAwaited) controller.abort(signal.reason)
  return { args: withoutSignals(args, controller.signal), controller }
}

/** The arguments with `instead` in the place of each signal that callers share: each of `shared`. */
export function withoutSignals(args: readonly unknown[], instead: unknown, shared = args.map(sharedIn)): unknown[] {
  if (shared.every((signal) => signal === undefined)) return args as unknown[]
  return args.map((arg) => {
    const signal = sharedIn(arg)
    if (signal === undefined || !shared.includes(signal)) return arg
    return signal === arg ? instead : withSignal(arg as object, instead)
  })
}

/**
 * The flight's promise for one caller; one that joined it calls again if it came to be for another caller alone. The caller's abort
 * rejects its own promise; when the last one has aborted, the computation is told, and its result is not stored.
 */
export function ride(
  cache: FunctionCache,
  key: string,
  receiver: unknown,
  args: unknown[],
  flight: Flight,
): Promise<unknown> {
  const { flights } = cache
  const { promise } = flight
  const again = (): unknown => (flight.own ? call(cache, receiver, args) : promise)
  const result = flight.riders++ === 0 ? promise : promise.then(again, again)
  const signal = signalIn(args)
  if (signal === undefined) return result
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(signal.reason)
      if (--flight.riders > 0) return
      flight.outdated = true
      if (flights.get(key) === flight) land(flights, key)
      flight.controller?.abort(signal.reason)
    }
    const stop = () => signal.removeEventListener('abort', abort)
    result.then(resolve, reject).then(stop)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
  })
}

function withSignal(options: object, signal: unknown): object {
  const { signal: own, ...others } = Object.getOwnPropertyDescriptors(options) as Record<string, PropertyDescriptor>
  return Object.create(Object.getPrototypeOf(options), { ...others, signal: { ...own, value: signal } })
}

/** Whether `value` is a signal: what only looks like one would have a key that says nothing about it. */
export function isSignal(value: unknown): value is AbortSignal {
  try {
    return value instanceof AbortSignal && typeof abortedOf(value) === 'boolean'
  } catch {
    return false
  }
}

/** Throws for what is not a real signal. */
function abortedOf(signal: AbortSignal): unknown {
  return Object.getOwnPropertyDescriptor(AbortSignal.prototype, 'aborted')?.get?.call(signal)
}

function signalIn(args: readonly unknown[]): AbortSignal | undefined {
  let found: AbortSignal | undefined
  for (const arg of args) {
    const signal = sharedIn(arg)
    if (signal !== undefined)
      found = found === undefined || found === signal ? signal : AbortSignal.any([found, signal])
  }
  return found
}

/** The signal that an argument is, or has. */
export function sharedIn(arg: unknown): AbortSignal | undefined {
  if (typeof arg !== 'object' || arg === null) return undefined
  if (isSignal(arg)) return arg
  try {
    const prototype = Object.getPrototypeOf(arg) as object | null
    if (prototype !== null && prototype !== Object.prototype) return undefined
    const signal: unknown = Object.getOwnPropertyDescriptor(arg, 'signal')?.value
    return isSignal(signal) ? signal : undefined
  } catch {
    // A proxy; what stands for it in the key was chosen by the option `key`.
    return undefined
  }
}
