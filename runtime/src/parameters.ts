import { parts } from './parts.js'

/** What a plugin knows of the arguments that a function can tell apart. */
export interface Parameters {
  /** It sees no argument behind these. */
  readonly count: number
  /** The literal that stands for an argument which is left out or `undefined`, by parameter; `undefined`: no literal. */
  readonly defaults: readonly unknown[]
}

/**
 * The arguments as the function sees them: without what is behind its parameters, and without those at the end that are what they
 * would be if they were left out. A signal there counts for nothing: without the part that shares signals, it stays, to be refused.
 */
export function seenBy({ count, defaults }: Parameters, args: readonly unknown[]): readonly unknown[] {
  let length = Math.min(args.length, count)
  const isSignal = parts.standard?.isSignal
  while (length > 0 && (isLeftOut(args[length - 1], defaults[length - 1]) || isSignal?.(args[length - 1]))) length--
  for (let index = 0; index < length; index++)
    if (args[index] === undefined && defaults[index] !== undefined) return filledIn(args.slice(0, length), defaults)
  return length === args.length ? args : args.slice(0, length)
}

function isLeftOut(value: unknown, literal: unknown): boolean {
  return value === undefined || (literal !== undefined && Object.is(value, literal))
}

function filledIn(args: readonly unknown[], defaults: readonly unknown[]): readonly unknown[] {
  return args.map((value, index) => (value === undefined ? defaults[index] : value))
}
