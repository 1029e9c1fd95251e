import { checksum } from './checksum.js'
import type { Codec } from './codec.js'
import { crc32 } from './crc32.js'
import { DamagedEntryError } from './errors.js'
import type { Mac } from './mac.js'

/** A result as it is kept, with what a hit must know about it. */
export interface Entry {
  readonly value: unknown
  /** The function gave a promise, so a hit gives one. */
  readonly async: boolean
  /** When it ends, in milliseconds of the clock; `Infinity`: never. */
  readonly expires: number
  /** How long its computation took, in milliseconds. */
  readonly took: number
}

/** Marks live entries; its value is the number of the format. */
const mark = Symbol.for('autocached.entry')

const FORMAT = 1

const PREFIX = `ac${FORMAT}`

/** One class, so that engines read entries fast. */
class LiveEntry implements Entry {
  readonly [mark] = FORMAT
  constructor(
    readonly value: unknown,
    readonly async: boolean,
    readonly expires: number,
    readonly took: number,
  ) {}
}

/** An entry for a backend of live values. */
export function toLive({ value, async, expires, took }: Entry): object {
  return new LiveEntry(value, async, expires, took)
}

/** @throws {DamagedEntryError} for what is no entry. */
export function fromLive(key: string, stored: unknown): Entry {
  if (!isLive(stored as object)) throw new DamagedEntryError(key, 'it is no entry of autocached')
  return stored as Entry
}

/** Whether `stored` is an entry, of this copy of the package or another. */
export function isLive(stored: object): stored is Entry {
  return (stored as { [mark]?: unknown })[mark] === FORMAT
}

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
  return `${header}${(mac ?? sum)(key, header, body)}:${body}`
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
  if (!isEqual((mac ?? sum)(key, stored.slice(0, afterTook), body), stored.slice(afterTook, colon)))
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

function sum(key: string, header: string, body: string): string {
  return checksum(key, header, crc32(body), body.length).toString(36)
}
