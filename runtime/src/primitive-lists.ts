type Level<T> = Map<unknown, Level<T> | T>

/** Values by lists of two to four primitives: one look-up for each, and no text to be written. It forgets all when it is full. */
export class PrimitiveLists<T extends object> {
  private levels: Level<T>[] = []
  private size = 0

  constructor(
    private readonly most: number,
    private readonly longestString: number,
  ) {}

  get(list: readonly unknown[]): T | undefined {
    let level = this.levels[list.length]
    if (level === undefined) return undefined
    const last = list.length - 1
    for (let index = 0; index < last; index++) {
      const value = list[index]
      // A Map takes -0 for 0.
      if (value === 0 && Object.is(value, -0)) return undefined
      level = level.get(value) as Level<T> | undefined
      if (level === undefined) return undefined
    }
    const value = list[last]
    return value === 0 && Object.is(value, -0) ? undefined : (level.get(value) as T | undefined)
  }

  /** Whether `list` can be told apart here, without keeping too much of it. */
  takes(list: readonly unknown[]): boolean {
    return list.length > 1 && list.length < 5 && list.every((item) => this.fits(item))
  }

  /** Only for a list that `takes` took. */
  set(list: readonly unknown[], value: T): void {
    if (this.size >= this.most) this.clear()
    this.size++
    const first: Level<T> = this.levels[list.length] ?? new Map()
    this.levels[list.length] = first
    let level = first
    const last = list.length - 1
    for (let index = 0; index < last; index++) {
      let next = level.get(list[index]) as Level<T> | undefined
      if (next === undefined) {
        next = new Map()
        level.set(list[index], next)
      }
      level = next
    }
    level.set(list[last], value)
  }

  clear(): void {
    this.levels = []
    this.size = 0
  }

  private fits(item: unknown): boolean {
    if (typeof item === 'string') return item.length <= this.longestString
    if (typeof item === 'number') return !Object.is(item, -0)
    return item === null || item === undefined || typeof item === 'boolean'
  }
}
