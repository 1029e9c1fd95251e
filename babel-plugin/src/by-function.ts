/**
 * S13: what the functions of a module change, each found once. Those that call each other are found together, as a strongly connected
 * component (R. Tarjan, Depth-first search and linear graph algorithms, 1972): what one of them changes, all of them do.
 * Twin: swc-plugin/src/by_function.rs
 */
import type { Called } from './callees.js'
import type { Marked } from './marks.js'

/**
 * When code runs: while the module loads (`now`), also where nobody uses what it returns (`dropped`); what a call of something unknown is
 * given may run later, or never.
 */
export type When = 'later' | 'now' | 'dropped'

interface Found {
  changed: ReadonlySet<number>
  traced: ReadonlySet<number>
  /** Where it stands among those that are open. */
  place: number
}

const NOWHERE = Infinity

export class ByFunction {
  private readonly found: { readonly [when in When]: Map<Called, Found> } = {
    later: new Map(),
    now: new Map(),
    dropped: new Map(),
  }
  /** What calls something of which not all is known yet. */
  private readonly open: Found[] = []
  /** The first of these that was met since the last one began. */
  private lowest = NOWHERE

  of(node: Called, when: When): Marked | undefined {
    const found = this.found[when].get(node)
    if (found) this.lowest = Math.min(this.lowest, found.place)
    return found
  }

  /** `given`: what it may give to itself (`nodes.forEach(visit)`). Returns what `end` needs. */
  begin(node: Called, when: When, given: ReadonlySet<number>): number {
    const { lowest } = this
    this.lowest = NOWHERE
    this.open.push({ changed: given, traced: given, place: this.open.length })
    this.found[when].set(node, this.open.at(-1) as Found)
    return lowest
  }

  end(node: Called, when: When, { changed, traced }: Marked, around: number): Marked {
    const found = this.found[when].get(node) as Found
    found.changed = changed
    found.traced = traced
    // Nothing that began before it was met: with it, all that began since is known.
    if (this.lowest >= found.place) {
      for (const each of this.open.splice(found.place)) {
        each.place = NOWHERE
        if (each === found) continue
        each.changed = new Set([...each.changed, ...changed])
        each.traced = new Set([...each.traced, ...traced])
      }
      this.lowest = NOWHERE
    }
    this.lowest = Math.min(this.lowest, around)
    return found
  }
}
