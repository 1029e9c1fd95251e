import { installLinker } from './linker.js'
import { registry } from './registry.js'
import { type Row, readRow } from './row.js'

/**
 * Registers `value` as the definition that `row` describes, and returns it. Written by the plugins (docs/output.md), never by
 * hand. A primitive is returned as it is; a value that is registered already keeps its first registration.
 *
 * @param row Or the reason why the function was refused, which `cached` then tells.
 * @param captured Gives the variables that the definition captures, one property for each, in slot order.
 */
export function define<T>(value: T, row: Row | string, captured?: () => object): T {
  if (typeof row === 'string') return refuse(value, row)
  installLinker()
  if (typeof value === 'function') nameByPlace(value, row)
  else if (typeof value !== 'object' || value === null) return value
  if (!registry.definitions.has(value)) registry.definitions.set(value, { row, captured })
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

function refuse<T>(value: T, reason: string): T {
  if (typeof value === 'function') registry.refusals.set(value, reason)
  return value
}

/** `const half = define(x => x / 2, row)`: as an argument, the function did not get the name of its variable. */
function nameByPlace(value: object, row: Row): void {
  const { name, namedByPlace } = readRow(row)
  if (namedByPlace) Object.defineProperty(value, 'name', { value: name, configurable: true })
}
