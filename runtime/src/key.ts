import { isSignal } from './abort.js'
import { digest256 } from './digest.js'
import { encode, encodePrimitive } from './encode.js'
import { encodePlain } from './encode-plain.js'
import { KeyResolver } from './key-resolver.js'
import type { Input } from './link.js'
import { linker } from './parts.js'

/** Memcached's limit, the smallest of the stores in use. */
const LONGEST_KEY = 250

const PRINTABLE = /^[!-~]*$/

/** What a key is made of, beside the prefix `<namespace>:<version>:`. */
export interface KeyParts {
  readonly args: readonly unknown[]
  /** Present where `this` counts. */
  readonly receiver: { readonly value: unknown } | undefined
  /** Present where the `key` option stands for the arguments. */
  readonly chosen: { readonly value: unknown } | undefined
  readonly inputs: readonly Input[]
  /** On a backend of live values, what has no canonical form counts by identity. */
  readonly byIdentity: boolean
}

/** The key of a call with nothing but arguments: `<prefix><their number><their forms>`. */
export function keyOfArguments(prefix: string, args: readonly unknown[]): string {
  return finish(prefix, encodeArguments(args))
}

/** The key of a call where more than the arguments counts. Each part begins with a sign that no other part begins with. */
export function keyOfParts(prefix: string, { args, receiver, chosen, inputs, byIdentity }: KeyParts): string {
  let text = ''
  if (receiver !== undefined) {
    const resolver = new KeyResolver({ place: 'the function', byIdentity })
    text += encode({ text: '@', items: [receiver.value], step: () => 'this' }, resolver)
  }
  if (chosen === undefined) text += encodeArguments(args)
  else text += encode({ text: 'k', items: [chosen.value], step: () => 'key()' }, new KeyResolver(undefined))
  const [first] = inputs
  if (first !== undefined) {
    const { inputsForm, placeOf } = linker()
    text += encode(inputsForm('|', inputs), new KeyResolver({ place: placeOf(first.of), byIdentity }))
  }
  return finish(prefix, text)
}

function encodeArguments(args: readonly unknown[]): string {
  let text = String(args.length)
  for (let index = 0; index < args.length; index++) {
    const value = args[index]
    const form = encodePrimitive(value) ?? encodePlain(value)
    if (form === undefined) return encodeAny(args)
    text += form
  }
  return text
}

/** A signal at the end counts for nothing, present or not: `load(id)` and `load(id, signal)` have one key. */
function encodeAny(args: readonly unknown[]): string {
  let count = args.length
  while (isSignal(args[count - 1])) count--
  if (count < args.length) return encodeArguments(args.slice(0, count))
  return encode({ text: String(count), items: args, step: argument }, new KeyResolver(undefined))
}

/** The key of a call with nothing but arguments, whose text is `text`. */
export function finish(prefix: string, text: string): string {
  // Tested whole, because the prefix is printable: so the engine puts the pieces together once.
  const key = prefix + text
  return key.length <= LONGEST_KEY && PRINTABLE.test(key) ? key : `${prefix}#${digest256(text)}`
}

function argument(index: number): string {
  return `arguments[${index}]`
}
