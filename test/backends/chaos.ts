import { createHash } from 'node:crypto'

export const modes = [
  'works',
  'throws',
  'rejects',
  'hangs',
  'is late',
  'forgets',
  'garbles',
  'cuts off',
  'mixes up',
] as const

/** A store that does what stores do at their worst, by a seed: the same seed gives the same faults in the same order. */
export class ChaosStore {
  readonly entries = new Map<string, string>()
  readonly done: Record<string, number> = {}
  private count = 0

  constructor(private readonly seed: number) {}

  get(key: string): Promise<string | undefined> {
    const entry = this.entries.get(key)
    return this.misbehave(entry, () => {
      const others = [...this.entries.values()]
      return others[this.random() % Math.max(1, others.length)]
    })
  }

  set(key: string, entry: string): Promise<unknown> {
    const mode = modes[this.random() % modes.length]
    if (mode !== 'forgets')
      this.entries.set(key, mode === 'cuts off' ? entry.slice(0, this.random() % entry.length) : entry)
    return this.misbehave(undefined, () => undefined)
  }

  /** A number from 0 to 2^32. */
  random(): number {
    return createHash('sha256')
      .update(`${this.seed}:${this.count++}`)
      .digest()
      .readUInt32LE()
  }

  private misbehave(entry: string | undefined, other: () => string | undefined): Promise<string | undefined> {
    const mode = modes[this.random() % modes.length] as (typeof modes)[number]
    this.done[mode] = (this.done[mode] ?? 0) + 1
    switch (mode) {
      case 'works':
        return Promise.resolve(entry)
      case 'throws':
        throw new Error('chaos: thrown')
      case 'rejects':
        return Promise.reject(new Error('chaos: rejected'))
      case 'hangs':
        return new Promise(() => {})
      case 'is late':
        return new Promise((resolve) => setTimeout(resolve, this.random() % 20, entry))
      case 'forgets':
        return Promise.resolve(undefined)
      case 'garbles': {
        const place = this.random() % Math.max(1, entry?.length ?? 1)
        const unit = String.fromCharCode(this.random() % 256)
        return Promise.resolve(entry && entry.slice(0, place) + unit + entry.slice(place + 1))
      }
      case 'cuts off':
        return Promise.resolve(entry?.slice(0, this.random() % entry.length))
      case 'mixes up':
        return Promise.resolve(other())
    }
  }
}
