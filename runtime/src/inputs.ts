import type { Written } from './encode.js'
import { NotInitializedError } from './errors.js'
import { type Input, placeOf } from './link.js'
import { OnlyCalled } from './only-called.js'
import { textOnly } from './text-only.js'

/**
 * The values of a function's inputs, as one form.
 *
 * @param variables Those that the same key has met, with their numbers: two functions that assign one variable must not be taken for two
 *   that assign one each. A variable that is met again has its number ahead of its value.
 */
export function inputsForm(text: string, inputs: readonly Input[], variables: Map<unknown, number>): Written {
  const names: string[] = []
  const items: unknown[] = []
  const labels: string[] = []
  const again = (variable: unknown) => {
    const known = variables.get(variable)
    if (known !== undefined) return `^${known}:`
    if (variable !== undefined) variables.set(variable, variables.size)
    return ''
  }
  for (const input of inputs) {
    const { label, slots } = input
    const value = read(input)
    if (input.name !== undefined) {
      names.push(input.name)
      items.push(value)
      labels.push(`|${label ?? ''}${again(input.variable)}`)
      continue
    }
    const captured = Object.entries(value as object)
    for (const [index, [name, item]] of captured.entries()) {
      const slot = slots?.[index]
      names.push(name)
      items.push(slot?.used || !isVersioned(item) ? item : new OnlyCalled(item))
      const own = label === undefined ? '' : label + JSON.stringify(name)
      labels.push(`,${own}${again(slot?.variable)}`)
    }
  }
  return { text: `${text}${items.length};`, items, labels, step: (index) => names[index] ?? '' }
}

function isVersioned(value: unknown): value is object {
  return typeof value === 'function' && textOnly(value).length === 0
}

function read({ of, read }: Input): unknown {
  try {
    return read()
  } catch (error) {
    throw new NotInitializedError(of.name || 'the function', placeOf(of), error)
  }
}
