import { collector, replay } from './collect.js'
import { watchCosts } from './cost.js'
import type { FunctionCache } from './function-cache.js'
import { parts } from './parts.js'

/** What stands behind the options `collect` and `warnIfCostly`. */
const rareOptions = { collector, replayed, runner }

export type RareOptions = typeof rareOptions

export function installRareOptions(): void {
  parts.rareOptions ??= rareOptions
}

type Run = (receiver: unknown, args: unknown[]) => unknown

/** What a call does with them; `undefined` without. */
function runner(cache: FunctionCache, run: Run): Run | undefined {
  const { collect, warnIfCostly } = cache.settings
  if (!collect && !warnIfCostly) return undefined
  const watched = warnIfCostly ? watchCosts(cache, run) : run
  return (receiver, args) => replayed(cache, watched(receiver, args))
}

/** Gives a generator where the function does. */
function replayed(cache: FunctionCache, result: unknown): unknown {
  return cache.generator === undefined ? result : replay(result, cache.generator)
}
