import { cached as cachedWith, versionOf as versionWith } from './cached.js'
import { withStandard } from './standard.js'

/**
 * The package in browsers: what most programs need, so that it is small. What it leaves out comes in with the import that needs it
 * (the output of a plugin, a backend, `explain`), or all at once with `import 'autocached/full'`.
 */
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

export const cached: typeof cachedWith = /* #__PURE__ */ withStandard(cachedWith)

export const versionOf: typeof versionWith = /* #__PURE__ */ withStandard(versionWith)
