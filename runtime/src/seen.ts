import { registry } from './registry.js'
import { type DefinitionRow, isBorrowed, readRow } from './row.js'

/** What code can see of a function beside what it does. */
export interface Seen {
  readonly name: string
  readonly newable: boolean
}

/** The name of a function and whether it can be called with `new`; `undefined` for other values. */
export function describe(value: unknown): Seen | undefined {
  if (typeof value !== 'function') return undefined
  const definition = registry.definitions.get(registry.wrappers.get(value)?.fn ?? value)
  return definition === undefined || definition.member !== undefined || isBorrowed(definition)
    ? { name: value.name, newable: true }
    : seenOf(readRow(definition))
}

export function seenOf(definition: DefinitionRow): Seen | undefined {
  return definition.isFunction ? definition : undefined
}
