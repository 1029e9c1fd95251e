/** What a value looks like from outside. */
import { types } from 'node:util'

/** A value without running any of its code. */
export function describe(value: unknown, depth = 2): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value)
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value)
    case 'bigint':
      return `${value}n`
    case 'symbol':
    case 'boolean':
    case 'undefined':
      return String(value)
    case 'function': {
      const [name, length] = ['name', 'length'].map((key) => Object.getOwnPropertyDescriptor(value, key)?.value)
      const keys = Reflect.ownKeys(value)
        .map(String)
        .filter((key) => !/^(length|name|arguments|caller)$/.test(key))
      return `function ${String(name)}/${length}${keys.length > 0 ? `{${keys.join()}}` : ''}`
    }
    default:
      return value === null ? 'null' : describeObject(value as object, depth)
  }
}

function describeObject(value: object, depth: number): string {
  if (isProxy(value)) return 'o'
  if (value instanceof Error)
    return `${value.constructor.name}${value.message.startsWith('own:') ? ` ${value.message}` : ''}`
  const proto = Object.getPrototypeOf(value) as object | null
  const owner = proto && Object.getOwnPropertyDescriptor(proto, 'constructor')?.value
  const type = proto === null ? 'null' : typeof owner === 'function' ? owner.name : '?'
  if (value instanceof Promise || depth === 0) return type
  const fields = Reflect.ownKeys(value).map((key) => {
    const { get, set, value: held } = Object.getOwnPropertyDescriptor(value, key) as PropertyDescriptor
    return `${String(key)}: ${get || set ? `${get ? 'get' : ''}${set ? 'set' : ''}` : describe(held, depth - 1)}`
  })
  const shared = proto && type === '?' ? Reflect.ownKeys(proto).map(String).join() : ''
  return `${type}{${fields.join(', ')}}${shared}`
}

/** Only `o` is a proxy. */
function isProxy(value: object): boolean {
  return types.isProxy(value)
}
