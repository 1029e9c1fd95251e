import { OptionValueError } from '../errors.js'
import { knownOptions } from '../known-options.js'
import type { Backend } from './backend.js'

interface Node {
  readonly key: string
  /** `undefined` once it is no longer kept. */
  entry: object | undefined
  /** When it was used last, in uses of the backend. */
  used: number
}

/** Where a `MemoryBackend` keeps an entry. */
export interface Place {
  readonly key: string
}

/**
 * Entries in the memory of this process, as live values: a hit gives the very object that the miss gave. What was not used for
 * longest makes room. It is the default backend; functions that name no backend share one of 10,000 entries.
 */
export class MemoryBackend implements Backend {
  readonly stores = 'values'
  private readonly nodes = new Map<string, Node>()
  private readonly maxEntries: number
  private uses = 0
  /**
   * Some nodes from the one that was not used for longest on, as they stood when the list was made. A use writes no more than a number: the
   * first node here that was not used since is the one to remove, and a list that is used up is made anew.
   */
  private oldest: Aged[] = []
  private next = 0

  /**
   * @param options.maxEntries How many entries are kept: an integer from 1, or `Infinity`. Default 10,000.
   * @throws {OptionValueError} for another value; {UnknownOptionError}.
   */
  constructor(options?: { readonly maxEntries?: number }) {
    const { maxEntries = 10_000 } = knownOptions(options, ['maxEntries'])
    if (maxEntries !== Number.POSITIVE_INFINITY && !(Number.isInteger(maxEntries) && maxEntries > 0))
      throw new OptionValueError('maxEntries', String(maxEntries))
    this.maxEntries = maxEntries
  }

  get size(): number {
    return this.nodes.size
  }

  get(key: string): object | undefined {
    const node = this.nodes.get(key)
    return node === undefined ? undefined : this.entryAt(node)
  }

  /** The place of an entry, from which `entryAt` reads it without looking for its key: for `cached` itself. */
  placeOf(key: string): Place | undefined {
    return this.nodes.get(key)
  }

  /** What `get` gives for the key of this place; `undefined` also where the key has another place by now. */
  entryAt(place: Place): object | undefined {
    const node = place as Node
    node.used = ++this.uses
    return node.entry
  }

  set(key: string, entry: object): void {
    const used = ++this.uses
    const present = this.nodes.get(key)
    if (present !== undefined) {
      present.entry = entry
      present.used = used
      return
    }
    this.nodes.set(key, { key, entry, used })
    if (this.nodes.size > this.maxEntries) this.removeOldest()
  }

  delete(key: string): boolean {
    const node = this.nodes.get(key)
    if (node === undefined) return false
    node.entry = undefined
    return this.nodes.delete(key)
  }

  has(key: string): boolean {
    return this.nodes.has(key)
  }

  clear(prefix = ''): void {
    for (const key of this.nodes.keys()) if (key.startsWith(prefix)) this.delete(key)
    this.oldest = []
  }

  private removeOldest(): void {
    for (;;) {
      if (this.next >= this.oldest.length) {
        this.oldest = oldestOf([...this.nodes.values()])
        this.next = 0
      }
      const { node, used } = this.oldest[this.next++] as Aged
      if (node.entry !== undefined && node.used === used) {
        this.delete(node.key)
        return
      }
    }
  }
}

/** A node, and when it had been used last when the list was made. */
interface Aged {
  readonly node: Node
  readonly used: number
}

/** All nodes older than about seven of eight, the oldest first: so few that a million nodes are not sorted at once. */
function oldestOf(nodes: readonly Node[]): Aged[] {
  const step = Math.ceil(nodes.length / 1000)
  const sample: number[] = []
  for (let index = 0; index < nodes.length; index += step) sample.push((nodes[index] as Node).used)
  sample.sort((one, two) => one - two)
  const limit = sample[sample.length >> 3] as number
  const aged: Aged[] = []
  for (const node of nodes) if (node.used <= limit) aged.push({ node, used: node.used })
  return aged.sort((one, two) => one.used - two.used)
}
