import { registry } from './registry.js'
import { type Rows, type Thunk, tableOf } from './row.js'

/** What can follow in a call of `define`, in this order: a name, captured variables or thunks. Each is known by its type. */
type Extra = string | (() => object) | { readonly [number: number]: Thunk }

/**
 * Registers `value` as a definition of a module's table, and returns it. Written by the plugins (docs/output.md), never by
 * hand. A primitive is returned as it is; a value that is registered already keeps its first registration.
 *
 * @param rows The module's, or the reason why the function was refused, which `cached` then tells.
 * @param extras The name that the function has from its place and did not get as an argument (`const half = x => x / 2`); a function
 * that gives the variables which the definition captures, one property for each, in slot order; thunks of this definition alone.
 */
export function define<T>(value: T, rows: Rows | string, index = 0, ...extras: readonly Extra[]): T {
  if (typeof rows === 'string') return refuse(value, rows)
  if (typeof value !== 'function' && (typeof value !== 'object' || value === null)) return value
  let captured: (() => object) | undefined
  for (const extra of extras) {
    if (typeof extra === 'function') captured = extra
    else if (typeof extra === 'object') tableOf(rows).addThunks(extra)
    else if (typeof value === 'function') Object.defineProperty(value, 'name', { value: extra, configurable: true })
  }
  if (!registry.definitions.has(value)) registry.definitions.set(value, { rows, index, captured })
  return value
}

/** Registers the functions of a module, which are the first definitions of its table. */
export function defineAll(rows: Rows, ...functions: readonly unknown[]): void {
  for (let index = 0; index < functions.length; index++) define(functions[index], rows, index)
}

/**
 * The same as `define` as a decorator, TC39 or legacy: registers the method (or getter) under it. It is the last decorator of a
 * method, so it runs first and sees the method itself.
 */
export function defineMethod(rows: Rows | string, index?: number, captured?: () => object) {
  return (target: unknown, _context?: unknown, descriptor?: PropertyDescriptor): void => {
    const value = descriptor === undefined ? target : (descriptor.value ?? descriptor.get ?? descriptor.set)
    define(value, rows, index, ...(captured === undefined ? [] : [captured]))
  }
}

function refuse<T>(value: T, reason: string): T {
  if (typeof value === 'function') registry.refusals.set(value, reason)
  return value
}
