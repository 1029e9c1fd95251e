import { isCurrent } from './is-current.js'
import type { Linked } from './link.js'
import { linker } from './parts.js'
import { registry } from './registry.js'
import { sourceLink } from './source.js'

const links = new WeakMap<object, Linked>()

/** The version of a function, with what enters keys beside it: linked at the first call, and again when a binding changed. */
export function linkedOf(fn: object): Linked {
  const wrapped = registry.wrappers.get(fn)
  if (wrapped !== undefined) return wrapped.own?.() ?? linkedOf(wrapped.fn)
  const present = links.get(fn)
  if (present !== undefined && isCurrent(present)) return present
  const linked = registry.definitions.has(fn) ? linker().link(fn) : sourceLink(fn)
  links.set(fn, linked)
  return linked
}
