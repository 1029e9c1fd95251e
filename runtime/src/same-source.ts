import type { Backend } from './backends/backend.js'
import type { Versioning } from './code-version.js'
import type { FunctionCache } from './function-cache.js'
import { mapOf } from './map-of.js'
import { registry } from './registry.js'
import { warnOnce } from './warnings.js'

const bySource = new WeakMap<Backend, Map<string, WeakRef<object>>>()

/**
 * Warns where another function object with this source text uses the backend, or another option `key`: its captured variables may
 * differ.
 */
export function warnOfSameSource(cache: FunctionCache, prefix: string, mode: Versioning['mode']): void {
  const { key } = cache.settings
  if (mode === 'source') warnOf(cache, prefix, cache.fn)
  if (mode !== 'own' && key !== undefined && !registry.definitions.has(key)) warnOf(cache, `${prefix} key`, key)
}

function warnOf(cache: FunctionCache, prefix: string, fn: object): void {
  const seen = mapOf(bySource, cache.backend)
  const first = seen.get(prefix)
  if (first === undefined) seen.set(prefix, new WeakRef(fn))
  // A function that is gone was another one, too: this one is here for the first time.
  if (first === undefined || first.deref() === fn) return
  warnOnce(
    cache,
    'AUTOCACHED_SAME_SOURCE',
    `Several functions with the source text of ${fn === cache.fn ? '' : 'the option "key" of '}${cache.name || 'an anonymous function'} share one backend. They share entries, ` +
      `and where they capture different variables, each gets the other's results. Compile the file with the autocached plugin, ` +
      `which counts captured variables; or pass them as arguments; or give each function its own "dependencies" or "namespace".`,
  )
}
