import { type Input, propertiesInput } from './link.js'
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

/** What the function itself captures still counts: a pinned version says that its code is the same, not its variables. */
export function ownInputs(fn: object): readonly Input[] {
  const definition = registry.definitions.get(fn)
  if (definition === undefined) return []
  const of = readRow(definition)
  const inputs: Input[] = []
  for (const slot of of.slots) if (slot.kind === 'input') inputs.push({ of, name: slot.name, read: slot.read })
  if (definition.captured !== undefined) inputs.push({ of, name: undefined, read: definition.captured })
  if (of.hasProperties) inputs.push(propertiesInput(of, fn))
  return inputs
}
