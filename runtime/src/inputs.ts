import type { Written } from './encode.js'
import { NotInitializedError } from './errors.js'
import { type Input, placeOf } from './link.js'
import { OnlyCalled } from './only-called.js'
import { registry } from './registry.js'

/** The values of a function's inputs, as one form. */
export function inputsForm(text: string, inputs: readonly Input[]): Written {
  const names: string[] = []
  const items: unknown[] = []
  const labels: string[] = []
  for (const input of inputs) {
    const { label } = input
    const value = read(input)
    if (input.name !== undefined) {
      names.push(input.name)
      items.push(value)
      labels.push(`|${label ?? ''}`)
      continue
    }
    const slots = input.of.slots.filter((slot) => slot.kind === 'captured')
    const captured = Object.entries(value as object)
    for (const [index, [name, item]] of captured.entries()) {
      names.push(name)
      items.push(slots[index]?.used || !isVersioned(item) ? item : new OnlyCalled(item))
      labels.push(`,${label === undefined ? '' : label + JSON.stringify(name)}`)
    }
  }
  return { text: `${text}${items.length};`, items, labels, step: (index) => names[index] ?? '' }
}

function isVersioned(value: unknown): value is object {
  return typeof value === 'function' && (registry.wrappers.has(value) || registry.definitions.has(value))
}

function read({ of, read }: Input): unknown {
  try {
    return read()
  } catch (error) {
    throw new NotInitializedError(of.name || 'the function', placeOf(of), error)
  }
}
