/** Deeper values are left to others: this walk recurses. */
const DEEPEST = 200

/**
 * Whether `JSON.parse(JSON.stringify(value))` gives back `value` as it is: nothing but plain objects, dense lists, text, booleans,
 * `null` and finite numbers that are not -0, no object twice, and no property that JSON leaves out or calls.
 */
export function isFaithfulJson(value: unknown): boolean {
  return isFaithful(value, new Set(), 0)
}

function isFaithful(value: unknown, seen: Set<object>, depth: number): boolean {
  switch (typeof value) {
    case 'string':
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
  if (!isPlainList(value, keys) && !isPlainObject(value, keys)) return false
  return keys.every((key) => {
    const property = Object.getOwnPropertyDescriptor(value, key)
    return property !== undefined && 'value' in property && isFaithful(property.value, seen, depth + 1)
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
    Object.prototype.toString.call(value) === '[object Object]' &&
    Reflect.ownKeys(value).length === keys.length &&
    !('toJSON' in value)
  )
}
