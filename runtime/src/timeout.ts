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
        afterInput(() => reject(timedOut(whole)))
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

/**
 * `then` of what `waiting` gives and of how many milliseconds are left, or `failed` of its error, or of a `BackendTimeoutError` after
 * `timeout` milliseconds; what comes later is dropped. It is for hits: with one timer for all, and without promises in between.
 */
export function thenInTime<T, R>(
  waiting: PromiseLike<T>,
  timeout: number,
  then: (value: T, left: () => number) => R | PromiseLike<R>,
  failed: (error: unknown, left: () => number) => R | PromiseLike<R>,
): Promise<R> {
  return new Promise((resolve, reject) => {
    let isOpen = true
    const left = () => (wait === undefined ? timeout : wait.until - performance.now())
    const settle = <V>(go: (value: V, left: () => number) => R | PromiseLike<R>, value: V) => {
      if (!isOpen) return
      isOpen = false
      if (wait !== undefined) deadlines?.end(wait)
      try {
        resolve(go(value, left))
      } catch (error) {
        reject(error)
      }
    }
    const deadlines = timeout === Number.POSITIVE_INFINITY ? undefined : deadlinesOf(timeout)
    const wait = deadlines?.begin(() => settle(failed, timedOut(timeout)))
    try {
      waiting.then(
        (value) => settle(then, value),
        (error) => settle(failed, error),
      )
    } catch (error) {
      settle(failed, error)
    }
  })
}

interface Wait {
  readonly until: number
  readonly late: () => void
}

/** Timers may come this much before their time. */
const EARLY = 1

type Timer = { ref?(): unknown; unref?(): unknown }

/**
 * Waits of one length end in the order in which they began, so one timer serves them all. It is left running for the next one, which
 * costs less than a new one, but keeps no process alive meanwhile.
 */
class Deadlines {
  private readonly waits = new Set<Wait>()
  private timer: Timer | undefined
  private setBy: unknown

  constructor(private readonly timeout: number) {}

  begin(late: () => void): Wait {
    const wait = { until: performance.now() + this.timeout, late }
    if (this.waits.size === 0) {
      // A timer of another clock, as tests have, may never come.
      if (this.timer !== undefined && this.setBy === setTimeout) this.timer.ref?.()
      else this.arm(this.timeout)
    }
    this.waits.add(wait)
    return wait
  }

  end(wait: Wait): void {
    this.waits.delete(wait)
    if (this.waits.size === 0) this.timer?.unref?.()
  }

  private arm(time: number): void {
    this.setBy = setTimeout
    const timer = setTimeout(() => {
      if (this.timer === timer) this.timer = undefined
      afterInput(() => this.endLate())
    }, time) as Timer
    this.timer = timer
  }

  private endLate(): void {
    const now = performance.now() + EARLY
    for (const wait of this.waits) {
      if (wait.until > now) {
        if (this.timer === undefined) this.arm(wait.until - now)
        return
      }
      this.waits.delete(wait)
      wait.late()
    }
  }
}

const all = new Map<number, Deadlines>()

function deadlinesOf(timeout: number): Deadlines {
  let deadlines = all.get(timeout)
  if (deadlines === undefined) {
    deadlines = new Deadlines(timeout)
    all.set(timeout, deadlines)
  }
  return deadlines
}

function timedOut(timeout: number): BackendTimeoutError {
  return new BackendTimeoutError(`${timeout} ms (timeout)`)
}
