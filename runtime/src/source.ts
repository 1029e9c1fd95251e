import { digest128 } from './digest.js'
import { UnversionableFunctionError } from './errors.js'
import type { Linked } from './link.js'
import { isWellFormed } from './well-formed.js'

/** What source mode reads from a function's text. */
export interface Source {
  readonly version: string
  readonly usesThis: boolean
}

/** The words by which a function can see how it was called. Comments count, too: reading too much costs a hit, never a wrong one. */
const SEES_THIS = /\b(?:this|super|eval|arguments|new\s*\.\s*target)\b/

/** `f.toString()` of a bound function and of a native one. */
const NATIVE = /\{\s*\[native code\]\s*\}\s*$/

/**
 * The version of a function by its source text: `s1.` and 128 bits of SHA-256.
 *
 * @throws {UnversionableFunctionError} for a bound or native function, which shows no text.
 */
export function sourceOf(fn: object): Source {
  const text = sourceText(fn)
  if (text === undefined) throw new UnversionableFunctionError((fn as { name?: string }).name || 'The function', '')
  return { version: `s1.${digest128(escapeSurrogates(text))}`, usesThis: SEES_THIS.test(text) }
}

/** Source mode: nothing but the text of the function. */
export function sourceLink(fn: object): Linked {
  const { version, usesThis } = sourceOf(fn)
  return { version, segment: version, usesThis, inputs: [], reads: [], seen: [] }
}

/** The text of a function; `undefined` for one that shows none. */
export function sourceText(fn: object): string | undefined {
  const text = Function.prototype.toString.call(fn)
  return NATIVE.test(text) ? undefined : text
}

/** A lone surrogate in a regular expression's or a string's text has no UTF-8. */
function escapeSurrogates(text: string): string {
  return isWellFormed(text) ? text : JSON.stringify(text)
}
