/** A plain class, synchronous: what a user would write over a store. Keeps what it was given, to look at. */
export class PlainStore {
  readonly entries = new Map<string, string>()
  readonly options: unknown[] = []
  reads = 0

  get(key: string): string | undefined {
    this.reads++
    return this.entries.get(key)
  }

  set(key: string, entry: string, options?: unknown): void {
    this.entries.set(key, entry)
    this.options.push(options)
  }
}

/** The same, asynchronous. */
export class AsyncStore {
  readonly entries = new Map<string, string>()
  reads = 0

  async get(key: string): Promise<string | undefined> {
    this.reads++
    return this.entries.get(key)
  }

  async set(key: string, entry: string): Promise<void> {
    this.entries.set(key, entry)
  }
}
