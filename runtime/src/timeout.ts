import { BackendTimeoutError } from './errors.js'

/** The longest time that timers of JavaScript can wait. */
export const LONGEST_TIMEOUT = 2 ** 31 - 1

const afterInput: (then: () => void) => void =
  typeof setImmediate === 'function' ? (then) => setImmediate(then) : (then) => setTimeout(then, 0)

/**
 * What `waiting` gives, if it gives it within `left` milliseconds; `whole` is the option, for the message. What comes later is
 * dropped.
 *
 * @throws {BackendTimeoutError}
 */
export function inTime<T>(waiting: PromiseLike<T>, whole: number, left = whole): PromiseLike<T> {
  if (whole === Number.POSITIVE_INFINITY) return waiting
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => {
        // After a long computation, the answer may be there, unread: timers come before input.
        afterInput(() => reject(new BackendTimeoutError(`${whole} ms (timeout)`)))
      },
      Math.max(0, left),
    )
    waiting.then(
      (value) => {
        clearTimeout(timer)
        resolve(value)
      },
      (error) => {
        clearTimeout(timer)
        reject(error)
      },
    )
  })
}
