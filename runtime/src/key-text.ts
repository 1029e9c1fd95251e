import { isSignal, sharedIn, withoutSignals } from './abort.js'
import { encode, type Written } from './encode.js'
import { encodeArguments, type Receiver } from './key.js'
import { KeyResolver, SHARED_SIGNAL } from './key-resolver.js'
import type { Input } from './link.js'
import { linker } from './parts.js'

/** The text of arguments of any kind. A signal at the end counts for nothing, present or not: `load(id)` and `load(id, signal)` have one key. */
export function textOfArguments(args: readonly unknown[], byIdentity: boolean): string {
  let count = args.length
  while (isSignal(args[count - 1])) count--
  if (count < args.length) return encodeArguments(args.slice(0, count), byIdentity)
  return encode(
    { text: String(count), items: withoutSignals(args, SHARED_SIGNAL), step: (index) => `arguments[${index}]` },
    new KeyResolver(undefined, byIdentity),
  )
}

export function textOfThis([receiver, called]: Receiver, byIdentity: boolean): string {
  // A strict function tells it from no `this` at all.
  if (receiver === globalThis) return '@Gthis;'
  const resolver = new KeyResolver('the function', byIdentity, called)
  return encode({ text: '@', items: [receiver], step: () => 'this' }, resolver)
}

/** What the option `key` gave. A signal in it is one that callers share only if it is one in the arguments. */
export function textOfChosen(chosen: unknown, args: readonly unknown[], byIdentity: boolean): string {
  const items = withoutSignals([chosen], SHARED_SIGNAL, args.map(sharedIn))
  return encode({ text: 'k', items, step: () => 'key()' }, new KeyResolver(undefined, byIdentity))
}

export function textOfInputs(inputs: readonly Input[], byIdentity: boolean): string {
  const { inputsForm, placeOf } = linker()
  const resolver = new KeyResolver(placeOf((inputs[0] as Input).of), byIdentity)
  return encode(inputsForm('|', inputs, resolver.variables) as Written, resolver)
}
