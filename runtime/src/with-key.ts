import { digest128 } from './digest.js'
import type { Linked } from './link.js'
import { linkedOf } from './linked-of.js'
import type { Settings } from './options.js'

/**
 * A version with what the option `key` counts beside it: it decides which calls are one, so that a change of it must not find what was
 * stored by another. It is no part of the version, only of keys and of what depends on the function. A pinned version covers it.
 *
 * @throws {UnversionableFunctionError} for a bound or native function.
 */
export function withKey(code: Linked, { key, version }: Settings): Linked {
  if (key === undefined || version !== undefined) return code
  const chosen = linkedOf(key)
  return {
    ...code,
    segment: `${code.segment.slice(0, 3)}${digest128(`${code.segment} ${chosen.segment}`)}`,
    inputs: [...code.inputs, ...chosen.inputs],
    // It stands among what was seen, so that closures of one text are told apart in memory.
    reads: [...code.reads, ...chosen.reads, () => key],
    seen: [...code.seen, ...chosen.seen, key],
  }
}
