import { type Versioning, versioningOf } from './code-version.js'
import { link } from './link.js'
import { linkedOf } from './linked-of.js'
import type { Settings } from './options.js'
import { registry } from './registry.js'
import type { AnyFunction } from './signature.js'

/** Where the version of a function comes from that a plugin compiled, or that wraps such a function; `undefined` for others. */
export function compiledVersioning(fn: AnyFunction, settings: Settings): Versioning | undefined {
  const { dependencies, versioning } = settings
  const wrapped = registry.wrappers.get(fn)
  // All wrappers have one text, which is not what the user asks for.
  if (versioning === 'source') return wrapped && versioningOf(wrapped.fn as AnyFunction, settings)
  const linked = () => (dependencies === undefined ? linkedOf(fn) : link(fn, dependencies))
  if (registry.definitions.has(fn)) return { mode: 'compiled', link: linked }
  // What is known of the parameters is not known of whoever wraps the function.
  return wrapped && { mode: 'compiled', link: () => ({ ...linked(), parameters: undefined }) }
}
