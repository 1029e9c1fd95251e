import { ExplainMissingError } from './errors.js'
import type { ExplainOptions, Explanation } from './explain.js'
import type { FunctionCache } from './function-cache.js'
import { parts } from './parts.js'

/** `fn.explain()`. @throws {ExplainMissingError} where nothing imports `explain`. */
export function explain(wrapper: object, options: ExplainOptions | undefined): Explanation {
  if (parts.explain === undefined) throw new ExplainMissingError('fn.explain()')
  return parts.explain(wrapper, options)
}

/** The option `explainMisses`. @throws {ExplainMissingError} where nothing imports `explain`. */
export function watchMisses(cache: FunctionCache, wrapper: object): void {
  if (parts.watchMisses === undefined) throw new ExplainMissingError('The option "explainMisses"')
  cache.onMiss = parts.watchMisses(cache, wrapper)
}
