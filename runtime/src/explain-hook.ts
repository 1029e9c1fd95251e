import type { ExplainOptions, Explanation } from './explain.js'
import type { FunctionCache } from './function-cache.js'

/** What `price.explain()` and `explainMisses` call: set by the module that explains, so that a bundle without it is not larger. */
export const explainHook: {
  explain?: (fn: object, options?: ExplainOptions) => Explanation
  watchMisses?: (cache: FunctionCache, wrapper: object) => FunctionCache['onMiss']
} = {}
