import { installLinker } from './linker.js'
import { type Definition, registry } from './registry.js'
import { isBorrowed, type Rows, type Thunk, tableOf } from './row.js'

/** What can follow in a call of `define`, in this order. Each is known by its type. */
type Extra = string | (() => object) | { readonly [number: number]: Thunk } | readonly string[]

/**
 * Registers `value` as a definition of a module's table, and returns it. Written by the plugins (docs/output.md), never by
 * hand. A primitive is returned as it is; a value keeps all registrations by definitions that may make it, the first ahead.
 *
 * @param rows The module's, or the reason why the function was refused, which `cached` then tells.
 * @param extras The name that the function has from its place and did not get as an argument (`const half = x => x / 2`); a function
 * that gives the variables which the definition captures, one property for each, in slot order; thunks of this definition alone; of
 * what a CommonJS module exports as a whole, a list of the properties whose functions the definition makes: they are registered as
 * parts of it, and its other functions as what it passes on, because another file may take them one by one.
 */
export function define<T>(value: T, rows: Rows | string, index = 0, ...extras: readonly Extra[]): T {
  if (typeof rows === 'string') return refuse(value, rows)
  if (typeof value !== 'function' && (typeof value !== 'object' || value === null)) return value
  installLinker()
  let captured: (() => object) | undefined
  let made: readonly string[] | undefined
  for (const extra of extras) {
    if (typeof extra === 'function') captured = extra
    else if (Array.isArray(extra)) made = extra
    else if (typeof extra === 'object') tableOf(rows).addThunks(extra as { readonly [number: number]: Thunk })
    else if (typeof value === 'function') Object.defineProperty(value, 'name', { value: extra, configurable: true })
  }
  const definition = { rows, index, captured }
  register(value, definition)
  if (made !== undefined) registerMembers(value, definition, made)
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

/**
 * What says more stays: a definition that makes the value, or else the first one. A second one that should make it and gives what is there
 * already may have changed it: both count.
 */
function register(value: object, definition: Definition): void {
  const { definitions } = registry
  const present = definitions.get(value)
  if (present === undefined || (isBorrowed(present) && !isBorrowed(definition))) definitions.set(value, definition)
  else if (present.member === undefined && definition.member === undefined && !isBorrowed(definition)) {
    const all = [present, ...(present.also ?? [])]
    if (all.every(({ rows, index }) => rows !== definition.rows || index !== definition.index))
      present.also = [...all.slice(1), definition]
  }
}

function registerMembers(of: object, definition: Definition, made: readonly string[]): void {
  for (let object: object | null = of; object && !isNative(object); object = Object.getPrototypeOf(object) as object) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(object))) {
      if (typeof value === 'function' && name !== 'constructor')
        register(value, { ...definition, member: { of, name, made: object === of && made.includes(name) } })
    }
  }
}

/** Whether it is the prototype of a built-in class. */
function isNative(object: object): boolean {
  const type: unknown = Object.getOwnPropertyDescriptor(object, 'constructor')?.value
  return typeof type === 'function' && Function.prototype.toString.call(type).endsWith('{ [native code] }')
}

function refuse<T>(value: T, reason: string): T {
  if (typeof value === 'function') registry.refusals.set(value, reason)
  return value
}
