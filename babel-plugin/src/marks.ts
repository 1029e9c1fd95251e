/**
 * S13: what has been seen to change: bindings, and what has a number above these. With each goes what it may be, or is a part of.
 * Twin: swc-plugin/src/marks.rs
 */
import type { Aliases } from './aliases.js'
import type { Called, Callee } from './callees.js'
import type { Binding } from './scope.js'
import { forEachTarget } from './targets.js'
import type { ClassNode, Node } from './tree.js'
import { isVariable } from './values.js'

export interface Marked {
  readonly changed: ReadonlySet<number>
  /** Those among them where what calls gave counts for what they were made on (`const de = rates.get('de'); de.tax = 1`). */
  readonly traced: ReadonlySet<number>
}

export class Marks implements Marked {
  readonly changed = new Set<number>()
  readonly traced = new Set<number>()

  constructor(private readonly aliases: Aliases) {}

  all(marked: Iterable<number>): void {
    this.mark(marked, false)
  }

  /** Variables of the module that get a value, also that of their declaration, where it is not their only one. */
  variables(target: Node): void {
    const { bindings, variables } = this.aliases
    forEachTarget(target, ({ binding }) => {
      if (binding !== undefined && isVariable(bindings[binding] as Binding)) this.changed.add(variables + binding)
    })
  }

  /** What a value may be. */
  sources(node: Node): void {
    this.all(this.aliases.sourcesOf(node))
  }

  /** Something sets, adds or takes away members of it. */
  members(object: Node): void {
    this.mark(this.aliases.sourcesOf(object, true), true)
  }

  /** With what the values hold. */
  held(values: readonly Node[], called = false): void {
    this.mark(
      values.flatMap((value) => this.aliases.heldIn(value, called)),
      called,
    )
  }

  /** What a loop over it meets; `called`: where members of that are changed. */
  elements(list: Node, called: boolean): void {
    this.mark(this.aliases.elementsOf(list), called)
  }

  /** What a function that changes so much is given. `spread`: from which argument on it is open which parameter gets what. */
  arguments(
    called: Called,
    given: readonly Node[],
    { changed, traced }: Marked,
    spread = given.findIndex(({ type }) => type === 'Spread'),
  ): void {
    const { aliases } = this
    const known = spread < 0 ? given.length : spread
    if (changed.has(aliases.given)) this.held(given, traced.has(aliases.given))
    aliases.callees.paramsOf(called).forEach((param, position) => {
      if (!isAmong(param, changed)) return
      const isOne = position < known && param.type !== 'Rest'
      this.held(given.slice(Math.min(position, known), isOne ? position + 1 : undefined), isAmong(param, traced))
    })
  }

  /** `fill.call(table)` of a function that changes `this` */
  receiver(receiver: Node, { changed, traced }: Marked): void {
    const { aliases } = this
    if (!changed.has(aliases.receiver)) return
    this.held([receiver], traced.has(aliases.receiver))
    this.parents(aliases.callees.classOf(receiver))
  }

  /** What was given to the calls that gave a function which changes so much. */
  made(made: Callee['made'], marked: Marked): void {
    for (const { by, given } of made) this.arguments(by, given, marked)
  }

  /** What a class inherits can be changed by way of it. */
  parents(node: ClassNode | undefined): void {
    for (let each = node; each; each = this.aliases.callees.parentOf(each))
      if (each.superClass) this.sources(each.superClass)
  }

  /** With what they may be, or are a part of. */
  private mark(indexes: Iterable<number>, called: boolean): void {
    const marked = [...indexes]
    const known = called ? this.traced : this.changed
    // The list grows while it is walked: chains of names can be long.
    for (const index of marked) {
      if (known.has(index)) continue
      known.add(index)
      this.changed.add(index)
      marked.push(...this.aliases.originsOf(index, called))
    }
  }
}

/** Whether one of the names that a pattern declares is among them, or a call of it. */
export function isAmong(target: Node, indexes: ReadonlySet<number>, from = 0): boolean {
  let found = false
  forEachTarget(target, ({ binding }) => {
    found ||= binding !== undefined && indexes.has(binding + from)
  })
  return found
}
