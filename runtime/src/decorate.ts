import { instanceName } from './encode.js'
import { DecoratorError, NotAFunctionError } from './errors.js'

/** What a decorator of either kind makes of what it stands on; `wrap` caches a function. */
export function decorate(
  target: unknown,
  context: unknown,
  descriptor: PropertyDescriptor | undefined,
  wrap: (fn: unknown) => unknown,
): unknown {
  if (descriptor === undefined) {
    checkContext(context)
    return wrap(target)
  }
  if (typeof descriptor.value === 'function') return { ...descriptor, value: wrap(descriptor.value) }
  if (descriptor.get !== undefined) return { ...descriptor, get: wrap(descriptor.get) }
  throw new DecoratorError('@cached stands on a property without a function. Put it on a method or a getter.')
}

/**
 * Only plain options are seen whole: of an instance of a class, nobody knows what it has by that. A decorator's context stands where options
 * stand, too.
 *
 * @throws {NotAFunctionError}, {DecoratorError}
 */
export function checkOptions(options: object): void {
  const prototype = Object.getPrototypeOf(options) as object | null
  // Those of another realm have another prototype, but one that has none.
  const isOfClass = prototype !== null && Object.getPrototypeOf(prototype) !== null
  if (isOfClass || Reflect.ownKeys(options).length > Object.keys(options).length)
    throw new NotAFunctionError(instanceName(options))
  checkContext(options)
}

function checkContext(context: unknown): void {
  const { kind } = context as { readonly kind?: unknown }
  if (kind === undefined || kind === 'method' || kind === 'getter') return
  throw new DecoratorError(
    `@cached stands on a ${String(kind)}, which does not compute a result. Put it on a method or a getter.`,
  )
}
