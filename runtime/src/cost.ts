import type { FunctionCache } from './function-cache.js'
import { warnOnce } from './warnings.js'

/** Calls after which the balance is drawn, for the first time and again each time that their number has doubled. */
const FIRST_BALANCE = 1000

type Run = (receiver: unknown, args: unknown[]) => unknown

/** `run`, with its costs watched. */
export function watchCosts(cache: FunctionCache, run: Run): Run {
  const watch = new CostWatch(cache)
  return (receiver, args) => watch.watch(() => run(receiver, args))
}

/**
 * Runs a call and counts what it cost beside the computation: key, read, write. Warns once when that is more than the hits saved.
 * A call that waited for another one's computation counts for nothing.
 */
class CostWatch {
  private calls = 0
  private elapsed = 0
  private nextBalance = FIRST_BALANCE

  constructor(private readonly cache: FunctionCache) {}

  watch(call: () => unknown): unknown {
    const { stats } = this.cache
    const { joined } = stats
    const start = performance.now()
    const result = call()
    if (stats.joined !== joined) return result
    if (!(result instanceof Promise)) this.count(start)
    else
      result.then(
        () => this.count(start),
        () => {},
      )
    return result
  }

  private count(start: number): void {
    this.calls++
    this.elapsed += performance.now() - start
    if (this.calls < this.nextBalance) return
    this.nextBalance *= 2
    const { hits, staleHits, timeSaved, timeComputing } = this.cache.stats
    const cost = this.elapsed - timeComputing
    if (cost <= timeSaved) return
    warnOnce(
      this.cache,
      'AUTOCACHED_COSTLY',
      `The cache of ${this.cache.name || 'a function'} costs more than it saves: in ${this.calls} calls, ${hits + staleHits} hits saved ` +
        `${timeSaved.toFixed(1)} ms of computing, and keys, reads and writes took ${cost.toFixed(1)} ms. Call the function itself, ` +
        `cache a larger piece of work, or pass it less to make a key of.`,
    )
  }
}
