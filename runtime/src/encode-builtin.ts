import type { Written } from './encode.js'
import { internalClass } from './internal-class.js'
import { isWellFormed } from './well-formed.js'

/** Writes an object of one built-in class; a string says why the object is refused. */
type Writer = (object: never) => Written | string | undefined

/**
 * What writes `object`, by its prototype: an instance of a subclass is none of these. Objects of another realm (an iframe, a
 * `vm` context) are found by their native constructor's name.
 */
export function builtinOf(object: object): ((object: object) => Written | string | undefined) | undefined {
  const prototype = Object.getPrototypeOf(object) as object | null
  if (prototype === null) return writeNullPrototype
  let writer = writers.get(prototype)
  if (writer === undefined) {
    writer = ofOtherRealm(prototype)
    writers.set(prototype, writer)
  }
  return (writer ?? undefined) as never
}

const named: { readonly [name: string]: Writer } = {
  Object: (object: object) => writeProperties(object, 'o'),
  Array: writeArray,
  Map: writeMap,
  Set: writeSet,
  Date: (date: Date) => bare(date) ?? leaf(`D${Date.prototype.getTime.call(date)};`),
  RegExp: writeRegExp,
  URL: (url: URL) => text('U', url.href),
  URLSearchParams: (search: URLSearchParams) => text('Q', search.toString()),
  Buffer: (bytes: Uint8Array) => writeBytes('Buffer', bytes),
  DataView: (view: DataView) => writeBytes('DataView', new Uint8Array(view.buffer, view.byteOffset, view.byteLength)),
  ArrayBuffer: (buffer: ArrayBuffer) => bare(buffer) ?? writeBytes('ArrayBuffer', new Uint8Array(buffer)),
  Number: (boxed: object) => bare(boxed) ?? writeBoxed(Number.prototype.valueOf.call(boxed)),
  Boolean: (boxed: object) => bare(boxed) ?? writeBoxed(Boolean.prototype.valueOf.call(boxed)),
  BigInt: (boxed: object) => bare(boxed) ?? writeBoxed(BigInt.prototype.valueOf.call(boxed)),
  String: writeBoxedString,
  Promise: () => 'is a promise',
  WeakMap: () => 'is a WeakMap',
  WeakSet: () => 'is a WeakSet',
  WeakRef: () => 'is a WeakRef',
}

for (const name of [
  'Error',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
  'AggregateError',
])
  (named as Record<string, Writer>)[name] = (error: Error) => writeError(name, error)

for (const name of [
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float16Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
])
  (named as Record<string, Writer>)[name] = (array: Uint8Array) =>
    writeBytes(name, new Uint8Array(array.buffer, array.byteOffset, array.byteLength))

const writers = new WeakMap<object, Writer | null>()
for (const [name, writer] of Object.entries(named)) {
  const type = (globalThis as Record<string, unknown>)[name] as { prototype?: object } | undefined
  if (type?.prototype !== undefined) writers.set(type.prototype, writer)
}

function ofOtherRealm(prototype: object): Writer | null {
  const type: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value
  if (typeof type !== 'function' || type.prototype !== prototype) return null
  const name = /^function (\w+)\(\) \{ \[native code\] \}$/.exec(Function.prototype.toString.call(type))?.[1]
  return name !== undefined && Object.hasOwn(named, name) ? (named[name] ?? null) : null
}

function leaf(form: string): Written {
  return { text: form, items: [] }
}

function text(tag: string, content: string): Written {
  return { text: tag, items: [content] }
}

/** Refuses own properties that the form of a built-in would leave out. */
function bare(object: object, allowed = 0): string | undefined {
  return Reflect.ownKeys(object).length > allowed ? 'has properties of its own' : undefined
}

function writeNullPrototype(object: object): Written | string {
  return writeProperties(object, 'O')
}

function writeProperties(object: object, tag: string): Written | string {
  const keys = Object.keys(object)
  // Faster than Reflect.ownKeys.
  if (Object.getOwnPropertyNames(object).length !== keys.length || Object.getOwnPropertySymbols(object).length > 0)
    return 'has symbol keys or properties that are not enumerable'
  // One with a `Symbol.toStringTag` of its own was refused above.
  if (internalClass(object) !== '[object Object]')
    return `is a ${internalClass(object).slice(8, -1)} without its prototype`
  if (keys.length === 0 && !isTrulyPlain(object)) return 'is a built-in object without its prototype'
  sortByUnits(keys)
  const count = keys.length
  const labels = new Array<string>(count)
  const items = new Array<unknown>(count)
  for (let index = 0; index < count; index++) {
    const key = keys[index] as string
    const property = Object.getOwnPropertyDescriptor(object, key)
    if (property === undefined || property.get !== undefined || property.set !== undefined)
      return `has a getter or setter, ${key}`
    labels[index] = labelOf(key)
    items[index] = property.value
  }
  return { text: `${tag}${count};`, items, labels, step: (index) => property(keys[index] as string) }
}

/**
 * Whether an object without properties is no Map, Set, Promise or the like whose prototype was replaced: it would look empty, and only
 * a structured clone shows what it is. One that has properties counts by these: asking each object would cost more than its key.
 */
export function isTrulyPlain(object: object): boolean {
  try {
    return internalClass(structuredClone(object)) === '[object Object]'
  } catch {
    return false
  }
}

/** What stands ahead of a property's value. */
export function labelOf(key: string): string {
  return isWellFormed(key) ? `${key.length}:${key}` : JSON.stringify(key)
}

/** By UTF-16 code units, as `sort` does; keys that are in order already, as most are, cost nothing. */
function sortByUnits(keys: string[]): void {
  for (let index = 1; index < keys.length; index++)
    if ((keys[index] as string) < (keys[index - 1] as string)) {
      keys.sort()
      return
    }
}

function property(key: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`
}

function writeArray(array: unknown[]): Written | string {
  if (!Array.isArray(array)) return 'is an object with the prototype of an array'
  if (Object.getOwnPropertySymbols(array).length > 0) return 'has symbol keys'
  const keys = Object.getOwnPropertyNames(array)
  const labels: string[] = []
  const items: unknown[] = []
  let expected = 0
  for (const key of keys) {
    if (key === 'length') continue
    const index = Number(key)
    if (String(index >>> 0) !== key || index >= array.length) return 'is an array with other properties'
    const property = Object.getOwnPropertyDescriptor(array, key)
    if (property === undefined || property.get !== undefined || property.set !== undefined)
      return `has a getter or setter, ${key}`
    // Holes are written as their number, ahead of the item that follows them.
    labels.push(index > expected ? `h${index - expected};` : '')
    items.push(property.value)
    expected = index + 1
  }
  if (items.length === array.length) return { text: `a${array.length};`, items, step: (index) => `[${index}]` }
  return { text: `A${array.length};${items.length};`, items, labels, step: (index) => `[item ${index}]` }
}

function writeMap(map: Map<unknown, unknown>): Written | string {
  const items: unknown[] = []
  Map.prototype.forEach.call(map, (value, key) => items.push(key, value))
  const step = (index: number) => (index % 2 === 0 ? `[key ${index / 2}]` : `[value ${(index - 1) / 2}]`)
  return bare(map) ?? { text: `m${items.length / 2};`, items, sorted: 2, step }
}

function writeSet(set: Set<unknown>): Written | string {
  const items: unknown[] = []
  Set.prototype.forEach.call(set, (value) => items.push(value))
  return bare(set) ?? { text: `e${items.length};`, items, sorted: 1, step: (index) => `[value ${index}]` }
}

function writeRegExp(regexp: RegExp): Written | string {
  if (internalClass(regexp) !== '[object RegExp]') return 'is an object with the prototype of a RegExp'
  return bare(regexp, 1) ?? { text: 'R', items: [regexp.source, regexp.flags, regexp.lastIndex] }
}

function writeBytes(type: string, bytes: Uint8Array): Written {
  let binary = ''
  for (let start = 0; start < bytes.length; start += 8192)
    binary += String.fromCharCode.apply(null, bytes.subarray(start, start + 8192) as never)
  return leaf(`b${type}:${bytes.length}:${btoa(binary)}`)
}

function writeBoxed(value: unknown): Written {
  return { text: 'B', items: [value] }
}

function writeBoxedString(boxed: object): Written | string {
  const value = String.prototype.valueOf.call(boxed)
  return bare(boxed, value.length + 1) ?? writeBoxed(value)
}

/** An error counts by its class, name, message, cause and own properties; not by its stack, which tells places. */
function writeError(type: string, error: Error): Written | string {
  if (internalClass(error) !== '[object Error]') return 'is an object with the prototype of an error'
  if (Object.getOwnPropertySymbols(error).length > 0) return 'has symbol keys'
  // Engines put places into properties that are not enumerable, under names of their own.
  const hidden = ['cause', 'errors', 'message'].filter((key) => Object.hasOwn(error, key))
  const names = ['name', ...new Set([...hidden, ...Object.keys(error)])].sort()
  return {
    text: `E${type}:${names.length};`,
    items: names.map((key) => error[key as keyof Error]),
    labels: names.map((key) => JSON.stringify(key)),
    step: (index) => property(names[index] as string),
  }
}
