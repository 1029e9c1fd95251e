import { DecoratorError } from './errors.js'

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

/** A decorator's context stands where options or a second argument stand. */
export function checkContext(context: unknown): void {
  const { kind } = context as { readonly kind?: unknown }
  if (kind === undefined || kind === 'method' || kind === 'getter') return
  throw new DecoratorError(
    `@cached stands on a ${String(kind)}, which does not compute a result. Put it on a method or a getter.`,
  )
}
