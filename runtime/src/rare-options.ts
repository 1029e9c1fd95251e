import { collector, replay } from './collect.js'
import { watchCosts } from './cost.js'
import { parts } from './parts.js'

/** What stands behind the options `collect` and `warnIfCostly`. */
const rareOptions = { collector, replay, watchCosts }

export type RareOptions = typeof rareOptions

export function installRareOptions(): void {
  parts.rareOptions ??= rareOptions
}
