import { digest256 } from './digest.js'
import { isWellFormed } from './well-formed.js'

/** The form of a primitive; `undefined` for objects, functions and symbols. */
export function encodePrimitive(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return encodeString(value)
    case 'number':
      return encodeNumber(value)
    case 'boolean':
      return value ? 't' : 'f'
    case 'undefined':
      return 'u'
    case 'bigint':
      return `i${value};`
    case 'object':
      return value === null ? 'n' : undefined
    default:
      return undefined
  }
}

/** What stands ahead of strings by their length, and small whole numbers, each made once. */
const heads = new Array<string | undefined>(128)
const numbers = new Array<string | undefined>(1024)

function encodeNumber(value: number): string {
  // -0 is none of the small ones.
  if (value > 0 && value < numbers.length && (value | 0) === value) {
    numbers[value] ??= `d${value};`
    return numbers[value]
  }
  return Object.is(value, -0) ? 'd-0;' : `d${value};`
}

/** Lone surrogates have no UTF-8 and would all be digested as U+FFFD: such strings are written with escapes. */
function encodeString(value: string): string {
  if (!isWellFormed(value)) return `S${JSON.stringify(value)}`
  const { length } = value
  if (length >= heads.length) return `s${length}:${value}`
  heads[length] ??= `s${length}:`
  return heads[length] + value
}

/** A longer form of an object is written as its digest: so the text of a value is no longer than the value has objects. */
const LONGEST_FORM = 4096

/** The form of an object, or its digest. */
export function shortened(form: string): string {
  return form.length > LONGEST_FORM ? `#${digest256(form)}` : form
}
