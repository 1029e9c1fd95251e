/**
 * 53 bits over a key, the first `length` units of a header, and a body, so that neither damage nor a store that mixes up keys gives
 * a wrong value. It guards against accidents; against an attacker there is `secret`. The body, which may be long, goes in by its
 * CRC and its length, because hosts have a fast one. Two multiplicative lanes: cyrb53 by bryc, in the public domain.
 */
export function checksum(key: string, header: string, length: number, crcOfBody: number, lengthOfBody: number): number {
  let a = 0xdeadbeef ^ crcOfBody
  let b = 0x41c6ce57 ^ lengthOfBody
  for (let index = 0; index < key.length; index++) {
    const unit = key.charCodeAt(index)
    a = Math.imul(a ^ unit, 2654435761)
    b = Math.imul(b ^ unit, 1597334677)
  }
  a = Math.imul(a ^ key.length, 2654435761)
  b = Math.imul(b ^ key.length, 1597334677)
  for (let index = 0; index < length; index++) {
    const unit = header.charCodeAt(index)
    a = Math.imul(a ^ unit, 2654435761)
    b = Math.imul(b ^ unit, 1597334677)
  }
  a = Math.imul(a ^ length, 2654435761)
  b = Math.imul(b ^ length, 1597334677)
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return 4294967296 * (2097151 & b) + (a >>> 0)
}
