import type { Backend } from './backends/backend.js'

/** The map of a backend, which lives as long as that. */
export function mapOf<T>(maps: WeakMap<Backend, Map<string, T>>, backend: Backend): Map<string, T> {
  let map = maps.get(backend)
  if (map === undefined) {
    map = new Map()
    maps.set(backend, map)
  }
  return map
}
