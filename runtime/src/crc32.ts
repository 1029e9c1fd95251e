type Crc = (data: string | Uint8Array) => number

// Asked for at run time, as in digest.ts. Node 20.15 and 22.2 have it.
const host = (globalThis as { process?: { getBuiltinModule?(id: 'node:zlib'): { crc32?: Crc } | undefined } }).process

const native: Crc = host?.getBuiltinModule?.('node:zlib')?.crc32 ?? portable

/** Calling the host costs as much as some hundred bytes do here. */
const SHORT = 300

/**
 * CRC-32 of bytes, or of the UTF-8 of text, from the unit `start` on: a number from 0 to 2^32 - 1. It finds every change within 32
 * bits in a row.
 */
export function crc32Of(data: string | Uint8Array, start: number): number {
  const { length } = data
  if (length - start > SHORT) return native(typeof data === 'string' ? data.slice(start) : data.subarray(start))
  if (typeof data !== 'string') return ofBytes(data, start)
  let code = -1
  for (let index = start; index < length; index++) {
    const unit = data.charCodeAt(index)
    if (unit > 127) return native(data.slice(start))
    code = step(code, unit)
  }
  return ~code >>> 0
}

/** For hosts without `node:zlib`. */
export function portable(data: string | Uint8Array): number {
  return ofBytes(typeof data === 'string' ? new TextEncoder().encode(data) : data, 0)
}

function ofBytes(bytes: Uint8Array, start: number): number {
  let code = -1
  for (let index = start; index < bytes.length; index++) code = step(code, bytes[index] as number)
  return ~code >>> 0
}

/** Source: ISO 3309, with the polynomial in reverse. */
const table = /* @__PURE__ */ Int32Array.from({ length: 256 }, (_, byte) => {
  let code = byte
  for (let bit = 0; bit < 8; bit++) code = code & 1 ? (code >>> 1) ^ 0xedb88320 : code >>> 1
  return code
})

function step(code: number, byte: number): number {
  return (table[(code ^ byte) & 255] as number) ^ (code >>> 8)
}
