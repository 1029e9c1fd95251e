import { standardCodec } from './codec.js'
import type { Entry } from './entry.js'
import { fromText, toText } from './entry-text.js'
import { macWith } from './mac.js'
import type { CachedOptions } from './options.js'
import { fromOwnCodec } from './own-codec.js'
import type { Packing } from './packed-entry.js'

/** How entries are written where a backend keeps text, or bytes beside it. */
export interface TextFormat {
  /** @throws {UnstorableResultError} */
  write(key: string, entry: Entry): string | Uint8Array
  /** @throws {DamagedEntryError} */
  read(key: string, stored: unknown): Entry
}

/** The format that the options `codec` and `secret` ask for; without either, plain data goes by the `packing` of the backend. */
export function textFormat(options: Pick<CachedOptions, 'codec' | 'secret'>, packing: Packing | undefined): TextFormat {
  const codec = options.codec === undefined ? standardCodec : fromOwnCodec(options.codec)
  const mac = options.secret === undefined ? undefined : macWith(options.secret)
  const text: TextFormat = {
    write: (key, entry) => toText(key, entry, codec, mac),
    read: (key, stored) => fromText(key, stored, codec, mac),
  }
  if (packing === undefined || options.codec !== undefined || options.secret !== undefined) return text
  return {
    write: (key, entry) => packing.write(key, entry) ?? text.write(key, entry),
    read: (key, stored) => (stored instanceof Uint8Array ? packing.read(key, stored) : text.read(key, stored)),
  }
}
