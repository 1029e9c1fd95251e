import type { Written } from './encode.js'
import { NotInitializedError } from './errors.js'
import { type Input, placeOf } from './link.js'
import { OnlyCalled } from './only-called.js'
import { registry } from './registry.js'
import { readRow } from './row.js'
import { textOnly } from './text-only.js'

/**
 * The values of a function's inputs, as one form.
 *
 * @param variables Those that the same key has met, with their numbers: two functions that assign one variable must not be taken for two
 *   that assign one each. A variable that is met again has its number ahead of its value.
 */
export function inputsForm(
  text: string,
  inputs: readonly Input[],
  variables: Map<unknown, number>,
  fn?: object,
): Written | undefined {
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
    if (isUnknown(fn, input)) return undefined
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

/** The environment gives no functions. */
function isUnknown(fn: object | undefined, { of, variable }: Input): boolean {
  const definition = fn && of.isBorrowed && typeof variable !== 'string' ? registry.definitions.get(fn) : undefined
  return definition !== undefined && readRow(definition) === of
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
