import { encodePrimitive, shortened } from './encode-primitive.js'
import { parts } from './parts.js'
import { isTrulyPlain, labelOf } from './plain-object.js'
import type { Numbered } from './primitive-lists.js'

/** Deeper values are left to `encode`, which keeps a stack of its own. */
const DEEPEST = 16

/** So are values that lead to more objects: each may be there over and over, and `encode` knows what it has written. */
const MOST_OBJECTS = 100_000

/** Kinds of objects by their keys: a few, because programs have few; no more than this many. */
const MOST_SHAPES = 500

let objectsLeft = 0

/**
 * Writes an object exactly as `encode` does, where it is made of nothing but plain objects, dense arrays, primitives, dates and
 * bytes, as most arguments are, several times faster; `undefined` where there is anything else to it, and then `encode` must look.
 */
export function encodePlain(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  objectsLeft = MOST_OBJECTS
  try {
    return write(value, undefined)
  } catch {
    // A proxy; `encode` says what is wrong with it.
    return undefined
  }
}

/** The objects that contain the one being written. */
interface Outer {
  readonly object: object
  readonly outer: Outer | undefined
  readonly depth: number
}

function write(object: object, outer: Outer | undefined): string | undefined {
  if (--objectsLeft < 0) return undefined
  const form = writeForm(object, outer)
  return form === undefined ? undefined : shortened(form)
}

function writeForm(object: object, outer: Outer | undefined): string | undefined {
  const prototype = Object.getPrototypeOf(object) as unknown
  if (prototype === Object.prototype) return writeObject(object, outer)
  if (prototype === Array.prototype && Array.isArray(object)) return writeArray(object, outer)
  const form = parts.standard?.builtinOf(object)?.(object)
  return typeof form === 'object' && form.items.length === 0 ? form.text : undefined
}

/** The shape of a plain object, if all of it can be seen. */
export function shapeOf(object: object): Shape | undefined {
  const keys = Object.keys(object)
  const { length } = keys
  return Object.getOwnPropertyNames(object).length !== length ||
    Object.getOwnPropertySymbols(object).length > 0 ||
    Object.prototype.toString.call(object) !== '[object Object]' ||
    (length === 0 && !isTrulyPlain(object))
    ? undefined
    : shapeWith(keys)
}

export function dataOf(object: object, key: string): PropertyDescriptor | undefined {
  const property = Object.getOwnPropertyDescriptor(object, key)
  return property?.get || property?.set ? undefined : property
}

function writeObject(object: object, outer: Outer | undefined): string | undefined {
  const shape = shapeOf(object)
  if (shape === undefined) return undefined
  const { sorted, labels, head } = shape
  let here: Outer | undefined
  let out = head
  for (let index = 0; index < sorted.length; index++) {
    const property = dataOf(object, sorted[index] as string)
    if (property === undefined) return undefined
    const value: unknown = property.value
    let form = encodePrimitive(value)
    if (form === undefined) {
      here ??= inside(object, outer)
      form = writeInner(value, here)
      if (form === undefined) return undefined
    }
    out += labels[index] + form
  }
  return out
}

/** Tells a getter several times faster than a descriptor does, where keys are indices. */
const { __lookupGetter__: lookUpGetter } = Object.prototype as unknown as {
  __lookupGetter__(this: object, key: PropertyKey): unknown
}

/** Whether an array has its items, `length`, and nothing else. */
export function isDense(array: readonly unknown[]): boolean {
  const { length } = array
  const keys = Reflect.ownKeys(array)
  // Indices come first, then `length`, then whatever else there is.
  return keys.length === length + 1 && keys[length] === 'length'
}

export function isAccessor(array: readonly unknown[], index: number): boolean {
  return (
    lookUpGetter.call(array, index) !== undefined ||
    // A setter without a getter gives nothing.
    (array[index] === undefined && Object.getOwnPropertyDescriptor(array, index)?.set !== undefined)
  )
}

function writeArray(array: readonly unknown[], outer: Outer | undefined): string | undefined {
  const { length } = array
  if (!isDense(array)) return undefined
  let here: Outer | undefined
  let out = `a${length};`
  for (let index = 0; index < length; index++) {
    if (isAccessor(array, index)) return undefined
    const value = array[index]
    let form = encodePrimitive(value)
    if (form === undefined) {
      here ??= inside(array, outer)
      form = writeInner(value, here)
      if (form === undefined) return undefined
    }
    out += form
  }
  return out
}

function inside(object: object, outer: Outer | undefined): Outer {
  return { object, outer, depth: outer === undefined ? 1 : outer.depth + 1 }
}

/** `undefined` for functions, symbols, cycles, and what is too deep. */
function writeInner(value: unknown, outer: Outer): string | undefined {
  if (typeof value !== 'object' || value === null || outer.depth > DEEPEST) return undefined
  for (let next: Outer | undefined = outer; next !== undefined; next = next.outer)
    if (next.object === value) return undefined
  return write(value, outer)
}

/** The keys of an object in order, each with what stands ahead of its value. */
export interface Shape extends Numbered {
  /** As the object gives them. */
  readonly keys: readonly string[]
  readonly sorted: readonly string[]
  readonly labels: readonly string[]
  /** What stands ahead of all. */
  readonly head: string
}

/** The last shape for each first key. */
const shapes = new Map<string | undefined, Shape>()

let last: Shape | undefined
let shapesMade = 0

/** The records of a list have one shape. */
function shapeWith(keys: readonly string[]): Shape {
  if (last === undefined || !isEqual(last.keys, keys)) last = findShape(keys)
  return last
}

function findShape(keys: readonly string[]): Shape {
  const known = shapes.get(keys[0])
  if (known !== undefined && isEqual(known.keys, keys)) return known
  const sorted = [...keys].sort()
  const shape = { keys, sorted, labels: sorted.map(labelOf), head: `o${sorted.length};`, number: ++shapesMade }
  if (shapes.size >= MOST_SHAPES) shapes.clear()
  shapes.set(keys[0], shape)
  return shape
}

function isEqual(one: readonly string[], two: readonly string[]): boolean {
  if (one.length !== two.length) return false
  for (let index = 0; index < one.length; index++) if (one[index] !== two[index]) return false
  return true
}
