import { digest256 } from './digest.js'
import { encodePlain } from './encode-plain.js'
import { encodePrimitive } from './encode-primitive.js'
import type { Input } from './link.js'
import { missing, parts, standard } from './parts.js'
import type { Wrapped } from './registry.js'

/** Memcached's limit, the smallest of the stores in use. */
const LONGEST_KEY = 250

const PRINTABLE = /^[!-~]*$/

/** The key of a call with nothing but arguments: `<prefix><their number><their forms>`. */
export function keyOfArguments(prefix: string, args: readonly unknown[], byIdentity: boolean): string {
  return finish(prefix, encodeArguments(args, byIdentity))
}

/** `this`, and what is called on it. */
export type Receiver = readonly [receiver: unknown, called: Wrapped]

/**
 * The key of a call where more than the arguments counts. Each part begins with a sign that no other part begins with.
 *
 * @param receiver Where `this` counts.
 * @param chosen In a list, where it stands for the arguments: what the option `key` gave.
 * @param byIdentity On a backend of live values, what has no canonical form counts by identity.
 */
export function keyOfParts(
  prefix: string,
  args: readonly unknown[],
  receiver: Receiver | undefined,
  chosen: readonly [unknown] | undefined,
  inputs: readonly Input[],
  byIdentity: boolean,
): string {
  let text = ''
  if (receiver !== undefined) text += standard('this').textOfThis(receiver, byIdentity)
  if (chosen === undefined) text += encodeArguments(args, byIdentity)
  else {
    refuseSignals(args)
    const form = encodePrimitive(chosen[0]) ?? encodePlain(chosen[0])
    text += form === undefined ? standard('key()').textOfChosen(chosen[0], args, byIdentity) : `k${form}`
  }
  if (inputs.length > 0) text += standard('captured variables').textOfInputs(inputs, byIdentity)
  return finish(prefix, text)
}

export function encodeArguments(args: readonly unknown[], byIdentity: boolean): string {
  let text = String(args.length)
  for (let index = 0; index < args.length; index++) {
    const value = args[index]
    const form = encodePrimitive(value) ?? encodePlain(value)
    if (form === undefined) return standard(`arguments[${index}]`).textOfArguments(args, byIdentity)
    text += form
  }
  return text
}

/** Keys of the arguments cannot have them without the part that shares signals, where one caller's abort would fail the others. */
function refuseSignals(args: readonly unknown[]): void {
  if (parts.standard !== undefined) return
  for (const arg of args as readonly ({ signal?: unknown } | null | undefined)[])
    if (arg instanceof AbortSignal || arg?.signal instanceof AbortSignal) missing('AbortSignal')
}

/** The key of a call with nothing but arguments, whose text is `text`. */
export function finish(prefix: string, text: string): string {
  // Tested whole, because the prefix is printable: so the engine puts the pieces together once.
  const key = prefix + text
  return key.length <= LONGEST_KEY && PRINTABLE.test(key) ? key : `${prefix}#${digest256(text)}`
}
