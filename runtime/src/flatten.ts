import { dataOf, isAccessor, isDense, type Shape, shapeOf } from './encode-plain.js'
import { encodePrimitive, shortened } from './encode-primitive.js'
import type { Numbered } from './primitive-lists.js'

/** Values of more parts are found by their text. */
const MOST_FLAT = 16

/** One to four arguments as primitives and what stands for objects; `undefined` where they are more, or something else. */
export function listOf(args: readonly unknown[]): readonly unknown[] | undefined {
  const { length } = args
  if (length === 0 || length > 4) return undefined
  let index = 0
  while (index < length && (typeof args[index] !== 'object' || args[index] === null)) index++
  if (index === length) return args
  const list: unknown[] = []
  try {
    for (const arg of args) if (!flatten(arg, list)) return undefined
  } catch {
    // A proxy; the encoder says what is wrong with it.
    return undefined
  }
  return list
}

/** What stands for the arrays of each length that `flatten` takes. */
const lengths: readonly Numbered[] = Array.from({ length: MOST_FLAT }, (_, number) => ({ number }))

/**
 * Adds to `into` what a small value is made of: for a primitive itself, for a plain object or array what stands for its keys or length,
 * and what is in it. Two lists of values give the same only if they have the same text. Gives whether that could be done.
 */
function flatten(value: unknown, into: unknown[]): boolean {
  if (typeof value !== 'object' || value === null) return into.push(value) <= MOST_FLAT
  const prototype = Object.getPrototypeOf(value) as unknown
  if (prototype === Object.prototype) {
    const shape = shapeOf(value)
    if (shape === undefined || into.push(shape) + shape.sorted.length > MOST_FLAT) return false
    for (const key of shape.sorted) {
      const property = dataOf(value, key)
      if (property === undefined || !flatten(property.value, into)) return false
    }
    return true
  }
  if (prototype !== Array.prototype || !Array.isArray(value)) return false
  const { length } = value
  if (into.push(lengths[length]) + length > MOST_FLAT || !isDense(value)) return false
  for (let index = 0; index < length; index++)
    if (isAccessor(value, index) || !flatten(value[index], into)) return false
  return true
}

/**
 * The text of values that `flatten` took apart, or that are primitives; `undefined` where functions or symbols are among them. The values
 * are not read again: a proxy may answer otherwise then.
 */
export function textOf(list: readonly unknown[]): string | undefined {
  let next = 0
  const write = (): string | undefined => {
    const item = list[next++]
    if (typeof item !== 'object' || item === null) return encodePrimitive(item)
    const { head, labels, number } = item as Shape
    let out: string | undefined = head ?? `a${number};`
    const length = labels?.length ?? number
    for (let index = 0; index < length; index++) {
      const form = write()
      if (form === undefined) return undefined
      out += (labels?.[index] ?? '') + form
    }
    return shortened(out)
  }
  let text = ''
  while (next < list.length) {
    const form = write()
    if (form === undefined) return undefined
    text += form
  }
  return text
}
