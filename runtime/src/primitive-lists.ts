interface Kept<T> {
  readonly list: readonly unknown[]
  readonly value: T
  /** Another list with this hash. */
  readonly next: Kept<T> | undefined
}

/** An object that counts by its identity. */
export interface Numbered {
  readonly number: number
}

/** So many times as many questions as it can keep are not asked then. */
const REST = 20

/** So much of the end of a string is looked at for its hash. */
const UNITS = 6

/**
 * Values by lists of primitives, and of objects that count by identity, which have a number: one look-up, and no text to be written. It
 * forgets all when it is full.
 */
export class PrimitiveLists<T extends object> {
  private readonly kept = new Map<number, Kept<T>>()
  private size = 0
  private found = 0
  private left = 0

  constructor(private readonly most: number) {}

  get(list: readonly unknown[]): T | undefined {
    let kept = this.kept.get(hashOf(list))
    while (kept !== undefined && !isSame(kept.list, list)) kept = kept.next
    if (kept !== undefined) this.found++
    return kept?.value
  }

  /** Whether it is not worth asking now: it was full before half of what it kept was asked for again. */
  rests(): boolean {
    return this.left > 0 && this.left-- > 0
  }

  set(list: readonly unknown[], value: T): void {
    if (this.size++ >= this.most) {
      if (this.found < this.most / 2) this.left = REST * this.most
      this.clear()
    }
    const hash = hashOf(list)
    this.kept.set(hash, { list: [...list], value, next: this.kept.get(hash) })
  }

  clear(): void {
    this.kept.clear()
    this.size = this.found = 0
  }
}

function isSame(one: readonly unknown[], two: readonly unknown[]): boolean {
  if (one.length !== two.length) return false
  for (let index = 0; index < one.length; index++) if (!Object.is(one[index], two[index])) return false
  return true
}

function hashOf(list: readonly unknown[]): number {
  let hash = list.length
  for (let index = 0; index < list.length; index++) {
    const item = list[index]
    const unit =
      typeof item === 'string'
        ? unitOf(item)
        : typeof item === 'number'
          ? item * 1009
          : // A function is an item, too, with whatever it has as `number`.
            typeof item === 'object' && item !== null
            ? (item as Numbered).number
            : Number(!item)
    hash = Math.imul(hash ^ unit, 0x9e3779b1)
    hash ^= hash >>> 15
  }
  return hash
}

function unitOf(text: string): number {
  let unit = text.length
  for (let index = Math.max(0, unit - UNITS); index < text.length; index++)
    unit = Math.imul(unit, 31) + text.charCodeAt(index)
  return unit
}
