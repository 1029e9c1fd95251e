import { GeneratorFunctionError, OptionValueError } from './errors.js'
import { internalClass } from './internal-class.js'
import { rareOptions } from './parts.js'
import type { AnyFunction } from './signature.js'

/** All that a generator gave, and what it returned. */
interface Whole {
  readonly values: readonly unknown[]
  readonly returned: unknown
}

export type GeneratorKind = 'sync' | 'async'

const KINDS: { readonly [tag: string]: GeneratorKind } = {
  '[object GeneratorFunction]': 'sync',
  '[object AsyncGeneratorFunction]': 'async',
}

/**
 * How a generator function is cached whole, where the option `collect` asks for that.
 *
 * @throws {GeneratorFunctionError} without `collect`; {OptionValueError} with it for another function.
 */
export function collecting(fn: AnyFunction, name: string, collect: boolean): { kind: GeneratorKind; run: AnyFunction } {
  const kind = KINDS[internalClass(fn)]
  const what = name || 'a function'
  if (kind === undefined)
    throw new OptionValueError('collect', `true for ${what}`, 'left out where no generator function is cached')
  if (!collect) throw new GeneratorFunctionError(what)
  return { kind, run: rareOptions('The option "collect"').collector(fn, kind) }
}

/** The generator function as one that gives all its values at once. */
export function collector(fn: AnyFunction, kind: GeneratorKind): AnyFunction {
  return function (this: unknown, ...args: unknown[]): unknown {
    const generator: unknown = fn.apply(this, args)
    return kind === 'sync' ? collect(generator as Iterator<unknown>) : collectAsync(generator as AsyncIterator<unknown>)
  }
}

/** A new generator over what `collector` gave, for one caller. */
export function replay(stored: unknown, kind: GeneratorKind): unknown {
  if (kind === 'async') return replayAsync(stored as PromiseLike<Whole>)
  return stored instanceof Promise ? stored.then(replaySync) : replaySync(stored as Whole)
}

function collect(generator: Iterator<unknown>): Whole {
  const values: unknown[] = []
  for (;;) {
    const { done, value } = generator.next()
    if (done) return { values, returned: value }
    values.push(value)
  }
}

async function collectAsync(generator: AsyncIterator<unknown>): Promise<Whole> {
  const values: unknown[] = []
  for (;;) {
    const { done, value } = await generator.next()
    if (done) return { values, returned: value }
    values.push(value)
  }
}

function* replaySync({ values, returned }: Whole): Generator {
  yield* values
  return returned
}

async function* replayAsync(whole: PromiseLike<Whole>): AsyncGenerator {
  const { values, returned } = await whole
  for (const value of values) yield value
  return returned
}
