type Crc = (data: string | Uint8Array) => number

// Asked for at run time, as in digest.ts. Node 20.15 and 22.2 have it.
const host = (globalThis as { process?: { getBuiltinModule?(id: 'node:zlib'): { crc32?: Crc } | undefined } }).process

let table: Int32Array | undefined

/** CRC-32 of bytes, or of the UTF-8 of text, as a number from 0 to 2^32 - 1. It finds every change within 32 bits in a row. */
export const crc32: Crc = host?.getBuiltinModule?.('node:zlib')?.crc32 ?? portable

/** For hosts without `node:zlib`. */
export function portable(data: string | Uint8Array): number {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data
  return crc32Of(bytes, 0, bytes.length)
}

/** The same of a part of `bytes`. Calling the host costs as much as some hundred bytes do here. */
export function crc32Between(bytes: Uint8Array, start: number, end: number): number {
  return end - start < 200 ? crc32Of(bytes, start, end) : crc32(bytes.subarray(start, end))
}

/** Source: ISO 3309, with the polynomial in reverse. */
function crc32Of(bytes: Uint8Array, start: number, end: number): number {
  table ??= Int32Array.from({ length: 256 }, (_, byte) => {
    let code = byte
    for (let bit = 0; bit < 8; bit++) code = code & 1 ? (code >>> 1) ^ 0xedb88320 : code >>> 1
    return code
  })
  let code = -1
  for (let index = start; index < end; index++)
    code = (table[(code ^ (bytes[index] as number)) & 255] as number) ^ (code >>> 8)
  return ~code >>> 0
}
