import { registry } from './registry.js'
import { type DefinitionRow, readRow } from './row.js'

/** What a plugin wrote about a function, if one compiled it. */
export function rowOf(fn: object): DefinitionRow | undefined {
  const definition = registry.definitions.get(fn)
  return definition && readRow(definition)
}

/** The name that a function has in the source. */
export function labelOf(fn: object): string | undefined {
  return registry.definitions.get(fn)?.member?.name ?? rowOf(fn)?.label
}
