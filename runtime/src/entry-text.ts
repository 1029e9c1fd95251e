import { checksum } from './checksum.js'
import type { Codec } from './codec.js'
import { crc32Of } from './crc32.js'
import { type Entry, FORMAT } from './entry.js'
import { DamagedEntryError } from './errors.js'
import type { Mac } from './mac.js'

const PREFIX = `ac${FORMAT}`

/**
 * An entry as text: `ac1`, `a` for a promise or `v` for a value, when it ends (`-`: never), `,`, how long it took, `,`, the
 * checksum or, with a secret, the MAC, `:`, and the text of the value; none where it ends at 0, which says that there is no entry.
 *
 * @throws {UnstorableResultError}
 */
export function toText(key: string, { value, async, expires, took }: Entry, codec: Codec, mac?: Mac): string {
  const body = expires === 0 ? '' : codec.encode(value)
  const ends = expires === Number.POSITIVE_INFINITY ? '-' : Math.ceil(expires)
  const header = `${PREFIX}${async ? 'a' : 'v'}${ends},${Math.max(0, took).toFixed(2)},`
  const sum =
    mac === undefined ? sumOf(key, header + body, header.length, header.length).toString(36) : mac(key, header, body)
  return `${header}${sum}:${body}`
}

/** @throws {DamagedEntryError} for what is no entry, none of this key, or not whole. */
export function fromText(key: string, stored: unknown, codec: Codec, mac?: Mac): Entry {
  if (typeof stored !== 'string') throw new DamagedEntryError(key, `it is ${typeof stored}, not a string`)
  // Without a regular expression, and without copies of the parts: this is most of what a hit costs beside store and codec.
  const afterEnds = stored.indexOf(',') + 1
  const afterTook = stored.indexOf(',', afterEnds) + 1
  const colon = stored.indexOf(':', afterTook)
  if (!stored.startsWith(PREFIX) || afterEnds === 0 || afterTook === 0 || colon < 0)
    throw new DamagedEntryError(key, 'it is no entry of autocached')
  if (mac === undefined) {
    if (sumOf(key, stored, afterTook, colon + 1) !== readSum(stored, afterTook, colon))
      throw new DamagedEntryError(key, 'its checksum does not fit')
  } else if (!isEqual(mac(key, stored.slice(0, afterTook), stored.slice(colon + 1)), stored.slice(afterTook, colon)))
    throw new DamagedEntryError(key, 'it was not signed with this secret')
  const ends = stored.slice(PREFIX.length + 1, afterEnds - 1)
  let value: unknown
  try {
    // What stands for nothing is written without the codec of the user, who may know no `undefined`.
    if (ends !== '0') value = codec.decode(stored, colon + 1)
  } catch (error) {
    throw new DamagedEntryError(key, 'its value cannot be read', error)
  }
  return {
    value,
    async: stored.charCodeAt(PREFIX.length) === LETTER_A,
    // A clock can be below zero, and `-` alone is never.
    expires: ends === '-' ? Number.POSITIVE_INFINITY : Number(ends),
    took: Number(stored.slice(afterEnds, afterTook - 1)),
  }
}

const LETTER_A = 0x61

/** Over the key, the first `head` units of `text`, and the units from `body` on. */
function sumOf(key: string, text: string, head: number, body: number): number {
  return checksum(key, text, head, crc32Of(text, body), text.length - body)
}

/** A whole number in base 36, as `toString` writes it; NaN for anything else. */
function readSum(text: string, start: number, end: number): number {
  let sum = end - start > 11 || (end - start > 1 && text.charCodeAt(start) === 0x30) || end === start ? Number.NaN : 0
  for (let index = start; index < end; index++) {
    const unit = text.charCodeAt(index)
    const digit = unit <= 0x39 ? unit - 0x30 : unit - 0x57
    sum = digit >= (unit <= 0x39 ? 0 : 10) && digit < 36 ? sum * 36 + digit : Number.NaN
  }
  return sum
}

/** In a time that does not say where two codes differ: whoever writes to the store could find a MAC by it. */
function isEqual(right: string, found: string): boolean {
  let difference = right.length ^ found.length
  for (let index = 0; index < right.length; index++) difference |= right.charCodeAt(index) ^ found.charCodeAt(index)
  return difference === 0
}
