import { OptionValueError } from '../errors.js'
import type { Backend } from './backend.js'

interface Node {
  readonly key: string
  /** `undefined` once it is no longer kept. */
  entry: object | undefined
  newer: Node
  older: Node
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
  /** A ring: `ends.older` is the newest node, `ends.newer` the oldest. */
  private readonly ends: Node
  private readonly maxEntries: number

  /**
   * @param options.maxEntries How many entries are kept: an integer from 1, or `Infinity`. Default 10,000.
   * @throws {OptionValueError} for another value.
   */
  constructor({ maxEntries = 10_000 }: { readonly maxEntries?: number } = {}) {
    if (maxEntries !== Number.POSITIVE_INFINITY && !(Number.isInteger(maxEntries) && maxEntries > 0))
      throw new OptionValueError('maxEntries', String(maxEntries), 'an integer from 1, or Infinity')
    this.maxEntries = maxEntries
    const ends = { key: '', entry: {} } as Node
    ends.newer = ends.older = ends
    this.ends = ends
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
    if (node.entry !== undefined && this.ends.older !== node) {
      unlink(node)
      this.append(node)
    }
    return node.entry
  }

  set(key: string, entry: object): void {
    const present = this.nodes.get(key)
    if (present !== undefined) {
      present.entry = entry
      unlink(present)
      this.append(present)
      return
    }
    const node = { key, entry } as Node
    this.nodes.set(key, node)
    this.append(node)
    if (this.nodes.size > this.maxEntries) this.delete(this.ends.newer.key)
  }

  delete(key: string): boolean {
    const node = this.nodes.get(key)
    if (node === undefined) return false
    unlink(node)
    node.entry = undefined
    return this.nodes.delete(key)
  }

  has(key: string): boolean {
    return this.nodes.has(key)
  }

  clear(prefix = ''): void {
    if (prefix !== '') {
      for (const key of this.nodes.keys()) if (key.startsWith(prefix)) this.delete(key)
      return
    }
    for (const node of this.nodes.values()) node.entry = undefined
    this.nodes.clear()
    this.ends.newer = this.ends.older = this.ends
  }

  private append(node: Node): void {
    const { ends } = this
    const newest = ends.older
    node.older = newest
    node.newer = ends
    newest.newer = node
    ends.older = node
  }
}

function unlink(node: Node): void {
  node.older.newer = node.newer
  node.newer.older = node.older
}
