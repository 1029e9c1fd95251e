type Crc = (text: string) => number

// Asked for at run time, as in digest.ts. Node 20.15 and 22.2 have it.
const host = (globalThis as { process?: { getBuiltinModule?(id: 'node:zlib'): { crc32?: Crc } | undefined } }).process

let table: Int32Array | undefined

/** CRC-32 of the UTF-8 of `text`, as a number from 0 to 2^32 - 1. It finds every change within 32 bits in a row. */
export const crc32: Crc = host?.getBuiltinModule?.('node:zlib')?.crc32 ?? portable

/** For hosts without `node:zlib`. Source: ISO 3309, with the polynomial in reverse. */
export function portable(text: string): number {
  table ??= Int32Array.from({ length: 256 }, (_, byte) => {
    let code = byte
    for (let bit = 0; bit < 8; bit++) code = code & 1 ? (code >>> 1) ^ 0xedb88320 : code >>> 1
    return code
  })
  let code = -1
  for (const byte of new TextEncoder().encode(text)) code = (table[(code ^ byte) & 255] as number) ^ (code >>> 8)
  return ~code >>> 0
}
