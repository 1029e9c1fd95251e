import { isThenable } from './backends/backend.js'
import type { Codec } from './codec.js'
import { UnstorableResultError } from './errors.js'
import { ignoreRejection } from './ignore-rejection.js'
import { messageOf } from './message-of.js'
import { isWellFormed } from './well-formed.js'

/** The user's own way to write results: msgpack, superjson, protocol buffers, encryption. */
export interface OwnCodec {
  /**
   * Stands in each entry: 1 to 50 letters, digits, `.`, `_` or `-`. An entry of another codec is a miss, so change the name when
   * what is written changes.
   */
  readonly name: string
  /** Text without lone surrogates, or bytes. It throws for what it cannot give back as it was: that is not stored. */
  encode(value: unknown): string | Uint8Array
  /** Is given what `encode` gave: text for text, bytes for bytes. What it gives is the result, and no promise of it. */
  // biome-ignore lint/suspicious/noExplicitAny: text or bytes, as `encode` gives; an implementation narrows it
  decode(written: any): unknown
}

export function isOwnCodec(value: unknown): boolean {
  const { name, encode, decode } = (value ?? {}) as Partial<OwnCodec>
  return (
    typeof name === 'string' &&
    /^[\w.-]{1,50}$/.test(name) &&
    typeof encode === 'function' &&
    typeof decode === 'function'
  )
}

/** As a codec of entries, which are text: `c`, the name, `:`, `t` and the text or `b` and the bytes in base64. */
export function fromOwnCodec(own: OwnCodec): Codec {
  const mark = `c${own.name}:`
  return {
    encode(value) {
      let written: unknown
      try {
        written = own.encode(value)
      } catch (error) {
        throw new UnstorableResultError('', `cannot be written by the codec "${own.name}" (${messageOf(error)})`, error)
      }
      if (typeof written === 'string') {
        if (isWellFormed(written)) return `${mark}t${written}`
        throw new UnstorableResultError('', `became text with a lone surrogate in the codec "${own.name}"`)
      }
      if (written instanceof Uint8Array) return `${mark}b${toBase64(written)}`
      ignoreRejection(written)
      throw new UnstorableResultError('', `became ${typeof written} in the codec "${own.name}", not text or bytes`)
    },
    decode(text, start = 0) {
      if (!text.startsWith(mark, start)) throw new Error(`it was not written by the codec "${own.name}"`)
      const kind = start + mark.length
      const rest = text.slice(kind + 1)
      const value = own.decode(text[kind] === 'b' ? fromBase64(rest) : rest)
      if (!isThenable(value)) return value
      ignoreRejection(value)
      throw new Error(`the codec "${own.name}" gave a promise`)
    },
  }
}

function toBase64(bytes: Uint8Array): string {
  if (typeof Buffer !== 'undefined')
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

function fromBase64(text: string): Uint8Array {
  if (typeof Buffer !== 'undefined') return Buffer.from(text, 'base64')
  return Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0))
}
