import { builtinOf, isBuiltinPrototype } from './encode-builtin.js'
import { encodePrimitive, shortened } from './encode-primitive.js'
import { keySymbol } from './key-symbol.js'
import { messageOf } from './message-of.js'

/** How a value is written: `text`, then each of `items`, with `labels` ahead of them and `steps` leading to them in messages. */
export interface Written {
  readonly text: string
  readonly items: readonly unknown[]
  readonly labels?: readonly string[]
  /** Items in groups of this many are written sorted, because their order does not matter (1: Set, 2: Map). */
  readonly sorted?: 1 | 2
  readonly step?: (index: number) => string
}

/** What the encoder asks about values that have no canonical form of their own. */
export interface Resolver {
  /** What stands for an object ahead of everything else, if anything does. */
  known?(value: object): Written | undefined
  /** What stands for a function; `undefined` where nothing can. */
  functionForm(fn: object): Written | undefined
  /** What stands for a class, ahead of what its instance says about itself; `undefined` where nothing can. */
  classForm(type: object): Written | undefined
  /** What stands for a value that is refused, or throws. */
  refused(value: unknown, problem: string, path: () => string, cause?: unknown): Written
  /** All is written anew, from the beginning. */
  restart?(): void
}

/** How often objects in cycles are written again before all objects are numbered instead. */
const MOST_REPEATED = 1000

/**
 * Writes values as text: two lists of values have the same text only if they are equal as values. Every form begins with a tag
 * and says its length, so that no form can imitate another. A reference to an object that contains it is written as the number of
 * levels up to that; an object that is met again otherwise is written again as it was, so that shared and separate equal parts are
 * one value, and none is read twice. It keeps a stack of its own: no depth of nesting overflows.
 *
 * @param root The values; `root.step` names them in messages: `arguments[0]`.
 */
export function encode(root: Written, resolver: Resolver): string {
  const text = write(root, resolver, undefined)
  if (text !== undefined) return text
  resolver.restart?.()
  return `N${write(root, resolver, new Map())}`
}

interface Frame {
  readonly value: unknown
  readonly form: Written
  next: number
  text: string
  readonly group: string[] | undefined
  /** The depth of the outermost object around it that something inside leads back to. */
  leadsTo: number
}

/**
 * @param numbers Where all objects are numbered in order of first visit, and met again written as their numbers, also in Sets and
 *   Maps, whose order counts then. Otherwise gives `undefined` for objects that lead to each other in so many ways that following each
 *   would take forever.
 */
function write(root: Written, resolver: Resolver, numbers: Map<unknown, number> | undefined): string | undefined {
  const stack: Frame[] = [open(undefined, root, false)]
  const written = new Map<unknown, string>()
  let inCycles: Set<unknown> | undefined
  let repeated = 0
  let depths: Map<unknown, number> | undefined

  const path = () => {
    let text = ''
    for (const { form, next } of stack) text += form.step?.(next - 1) ?? ''
    return text
  }

  for (;;) {
    const frame = stack[stack.length - 1] as Frame
    const { form } = frame
    if (frame.group !== undefined && frame.next > 0 && frame.next % (form.sorted ?? 1) === 0) {
      frame.group.push(frame.text)
      frame.text = ''
    }
    if (frame.next === form.items.length) {
      stack.pop()
      depths?.delete(frame.value)
      const text = frame.group === undefined ? frame.text : form.text + frame.group.sort().join('')
      const depth = stack.length
      if (depth === 0) return text
      const outer = stack[depth - 1] as Frame
      const short = numbers === undefined ? shortened(text) : text
      outer.text += short
      if (frame.leadsTo >= depth) written.set(frame.value, short)
      else {
        outer.leadsTo = Math.min(outer.leadsTo, frame.leadsTo)
        inCycles ??= new Set()
        inCycles.add(frame.value)
      }
      continue
    }
    const index = frame.next++
    const value = form.items[index]
    if (form.labels !== undefined) frame.text += form.labels[index]
    const short = encodePrimitive(value)
    if (short !== undefined) {
      frame.text += short
      continue
    }
    if (numbers !== undefined) {
      const number = numbers.get(value)
      if (number !== undefined) {
        frame.text += `^${number};`
        continue
      }
      numbers.set(value, numbers.size)
    } else {
      const known = written.get(value)
      if (known !== undefined) {
        frame.text += known
        continue
      }
      const depth = depths === undefined ? depthIn(stack, value) : depths.get(value)
      if (depth !== undefined) {
        frame.text += `^${stack.length - depth};`
        frame.leadsTo = Math.min(frame.leadsTo, depth)
        continue
      }
      if (inCycles?.has(value) && ++repeated > MOST_REPEATED) return undefined
    }
    const inner = formOf(value, resolver, path)
    if (inner.items.length === 0) {
      frame.text += shortened(inner.text)
      continue
    }
    stack.push(open(value, inner, numbers === undefined && inner.sorted !== undefined))
    if (depths !== undefined) depths.set(value, stack.length - 1)
    else if (stack.length === 16) depths = new Map(stack.map((frame, depth) => [frame.value, depth]))
  }
}

function open(value: unknown, form: Written, sorts: boolean): Frame {
  const group = sorts ? [] : undefined
  return { value, form, next: 0, text: sorts ? '' : form.text, group, leadsTo: Number.POSITIVE_INFINITY }
}

function depthIn(stack: readonly Frame[], value: unknown): number | undefined {
  for (let depth = 1; depth < stack.length; depth++) if (stack[depth]?.value === value) return depth
  return undefined
}

function formOf(value: unknown, resolver: Resolver, path: () => string): Written {
  if (typeof value === 'symbol') return resolver.refused(value, 'is a symbol', path)
  const object = value as object
  try {
    const known = resolver.known?.(object)
    if (known !== undefined) return known
    if (typeof value === 'function') return resolver.functionForm(object) ?? sayingItself(object, resolver, path)
    const builtin = builtinOf(object)
    const form = builtin?.(object)
    if (form === undefined) return sayingItself(object, resolver, path)
    if (typeof form === 'string') return ownSymbolMethod(object, resolver, path) ?? resolver.refused(value, form, path)
    return form
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('AUTOCACHED_')) throw error
    return resolver.refused(value, `could not be read (${messageOf(error)})`, path, error)
  }
}

/** An instance of a class counts by its class and by what it says about itself. */
function sayingItself(object: object, resolver: Resolver, path: () => string): Written {
  const asked = object as { [keySymbol]?: unknown; toJSON?: unknown }
  const how =
    typeof asked[keySymbol] === 'function'
      ? keySymbol
      : typeof asked.toJSON === 'function' && !isOfBase(object)
        ? 'toJSON'
        : undefined
  const what = typeof object === 'function' ? 'is a function without a version' : `is ${instanceName(object)}`
  if (how === undefined) return resolver.refused(object, `${what} without a [keySymbol]() or toJSON() method`, path)
  const type = classOf(object)
  const form = type === undefined ? undefined : resolver.classForm(type)
  if (form === undefined) return resolver.refused(object, `${what}, whose class has no version`, path)
  const said = (asked[how as never] as () => unknown)()
  if (said === object) return resolver.refused(object, `${what} and gives itself as what identifies it`, path)
  return {
    text: `C${form.text}`,
    items: [...form.items, said],
    labels: [...(form.labels ?? form.items.map(() => '')), ''],
    step: () => (how === keySymbol ? '[keySymbol]()' : '.toJSON()'),
  }
}

/** The toJSON of a built-in class says nothing about what a class below it adds: `class Zoned extends Date`. */
function isOfBase(object: object): boolean {
  let holder: object | null = object
  let levels = 0
  for (; holder !== null && !Object.hasOwn(holder, 'toJSON'); levels++)
    holder = Object.getPrototypeOf(holder) as object | null
  return levels > 1 && holder !== null && isBuiltinPrototype(holder)
}

function ownSymbolMethod(object: object, resolver: Resolver, path: () => string): Written | undefined {
  return typeof (object as never)[keySymbol] === 'function' ? sayingItself(object, resolver, path) : undefined
}

/** The class of an instance: an object with another prototype has methods that no class's version covers. */
function classOf(object: object): object | undefined {
  if (typeof object === 'function') return Function
  const prototype = Object.getPrototypeOf(object) as object | null
  if (prototype === null) return Object
  const type: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value
  return typeof type === 'function' && type.prototype === prototype ? type : undefined
}

/** `an instance of Session`, for messages. */
export function instanceName(object: object): string {
  const type = object.constructor
  return typeof type === 'function' && type.name !== '' ? `an instance of ${type.name}` : 'an object of a class'
}
