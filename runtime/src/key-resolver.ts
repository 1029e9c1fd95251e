import { isSignal } from './abort.js'
import { digest128 } from './digest.js'
import type { Resolver, Written } from './encode.js'
import { KeyError } from './errors.js'
import { linkedOf } from './linked-of.js'
import { OnlyCalled } from './only-called.js'
import { linker, parts, sharedStore } from './parts.js'
import { identityOf, registry } from './registry.js'
import { seenText } from './seen-text.js'
import type { AnyFunction } from './signature.js'
import { sourceText } from './source.js'

/** Where inputs come from, for messages, and whether identity may stand for what has no canonical form. */
interface Inputs {
  readonly place: string
  readonly byIdentity: boolean
}

/** Who may end a computation is no part of what it computes. */
const SIGNAL: Written = { text: 'x', items: [] }

const classForms = new WeakMap<object, string>()

/** Writes functions, classes and refused values for keys. One resolver serves one text: it numbers the functions in it. */
export class KeyResolver implements Resolver {
  private numbers: Map<object, number> | undefined

  constructor(private readonly inputs: Inputs | undefined) {}

  known(value: object): Written | undefined {
    return value instanceof OnlyCalled ? this.functionForm(value.fn, '') : undefined
  }

  /**
   * A function with a version counts by it, by the values of its own inputs, and by what code can see of it. The second time it counts
   * by its number: functions that capture each other would be written over and over.
   */
  functionForm(fn: object, seen = seenOfFunction(fn)): Written | undefined {
    this.numbers ??= new Map()
    const present = this.numbers.get(fn)
    if (present !== undefined) return { text: `~${present}${seen};`, items: [] }
    const known = registry.wrappers.has(fn) || registry.definitions.has(fn)
    if (!known) {
      const name = parts.linker?.intrinsicName(fn)
      return name === undefined ? undefined : { text: `G${name};`, items: [] }
    }
    const number = this.numbers.size
    this.numbers.set(fn, number)
    const { segment, inputs } = linkedOf(fn)
    const text = `F${number}=${segment}${seen};`
    return inputs.length === 0 ? { text: `${text}0;`, items: [] } : linker().inputsForm(text, inputs)
  }

  /** A class without a version counts by its source text, with that of what it extends; a built-in one by its name. */
  classForm(type: object): Written | undefined {
    if (registry.definitions.has(type) || registry.wrappers.has(type)) return this.functionForm(type)
    let form = classForms.get(type)
    if (form === undefined) {
      form = foreignClassForm(type)
      if (form === undefined) return undefined
      classForms.set(type, form)
    }
    return { text: form, items: [] }
  }

  restart(): void {
    this.numbers = undefined
  }

  refused(value: unknown, problem: string, path: () => string, cause?: unknown): Written {
    const { inputs } = this
    if (inputs === undefined && isSignal(value)) return SIGNAL
    const isReference = (typeof value === 'object' || typeof value === 'function') && value !== null
    if (inputs?.byIdentity && isReference && cause === undefined) return { text: `I${identityOf(value)};`, items: [] }
    throw new KeyError(path(), problem, inputs === undefined ? '' : contextOf(inputs), cause)
  }
}

/** Only the linker knows what a plugin wrote about it. */
function seenOfFunction(fn: object): string {
  return seenText(
    parts.linker === undefined ? { name: (fn as AnyFunction).name, newable: true } : parts.linker.describe(fn),
  )
}

function foreignClassForm(type: object): string | undefined {
  let text = ''
  // Function.prototype, of this realm or another, is the first without a prototype of its own.
  for (let next = type; Object.hasOwn(next, 'prototype'); next = Object.getPrototypeOf(next)) {
    const source = sourceText(next)
    const name = source === undefined ? parts.linker?.intrinsicName(next) : (next as { name?: string }).name
    if (name === undefined) return undefined
    text += JSON.stringify([name, source])
  }
  return `${digest128(text)};`
}

function contextOf({ place, byIdentity }: Inputs): string {
  return `, and ${place} uses it${byIdentity ? '' : sharedStore('The backend').mixedUp}`
}
