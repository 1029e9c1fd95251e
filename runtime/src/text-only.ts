import { registry } from './registry.js'

/**
 * The functions of which a version has nothing but the text, so that closures of one text would be one: a function that nobody compiled,
 * that a cached one wraps, or that is its option `key`. A pinned version stands for both.
 */
export function textOnly(fn: object): readonly object[] {
  const wrapped = registry.wrappers.get(fn)
  if (wrapped === undefined) return registry.definitions.has(fn) ? [] : [fn]
  const { key, version, versioning } = wrapped.settings
  if (version !== undefined) return []
  const inner = versioning === 'source' ? [wrapped.fn] : textOnly(wrapped.fn)
  return key === undefined ? inner : [...inner, ...textOnly(key)]
}
