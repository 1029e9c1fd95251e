import { type Backend, isThenable, type Lock } from './backends/backend.js'
import type { Entry } from './entry.js'
import { inTime } from './timeout.js'

/** What a call that may have to wait for another process needs. */
export interface Waiting {
  readonly backend: Backend
  readonly key: string
  /** How long a lock is held without being renewed, in milliseconds. */
  readonly expiry: number
  readonly timeout: number
  /** Another process computes this key. Told once. */
  readonly onWait: () => void
  readonly onError: (error: unknown) => void
}

/** The right to compute, until it is released. It says nothing when the lock could not be had because the backend failed. */
export type Turn = { readonly release: () => void }

/** Milliseconds between two looks at what another process computes. */
const FIRST_PAUSE = 4
const LONGEST_PAUSE = 100

/**
 * Waits until this process may compute `key`, or another has: gives the entry that is there then. It never fails: without a
 * backend, everybody computes.
 */
export async function takeTurn(waiting: Waiting, read: () => Promise<Entry | string>): Promise<Entry | Turn> {
  const { backend, key, expiry, timeout, onError } = waiting
  for (let round = 0; ; round++) {
    let lock: Lock | undefined
    const asked = Promise.resolve().then(() => backend.lock?.(key, expiry))
    try {
      lock = await inTime(asked, timeout)
    } catch (error) {
      onError(error)
      // It may still be taken, after all.
      asked.then(release, () => {})
      return { release() {} }
    }
    // What was not there may be there by now: looking and taking the lock are two steps.
    const found = await read()
    if (typeof found !== 'string') {
      release(lock)
      return found
    }
    if (lock !== undefined) return hold(lock, expiry)
    if (found === 'backend') return { release() {} }
    if (round === 0) waiting.onWait()
    await new Promise((resolve) => setTimeout(resolve, pause(round)))
  }
}

/** The same, where nothing may give promises: the thread sleeps in between. */
export function takeTurnSync(waiting: Waiting, read: () => Entry | string): Entry | Turn {
  const { backend, key, expiry, onError } = waiting
  for (let round = 0; ; round++) {
    let lock: Lock | undefined
    try {
      const asked = backend.lock?.(key, expiry)
      if (isThenable(asked)) {
        asked.then(release, () => {})
        throw new Error('lock() gave a promise, and get() does not')
      }
      lock = asked
    } catch (error) {
      onError(error)
      return { release() {} }
    }
    const found = read()
    if (typeof found !== 'string') {
      release(lock)
      return found
    }
    if (lock !== undefined) return hold(lock, expiry)
    if (found === 'backend') return { release() {} }
    if (round === 0) waiting.onWait()
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause(round))
  }
}

/** Twice as long each time, and never together with all the others. */
function pause(round: number): number {
  return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** round) * (0.5 + Math.random())
}

function hold(lock: Lock, expiry: number): Turn {
  const timer = setInterval(() => quietly(() => lock.renew(expiry)), expiry / 3)
  // A computation that nothing keeps alive must not be kept alive by its lock.
  ;(timer as { unref?(): void }).unref?.()
  return {
    release() {
      clearInterval(timer)
      release(lock)
    },
  }
}

function release(lock: Lock | undefined): void {
  if (lock !== undefined) quietly(() => lock.release())
}

/** What fails here heals by the expiry. */
function quietly(run: () => unknown): void {
  try {
    Promise.resolve(run()).catch(() => {})
  } catch {
    // As above.
  }
}
