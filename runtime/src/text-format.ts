import { standardCodec } from './codec.js'
import type { Entry } from './entry.js'
import { fromText, toText } from './entry-text.js'
import { macWith } from './mac.js'
import type { CachedOptions } from './options.js'
import { fromOwnCodec } from './own-codec.js'

/** How entries are written where a backend keeps text. */
export interface TextFormat {
  /** @throws {UnstorableResultError} */
  write(key: string, entry: Entry): string
  /** @throws {DamagedEntryError} */
  read(key: string, stored: unknown): Entry
}

/** The format that the options `codec` and `secret` ask for. */
export function textFormat(options: Pick<CachedOptions, 'codec' | 'secret'>): TextFormat {
  const codec = options.codec === undefined ? standardCodec : fromOwnCodec(options.codec)
  const mac = options.secret === undefined ? undefined : macWith(options.secret)
  return {
    write: (key, entry) => toText(key, entry, codec, mac),
    read: (key, stored) => fromText(key, stored, codec, mac),
  }
}
