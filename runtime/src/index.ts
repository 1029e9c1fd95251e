import { cached as cachedWith, versionOf as versionWith } from './cached.js'
import { withEveryPart } from './every-part.js'

export type { AnyBackend, Backend, Lock } from './backends/backend.js'
export * from './errors.js'
export type { CacheEvent } from './events.js'
export { type ExplainedNode, type ExplainOptions, type Explanation, explain } from './explain.js'
export type { Change, Difference, FormDifference } from './explain-difference.js'
export { keySymbol } from './key-symbol.js'
export type { CachedOptions } from './options.js'
export type { OwnCodec } from './own-codec.js'
export type { Cached, CachedMembers, CachedWith } from './signature.js'
export type { Stats } from './stats.js'

/** As in `browser.ts`, but nothing has to be imported to be there. */
export const cached: typeof cachedWith = /* #__PURE__ */ withEveryPart(cachedWith)

export const versionOf: typeof versionWith = /* #__PURE__ */ withEveryPart(versionWith)
