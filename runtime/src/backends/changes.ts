/** Of so many keys it is known when they were changed; of the others, that it may have been lately. */
const MOST = 1000

/**
 * What is removed from a store or written to it, so that a memory before it does not take up what was read earlier. A store that is
 * asynchronous may answer in any order.
 */
export class Changes {
  private count = 0
  private ofAll = 0
  private readonly last = new Map<string, number>()
  /** How many changes of a key, or of all of them, the store has not answered. */
  private readonly pending = new Map<string | undefined, number>()

  /** The number of the last change of `key`, and NaN, which equals nothing, while one is under way. */
  of(key: string): number {
    if (this.pending.size > 0 && (this.pending.has(key) || this.pending.has(undefined))) return Number.NaN
    return this.last.get(key) ?? this.ofAll
  }

  /** A change of `key`, or of all keys, begins. Gives what is to be called when it is done. */
  begin(key: string | undefined): () => void {
    if (key === undefined || this.last.size >= MOST) {
      this.ofAll = ++this.count
      this.last.clear()
    }
    if (key !== undefined) this.last.set(key, ++this.count)
    this.pending.set(key, (this.pending.get(key) ?? 0) + 1)
    return () => {
      const others = (this.pending.get(key) as number) - 1
      if (others === 0) this.pending.delete(key)
      else this.pending.set(key, others)
    }
  }
}
