import type { ExplainOptions, Explanation } from './explain.js'

/** What `price.explain()` calls: set by the module that explains, so that a bundle without it is not larger. */
export const explainHook: { explain?: (fn: object, options?: ExplainOptions) => Explanation } = {}
