import type { Written } from './encode.js'
import { dataOf, shapeOf } from './encode-plain.js'
import { builtinModule } from './host.js'
import { internalClass } from './internal-class.js'
import { sourceText } from './source.js'

/** Writes an object of one built-in class; a string says why the object is refused. */
type Writer = (object: never) => Written | string | undefined

/**
 * What writes `object`, by its prototype: an instance of a subclass is none of these. Objects of another realm (an iframe, a
 * `vm` context) are found by their native constructor's name, and are told from those of this one.
 */
export function builtinOf(object: object): ((object: object) => Written | string | undefined) | undefined {
  return kindOf(object)?.write as never
}

/** What writes what is in `object`, whatever properties of its own it has beside that. */
export function contentOf(object: object): ((object: object) => Written | string | undefined) | undefined {
  return kindOf(object)?.content as never
}

/** Whether it is the prototype of a class that the host has. */
export function isBuiltinPrototype(prototype: object): boolean {
  const type: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value
  return kinds.get(prototype) != null || (typeof type === 'function' && sourceText(type) === undefined)
}

function kindOf(object: object): Kind | undefined {
  const prototype = Object.getPrototypeOf(object) as object | null
  if (prototype === null) return nullPrototype
  let kind = kinds.get(prototype)
  if (kind === undefined) {
    kind = ofOtherRealm(prototype)
    kinds.set(prototype, kind)
  }
  return kind ?? undefined
}

interface Kind {
  readonly content: Writer
  /** The same, but it refuses own properties that the form would leave out. */
  readonly write: Writer
}

const named: { [name: string]: Writer } = {
  Object: (object: object) => writeProperties(object, 'o'),
  Array: writeArray,
  Map: writeMap,
  Set: writeSet,
  Date: (date: Date) => leaf(`D${Date.prototype.getTime.call(date)};`),
  RegExp: writeRegExp,
  URL: (url: URL) => text('U', url.href),
  URLSearchParams: (search: URLSearchParams) => text('Q', search.toString()),
  Buffer: (bytes: Uint8Array) => writeView('Buffer', bytes),
  DataView: (view: DataView) => writeView('DataView', view),
  ArrayBuffer: (buffer: ArrayBuffer & { resizable?: boolean; maxByteLength?: number }) =>
    writeBytes(`ArrayBuffer${buffer.resizable ? buffer.maxByteLength : ''}`, new Uint8Array(buffer)),
  Promise: () => 'is a promise',
}

for (const name of ['WeakMap', 'WeakSet', 'WeakRef']) named[name] = () => `is a ${name}`

for (const { name, prototype } of [Number, Boolean, BigInt, String])
  named[name] = (boxed: object) => writeBoxed((prototype.valueOf as () => unknown).call(boxed))

for (const kind of ['', 'Eval', 'Range', 'Reference', 'Syntax', 'Type', 'URI', 'Aggregate'])
  named[`${kind}Error`] = (error: Error) => writeError(`${kind}Error`, error)

for (const kind of 'Int8 Uint8 Uint8Clamped Int16 Uint16 Int32 Uint32 Float16 Float32 Float64 BigInt64 BigUint64'.split(
  ' ',
))
  named[`${kind}Array`] = (array: ArrayBufferView) => writeView(`${kind}Array`, array)

/** Those whose form leaves out properties of their own: whether there are none. */
const isBare: { [name: string]: (object: never) => boolean } = {
  RegExp: (regexp: RegExp) => Reflect.ownKeys(regexp).length === 1,
  String: (boxed: object) => Reflect.ownKeys(boxed).length === String.prototype.valueOf.call(boxed).length + 1,
}
for (const name of Object.keys(named)) {
  if (name.endsWith('Array') && name !== 'Array') isBare[name] = isBareView
  else if (!/^(Object|Array|Promise|Weak.*|.*Error)$/.test(name))
    isBare[name] ??= (object: object) => Reflect.ownKeys(object).length === 0
}
isBare.Buffer = isBare.DataView = isBareView

function kindNamed(name: string): Kind {
  const content = named[name] as Writer
  const bare = isBare[name]
  const write: Writer = bare === undefined ? content : (object) => (bare(object) ? content(object) : OWN_PROPERTIES)
  return { content, write }
}

const OWN_PROPERTIES = 'has properties of its own'

const nullPrototype: Kind = { content: writeNullPrototype, write: writeNullPrototype }

const kinds = new WeakMap<object, Kind | null>()
for (const name of Object.keys(named)) {
  const type = (globalThis as Record<string, unknown>)[name] as { prototype?: object } | undefined
  if (type?.prototype !== undefined) kinds.set(type.prototype, kindNamed(name))
}

function ofOtherRealm(prototype: object): Kind | null {
  const type: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value
  if (typeof type !== 'function' || type.prototype !== prototype) return null
  const name = /^function (\w+)\(\) \{ \[native code\] \}$/.exec(Function.prototype.toString.call(type))?.[1]
  if (name === undefined || !Object.hasOwn(named, name)) return null
  const { content, write } = kindNamed(name)
  return { content: elsewhere(content), write: elsewhere(write) }
}

/** `instanceof` tells what is of another realm. */
function elsewhere(write: Writer): Writer {
  return (object) => {
    const form = write(object)
    return typeof form === 'object' ? { ...form, text: `V${form.text}` } : form
  }
}

/** To ask for the keys of a list of bytes gives each index as a string: it takes longer than to write the bytes. */
const MOST_KEYS = 64

/** Where Node does not compare, longer ones are not looked through. */
const MOST_KEYS_ELSEWHERE = 65_536

const { isDeepStrictEqual } =
  builtinModule<{ isDeepStrictEqual?(one: unknown, two: unknown): boolean }>('node:util') ?? {}

const typedArray = Object.getPrototypeOf(Uint8Array.prototype) as object

export function isBareView(array: ArrayBufferView): boolean {
  if (Object.getOwnPropertySymbols(array).length > 0) return false
  if (internalClass(array) === '[object DataView]') return Reflect.ownKeys(array).length === 0
  const length = Object.getOwnPropertyDescriptor(typedArray, 'length')?.get?.call(array) as number
  if (length > MOST_KEYS && isDeepStrictEqual !== undefined)
    // It compares the bytes, which are the same, and then properties that are no indices.
    return isDeepStrictEqual(array, Uint8Array.prototype.subarray.call(array as Uint8Array))
  return length > MOST_KEYS_ELSEWHERE || Reflect.ownKeys(array).length === length
}

function leaf(form: string): Written {
  return { text: form, items: [] }
}

function text(tag: string, content: string): Written {
  return { text: tag, items: [content] }
}

function writeNullPrototype(object: object): Written | string {
  return writeProperties(object, 'O')
}

function writeProperties(object: object, tag: string): Written | string {
  const shape = shapeOf(object)
  if (shape === undefined) return whyNoShape(object)
  const { sorted, labels, head } = shape
  const items = new Array<unknown>(sorted.length)
  for (let index = 0; index < items.length; index++) {
    const key = sorted[index] as string
    const property = dataOf(object, key)
    if (property === undefined) return accessor(key)
    items[index] = property.value
  }
  return { text: tag + head.slice(1), items, labels, step: (index) => property(sorted[index] as string) }
}

function whyNoShape(object: object): string {
  if (Reflect.ownKeys(object).length !== Object.keys(object).length)
    return 'has symbol keys or properties that are not enumerable'
  // One with a `Symbol.toStringTag` of its own was refused above.
  const type = internalClass(object)
  return `is a ${type === '[object Object]' ? 'built-in object' : type.slice(8, -1)} without its prototype`
}

function accessor(key: string): string {
  return `has a getter or setter, ${key}`
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
    const property = dataOf(array, key)
    if (property === undefined) return accessor(key)
    // Holes are written as their number, ahead of the item that follows them.
    labels.push(index > expected ? `h${index - expected};` : '')
    items.push(property.value)
    expected = index + 1
  }
  if (items.length === array.length) return { text: `a${array.length};`, items, step: (index) => `[${index}]` }
  return { text: `A${array.length};${items.length};`, items, labels, step: (index) => `[item ${index}]` }
}

function writeMap(map: Map<unknown, unknown>): Written {
  const items: unknown[] = []
  Map.prototype.forEach.call(map, (value, key) => items.push(key, value))
  const step = (index: number) => (index % 2 === 0 ? `[key ${index / 2}]` : `[value ${(index - 1) / 2}]`)
  return { text: `m${items.length / 2};`, items, sorted: 2, step }
}

function writeSet(set: Set<unknown>): Written {
  const items: unknown[] = []
  Set.prototype.forEach.call(set, (value) => items.push(value))
  return { text: `e${items.length};`, items, sorted: 1, step: (index) => `[value ${index}]` }
}

function writeRegExp(regexp: RegExp): Written | string {
  if (internalClass(regexp) !== '[object RegExp]') return 'is an object with the prototype of a RegExp'
  return { text: 'R', items: [regexp.source, regexp.flags, regexp.lastIndex] }
}

/** Where in a buffer it begins, and what else is in that, does not count: small Buffers lie anywhere in a pool. */
function writeView(type: string, { buffer, byteOffset, byteLength }: ArrayBufferView): Written {
  const isShared = internalClass(buffer) === '[object SharedArrayBuffer]'
  return writeBytes(isShared ? `Shared${type}` : type, new Uint8Array(buffer, byteOffset, byteLength))
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

/** An error counts by its class, name, message, cause and own properties; not by its stack, which tells places. */
function writeError(type: string, error: Error): Written | string {
  if (internalClass(error) !== '[object Error]') return 'is an object with the prototype of an error'
  if (Object.getOwnPropertySymbols(error).length > 0) return 'has symbol keys'
  const own = Object.getOwnPropertyNames(error).filter((key) => !isPlace(error, key))
  for (const key of own) if (dataOf(error, key) === undefined) return accessor(key)
  const names = [...new Set(['name', ...own])].sort()
  return {
    text: `E${type}:${names.length};`,
    items: names.map((key) => error[key as keyof Error]),
    // A copy has what is enumerable, and the name of a class is not the error's own: code can tell these apart.
    labels: names.map((key) => `${dataOf(error, key)?.enumerable}${JSON.stringify(key)}`),
    step: (index) => property(names[index] as string),
  }
}

/** Engines put places into properties that are not enumerable, under names of their own. */
export function isPlace(error: object, key: PropertyKey): boolean {
  return PLACES.has(key) && !Object.prototype.propertyIsEnumerable.call(error, key)
}

const PLACES = new Set<PropertyKey>('stack fileName lineNumber columnNumber line column sourceURL'.split(' '))
