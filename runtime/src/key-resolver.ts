import { isSignal } from './abort.js'
import { digest128 } from './digest.js'
import type { Resolver, Written } from './encode.js'
import { KeyError } from './errors.js'
import { ignoreRejection } from './ignore-rejection.js'
import { linkedOf } from './linked-of.js'
import { OnlyCalled } from './only-called.js'
import { linker, parts, sharedStore } from './parts.js'
import { identityOf, registry, type Wrapped } from './registry.js'
import { seenText } from './seen-text.js'
import type { AnyFunction } from './signature.js'
import { sourceText } from './source.js'
import { textOnly } from './text-only.js'

/**
 * Stands for a signal that callers who wait for one computation share: who may end that is no part of what it computes. Elsewhere, one that
 * aborts would fail the others.
 */
export const SHARED_SIGNAL: Written = { text: 'x', items: [] }

const UNSHARED =
  'is an AbortSignal that callers cannot share there (pass it as an argument, or as the property "signal" of one)'

const classForms = new WeakMap<object, string>()

/** Writes functions, classes and refused values for keys. One resolver serves one text: it numbers the functions in it. */
export class KeyResolver implements Resolver {
  private numbers: Map<object, number> | undefined
  /** The variables that it has met. */
  readonly variables = new Map<unknown, number>()

  /**
   * @param place Whose inputs are written, for messages; `undefined` for arguments.
   * @param byIdentity Whether the store is one of this process: identity tells classes of one text apart there, and stands for inputs
   *   without a canonical form.
   * @param called What is called, where it may be among what is written: `this` has it.
   */
  constructor(
    private readonly place: string | undefined,
    private readonly byIdentity: boolean,
    private readonly called?: Wrapped,
  ) {}

  known(value: object): Written | undefined {
    if (value === SHARED_SIGNAL) return SHARED_SIGNAL
    return value instanceof OnlyCalled ? this.functionForm(value.fn, '') : undefined
  }

  /**
   * A function with a version counts by it, by the values of its own inputs, and by what code can see of it. The second time it counts
   * by its number: functions that capture each other would be written over and over. What only has a text counts by its identity, too,
   * or not at all, as what nobody cached: but not the function that is called, of which the key begins with that.
   */
  functionForm(fn: object, seen = seenOfFunction(fn)): Written | undefined {
    this.numbers ??= new Map()
    const present = this.numbers.get(fn)
    if (present !== undefined) return { text: `~${present}${seen};`, items: [] }
    const wrapped = registry.wrappers.get(fn)
    if (wrapped === undefined && !registry.definitions.has(fn)) {
      const name = parts.linker?.intrinsicName(fn)
      return name === undefined ? undefined : { text: `G${name};`, items: [] }
    }
    const alike = wrapped === undefined || wrapped === this.called ? [] : textOnly(fn)
    if (alike.length > 0 && !this.byIdentity) return undefined
    const number = this.numbers.size
    this.numbers.set(fn, number)
    const { segment, inputs } = linkedOf(fn)
    let text = `F${number}=${segment}`
    for (const each of alike) text += `${identityOf(each)},`
    text += `${seen};`
    const form =
      inputs.length === 0 ? { text: `${text}0;`, items: [] } : linker().inputsForm(text, inputs, this.variables, fn)
    return form && wrapped ? withProperties(fn, form) : form
  }

  /**
   * A class without a version counts by its source text, with that of what it extends, and in memory by its identity, because classes that
   * a function makes have one text; a built-in one by its name.
   */
  classForm(type: object): Written | undefined {
    if (registry.definitions.has(type) || registry.wrappers.has(type)) return this.functionForm(type)
    let form = classForms.get(type)
    if (form === undefined) {
      form = foreignClassForm(type)
      if (form === undefined) return undefined
      classForms.set(type, form)
    }
    return { text: this.byIdentity ? `${identityOf(type)}~${form}` : form, items: [] }
  }

  restart(): void {
    this.numbers = undefined
  }

  refused(value: unknown, problem: string, path: () => string, cause?: unknown): Written {
    const { place, byIdentity } = this
    if (place === undefined && isSignal(value)) throw new KeyError(path(), UNSHARED, '')
    const isReference = (typeof value === 'object' || typeof value === 'function') && value !== null
    if (place !== undefined && byIdentity && isReference && cause === undefined)
      return { text: `I${identityOf(value)};`, items: [] }
    ignoreRejection(value)
    throw new KeyError(path(), problem, place === undefined ? '' : contextOf(place, byIdentity), cause)
  }
}

/** What the program has given a cached function: `price.rate = rate`. */
function withProperties(wrapper: object, form: Written): Written {
  if (Object.keys(wrapper).length === 0) return form
  const { text, items, labels = items.map(() => ''), step } = form
  return {
    text: `o${text}`,
    items: [...items, { ...wrapper }],
    labels: [...labels, ':'],
    step: (index) => (index < items.length && step ? step(index) : 'its properties'),
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

function contextOf(place: string, byIdentity: boolean): string {
  return `, and ${place} uses it${byIdentity ? '' : sharedStore('The backend').mixedUp}`
}
