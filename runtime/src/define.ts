import { type Definition, isBorrowed, registry } from './registry.js'
import { type Row, readRow } from './row.js'

/**
 * Registers `value` as the definition that `row` describes, and returns it. Written by the plugins (docs/output.md), never by
 * hand. A primitive is returned as it is; a value keeps the first registration by a definition that makes it.
 *
 * @param row Or the reason why the function was refused, which `cached` then tells.
 * @param captured Gives the variables that the definition captures, one property for each, in slot order.
 * @param made Of what a CommonJS module exports as a whole, whose functions another file may take one by one: the names of those
 *   that the definition makes. They are registered as parts of it, and all others as what it passes on.
 */
export function define<T>(value: T, row: Row | string, captured?: () => object, made?: readonly string[]): T {
  if (typeof row === 'string') return refuse(value, row)
  if (typeof value === 'function') nameByPlace(value, row)
  else if (typeof value !== 'object' || value === null) return value
  register(value, { row, captured })
  if (made !== undefined) registerMembers(value, { row, captured }, made)
  return value
}

/**
 * The same as a decorator, TC39 or legacy: registers the method (or getter) under it. It is the last decorator of a method, so
 * it runs first and sees the method itself.
 */
export function defineMethod(row: Row | string, captured?: () => object) {
  return (target: unknown, _context?: unknown, descriptor?: PropertyDescriptor): void => {
    define(descriptor === undefined ? target : (descriptor.value ?? descriptor.get ?? descriptor.set), row, captured)
  }
}

/** What says more stays: a definition that makes the value, or else the first one. */
function register(value: object, definition: Definition): void {
  const { definitions } = registry
  const present = definitions.get(value)
  if (present === undefined || (isBorrowed(present) && !isBorrowed(definition))) definitions.set(value, definition)
}

function registerMembers(of: object, definition: Definition, made: readonly string[]): void {
  const basic: unknown[] = [Object.prototype, Function.prototype, null]
  for (let object = of; !basic.includes(object); object = Object.getPrototypeOf(object) as object) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(object))) {
      if (typeof value === 'function' && name !== 'constructor')
        register(value, { ...definition, member: { of, name, made: object === of && made.includes(name) } })
    }
  }
}

function refuse<T>(value: T, reason: string): T {
  if (typeof value === 'function') registry.refusals.set(value, reason)
  return value
}

/** `const half = define(x => x / 2, row)`: as an argument, the function did not get the name of its variable. */
function nameByPlace(value: object, row: Row): void {
  const { name, namedByPlace } = readRow(row)
  if (namedByPlace) Object.defineProperty(value, 'name', { value: name, configurable: true })
}
