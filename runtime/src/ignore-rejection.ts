/** A promise that is refused has nobody who waits for it: its rejection would end the process, and the refusal is the error. */
export function ignoreRejection(value: unknown): void {
  try {
    // Only real promises: to ask another thenable for its result can be what runs it.
    if (value instanceof Promise) value.catch(() => {})
  } catch {
    // A proxy.
  }
}
