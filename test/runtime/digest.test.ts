import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { digest128, digest256 } from '../../runtime/src/digest.js'
import { sha256 } from '../../runtime/src/sha256.js'

it('digests without node:crypto as node:crypto does', () => {
  for (let length = 0; length < 300; length++) {
    const message = Uint8Array.from({ length }, (_, index) => (index * 7 + length) % 256)
    expect(Buffer.from(sha256(message)).toString('hex')).toBe(createHash('sha256').update(message).digest('hex'))
  }
})

it('gives 256 and 128 bits as base64url', () => {
  for (const text of ['', 'a', 'héllo 😀', 'x'.repeat(1000)]) {
    const whole = createHash('sha256').update(text).digest()
    expect(digest256(text)).toBe(whole.toString('base64url'))
    expect(digest128(text)).toBe(whole.subarray(0, 16).toString('base64url'))
  }
})
