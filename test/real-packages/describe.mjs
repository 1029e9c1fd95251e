/**
 * A text for a value that shows what a program could see of it: names, lengths, order of keys, prototypes, accessors, tags.
 *
 * `names: false` leaves out names of functions and classes, which a minifier may change.
 */
export function describe(value, { depth = 6, names = true } = {}) {
  const seen = new Map()
  let budget = 20_000

  function visit(value, left) {
    switch (typeof value) {
      case 'string':
        return JSON.stringify(value)
      case 'number':
        return Object.is(value, -0) ? '-0' : String(value)
      case 'bigint':
        return `${value}n`
      case 'object':
      case 'function':
        return value === null ? 'null' : visitObject(value, left)
      default:
        return String(value)
    }
  }

  function visitObject(value, left) {
    if (value === globalThis) return 'global'
    const known = seen.get(value)
    if (known !== undefined) return `#${known}`
    seen.set(value, seen.size)
    if (left === 0 || budget-- < 0) return '…'
    return `${kindOf(value)}${contentOf(value, left - 1)}{${propertiesOf(value, left - 1)}}`
  }

  function kindOf(value) {
    const tag = Object.prototype.toString.call(value).slice(8, -1)
    const prototype = Object.getPrototypeOf(value)
    const isPlain = prototype === Object.prototype || prototype === Function.prototype || prototype === Array.prototype
    const maker = prototype === null ? 'null' : isPlain || !names ? '' : nameOf(prototype)
    return [tag, maker, Object.isFrozen(value) ? 'frozen' : ''].filter(Boolean).join(' ')
  }

  function contentOf(value, left) {
    if (typeof value === 'function') {
      const isClass = /^class\b/.test(Function.prototype.toString.call(value))
      return `${isClass ? ' class' : ''} ${names ? JSON.stringify(value.name) : ''}/${value.length}`
    }
    if (value instanceof Map) return `(${[...value].map(([key, item]) => `${visit(key, left)}→${visit(item, left)}`)})`
    if (value instanceof Set) return `(${[...value].map((item) => visit(item, left))})`
    if (value instanceof Date) return `(${Number.isNaN(+value) ? 'invalid' : value.toISOString()})`
    if (value instanceof RegExp) return `(${value})`
    if (value instanceof Error) return `(${names ? `${value.name}: ` : ''}${value.message})`
    if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return `(${Array.from(value)})`
    return ''
  }

  function propertiesOf(value, left) {
    return Reflect.ownKeys(value)
      .filter((key) => !isHidden(value, key))
      .map((key) => {
        const property = Object.getOwnPropertyDescriptor(value, key)
        const marks = `${property.enumerable ? '' : '-'}${property.configurable ? '' : '!'}`
        return `${marks}${String(key)}:${'value' in property ? visit(property.value, left) : accessorOf(property)}`
      })
      .join()
  }

  function isHidden(value, key) {
    if (key === 'stack') return true
    if (typeof value === 'function' && ['name', 'length', 'arguments', 'caller'].includes(key)) {
      // A static member of one of these names is shown.
      const { value: own } = Object.getOwnPropertyDescriptor(value, key)
      return (
        key === 'arguments' || key === 'caller' || (key === 'name' ? typeof own === 'string' : typeof own === 'number')
      )
    }
    return ArrayBuffer.isView(value) && typeof key === 'string' && /^\d+$/.test(key)
  }

  return visit(value, depth)
}

function accessorOf({ get, set }) {
  return [get ? 'get' : '', set ? 'set' : ''].join('')
}

function nameOf(prototype) {
  const { value } = Object.getOwnPropertyDescriptor(prototype, 'constructor') ?? {}
  return typeof value === 'function' ? String(value.name) : '?'
}
