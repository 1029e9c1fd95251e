import { cached as cachedWith, versionOf as versionWith } from './cached.js'
import { withLocalBackends } from './local-backends.js'

/**
 * The smallest `cached`: with a `Map` or a `MemoryBackend`, and with primitives, plain objects and arrays as arguments. It does what
 * `autocached` does, or throws `AUTOCACHED_PART_MISSING`; `import 'autocached/full'` brings all that it leaves out (docs/browsers.md).
 */
export type { AnyBackend, Backend } from './backends/backend.js'
export * from './errors.js'
export type { CacheEvent } from './events.js'
export type { CachedOptions } from './options.js'
export type { Cached, CachedMembers, CachedWith } from './signature.js'
export type { Stats } from './stats.js'

export const cached: typeof cachedWith = /* #__PURE__ */ withLocalBackends(cachedWith)

export const versionOf: typeof versionWith = /* #__PURE__ */ withLocalBackends(versionWith)
