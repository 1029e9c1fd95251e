import type { Input } from './link.js'
import type { Definition } from './registry.js'
import { readRow } from './row.js'

/** What the function itself captures still counts: a pinned version says that its code is the same, not its variables. */
export function ownInputs(definition: Definition): Input[] {
  const of = readRow(definition)
  const inputs: Input[] = []
  for (const slot of of.slots) if (slot.kind === 'input') inputs.push({ of, name: slot.name, read: slot.read })
  if (definition.captured !== undefined) inputs.push({ of, name: undefined, read: definition.captured })
  return inputs
}
