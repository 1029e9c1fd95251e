import { checksum } from './checksum.js'
import { crc32Of } from './crc32.js'
import type { Entry } from './entry.js'
import { DamagedEntryError } from './errors.js'
import { isPackable } from './faithful-json.js'

/** Entries as bytes, for a backend that keeps those as well as text: most plain data is read faster from them. */
export interface Packing {
  /** `undefined` for what is better written as text. */
  write(key: string, entry: Entry): Uint8Array | undefined
  /** @throws {DamagedEntryError} for what is no entry, none of this key, or not whole. */
  read(key: string, bytes: Uint8Array): Entry
}

/** A binary form of plain data. */
export interface Packer {
  encode(value: unknown): Uint8Array
  decode(bytes: Uint8Array, part: { readonly start: number; readonly end: number }): unknown
}

/** A byte that no UTF-8 begins with, the format, 0, 0. */
const MARK = 0x000001ac

const SUM = 4
/** When it ends, a double; how long it took, a float; what it is. The checksum is over the key and all from here. */
const ENDS = 12
const TOOK = 20
const FACTS = 24
const BODY = 25

const IS_PROMISE = 1
const HAS_RECORDS = 2

/** So many bytes must be saved by records: what they cost is a function that is compiled at each reading. */
const RECORDS_PAY = 300

/** Whether `stored` is an entry as bytes, of whatever format, and no text. */
export function isPacked(stored: Uint8Array): boolean {
  return stored[0] === (MARK & 255)
}

/** `plain` writes each object with its keys, `records` the keys of objects that are alike once. */
export function packingWith(plain: Packer, records: Packer): Packing {
  return {
    write(key, { value, async, expires, took }) {
      if (!isPackable(value)) return undefined
      const [one, other] = [plain.encode(value), records.encode(value)]
      const hasRecords = one.length - other.length > RECORDS_PAY
      const body = hasRecords ? other : one
      const bytes = Buffer.allocUnsafe(BODY + body.length)
      bytes.writeUInt32LE(MARK, 0)
      bytes.writeDoubleLE(expires, ENDS)
      bytes.writeFloatLE(Math.max(0, took), TOOK)
      bytes[FACTS] = (async ? IS_PROMISE : 0) | (hasRecords ? HAS_RECORDS : 0)
      bytes.set(body, BODY)
      bytes.writeDoubleLE(sum(key, bytes), SUM)
      return bytes
    },
    read(key, stored) {
      const { length } = stored
      if (!Buffer.isBuffer(stored) || length <= BODY || stored.readUInt32LE(0) !== MARK)
        throw new DamagedEntryError(key, 'it is no entry of autocached')
      if (stored.readDoubleLE(SUM) !== sum(key, stored)) throw new DamagedEntryError(key, 'its checksum does not fit')
      const facts = stored[FACTS] as number
      try {
        return {
          value: ((facts & HAS_RECORDS) === 0 ? plain : records).decode(stored, { start: BODY, end: length }),
          async: (facts & IS_PROMISE) !== 0,
          expires: stored.readDoubleLE(ENDS),
          took: stored.readFloatLE(TOOK),
        }
      } catch (error) {
        throw new DamagedEntryError(key, 'its value cannot be read', error)
      }
    },
  }
}

function sum(key: string, bytes: Buffer): number {
  return checksum(key, '', 0, crc32Of(bytes, ENDS), bytes.length)
}
