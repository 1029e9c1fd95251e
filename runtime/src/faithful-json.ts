import { internalClass } from './internal-class.js'
import { isWellFormed } from './well-formed.js'

/** Deeper values are left to others: this walk recurses. */
const DEEPEST = 200

/**
 * Whether `JSON.parse(JSON.stringify(value))` gives back `value` as it is: nothing but plain objects, dense lists, text, booleans,
 * `null` and finite numbers that are not -0, no object twice, and no property that JSON leaves out or calls.
 */
export function isFaithfulJson(value: unknown): boolean {
  return isFaithful(value, new Set(), 0, undefined)
}

/**
 * Whether msgpack gives it back, too: it is faithful JSON, without text that has no UTF-8, without `__proto__`, and without objects
 * that are dictionaries, which msgpack reads slowly.
 */
export function isPackable(value: unknown): boolean {
  return isFaithful(value, new Set(), 0, isPackableText)
}

/** Objects with more properties are taken for dictionaries. */
const WIDEST = 100

function isPackableText(text: string): boolean {
  return text !== '__proto__' && isWellFormed(text)
}

function isFaithful(
  value: unknown,
  seen: Set<object>,
  depth: number,
  isText: ((text: string) => boolean) | undefined,
): boolean {
  switch (typeof value) {
    case 'string':
      return isText === undefined || isText(value)
    case 'boolean':
      return true
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
    case 'object':
      break
    default:
      return false
  }
  if (value === null) return true
  if (depth === DEEPEST || seen.has(value)) return false
  seen.add(value)
  const keys = Object.keys(value)
  if (!isPlainList(value, keys)) {
    if (!isPlainObject(value, keys)) return false
    if (isText !== undefined && (keys.length > WIDEST || !keys.every(isText))) return false
  }
  return keys.every((key) => {
    const property = Object.getOwnPropertyDescriptor(value, key)
    return property !== undefined && 'value' in property && isFaithful(property.value, seen, depth + 1, isText)
  })
}

function isPlainList(value: object, keys: readonly string[]): boolean {
  return (
    Array.isArray(value) &&
    Object.getPrototypeOf(value) === Array.prototype &&
    keys.length === value.length &&
    Reflect.ownKeys(value).length === keys.length + 1 &&
    (keys.length === 0 || keys.at(-1) === String(value.length - 1)) &&
    !('toJSON' in value)
  )
}

function isPlainObject(value: object, keys: readonly string[]): boolean {
  return (
    Object.getPrototypeOf(value) === Object.prototype &&
    internalClass(value) === '[object Object]' &&
    Reflect.ownKeys(value).length === keys.length &&
    !('toJSON' in value)
  )
}
