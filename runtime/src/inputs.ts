import type { Written } from './encode.js'
import { NotInitializedError } from './errors.js'
import { describe, type Input, placeOf } from './link.js'

/**
 * The values of a function's inputs, as one form. What code can see of a captured function beside what it does, its name and
 * whether it can be called with `new`, stands ahead of it.
 */
export function inputsForm(text: string, inputs: readonly Input[]): Written {
  const names: string[] = []
  const items: unknown[] = []
  const labels: string[] = []
  for (const input of inputs) {
    const value = read(input)
    if (input.name !== undefined) {
      names.push(input.name)
      items.push(value)
      labels.push('|')
      continue
    }
    const slots = input.of.slots.filter((slot) => slot.kind === 'captured')
    const captured = Object.entries(value as object)
    for (const [index, [name, item]] of captured.entries()) {
      const seen = slots[index]?.used ? describe(item) : undefined
      names.push(name)
      items.push(item)
      labels.push(`,${seen === undefined ? '' : (seen.newable ? '+' : '-') + JSON.stringify(seen.name)}`)
    }
  }
  return { text: `${text}${items.length};`, items, labels, step: (index) => names[index] ?? '' }
}

function read({ of, read }: Input): unknown {
  try {
    return read()
  } catch (error) {
    throw new NotInitializedError(of.name || 'the function', placeOf(of), error)
  }
}
