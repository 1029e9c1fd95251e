/** A promise that is settled from outside. */
export function deferred<T = void>() {
  let resolve!: (value: T) => void
  let reject!: (error: unknown) => void
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

/** Waits until everything has run that waits for nothing but promises. */
export function idle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
