import type { Codec } from './codec.js'
import { crc32 } from './crc32.js'
import { type Entry, FORMAT } from './entry.js'
import { DamagedEntryError } from './errors.js'
import type { Mac } from './mac.js'

const PREFIX = `ac${FORMAT}`

/**
 * An entry as text: `ac1`, `a` for a promise or `v` for a value, when it ends (`-`: never), `,`, how long it took, `,`, the
 * checksum or, with a secret, the MAC, `:`, and the text of the value.
 *
 * @throws {UnstorableResultError}
 */
export function toText(key: string, { value, async, expires, took }: Entry, codec: Codec, mac?: Mac): string {
  const body = codec.encode(value)
  const ends = expires === Number.POSITIVE_INFINITY ? '-' : Math.ceil(expires)
  const header = `${PREFIX}${async ? 'a' : 'v'}${ends},${Math.max(0, took).toFixed(2)},`
  return `${header}${(mac ?? checksum)(key, header, body)}:${body}`
}

/** @throws {DamagedEntryError} for what is no entry, none of this key, or not whole. */
export function fromText(key: string, stored: unknown, codec: Codec, mac?: Mac): Entry {
  if (typeof stored !== 'string') throw new DamagedEntryError(key, `it is ${typeof stored}, not a string`)
  // Without a regular expression: this is most of what a hit costs beside the store and the codec.
  const afterEnds = stored.indexOf(',') + 1
  const afterTook = stored.indexOf(',', afterEnds) + 1
  const colon = stored.indexOf(':', afterTook)
  if (!stored.startsWith(PREFIX) || afterEnds === 0 || afterTook === 0 || colon < 0)
    throw new DamagedEntryError(key, 'it is no entry of autocached')
  const body = stored.slice(colon + 1)
  if (!isEqual((mac ?? checksum)(key, stored.slice(0, afterTook), body), stored.slice(afterTook, colon)))
    throw new DamagedEntryError(
      key,
      mac === undefined ? 'its checksum does not fit' : 'it was not signed with this secret',
    )
  let value: unknown
  try {
    value = codec.decode(body)
  } catch (error) {
    throw new DamagedEntryError(key, 'its value cannot be read', error)
  }
  const ends = stored.slice(PREFIX.length + 1, afterEnds - 1)
  return {
    value,
    async: stored[PREFIX.length] === 'a',
    expires: ends === '-' ? Number.POSITIVE_INFINITY : Number(ends),
    took: Number(stored.slice(afterEnds, afterTook - 1)),
  }
}

/** In a time that does not say where two codes differ: whoever writes to the store could find a MAC by it. */
function isEqual(right: string, found: string): boolean {
  let difference = right.length ^ found.length
  for (let index = 0; index < right.length; index++) difference |= right.charCodeAt(index) ^ found.charCodeAt(index)
  return difference === 0
}

/**
 * 53 bits over the entry and its key, so that neither damage nor a store that mixes up keys gives a wrong value. It guards against
 * accidents; against an attacker there is `secret`. The body, which may be long, goes in by its CRC and its length, because hosts
 * have a fast one. Two multiplicative lanes: cyrb53 by bryc, in the public domain.
 */
function checksum(key: string, header: string, body: string): string {
  let a = 0xdeadbeef ^ crc32(body)
  let b = 0x41c6ce57 ^ body.length
  for (const text of [key, header]) {
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index)
      a = Math.imul(a ^ unit, 2654435761)
      b = Math.imul(b ^ unit, 1597334677)
    }
    a = Math.imul(a ^ text.length, 2654435761)
    b = Math.imul(b ^ text.length, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36)
}
