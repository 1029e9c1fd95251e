/**
 * The hash of a canonical form: the first 128 bits of its SHA-256 (UTF-8), base64url, 22 characters.
 * Twin: swc-plugin/src/code_hash.rs
 */
import * as crypto from 'node:crypto'

export function codeHash(text: string): string {
  const digest = sha256(text)
  // The last of 22 characters has two bits of the 128, and four that follow in the digest.
  return digest.slice(0, 21) + alphabet[alphabet.indexOf(digest[21] as string) & 0b110000]
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** From Node.js 20.12 on in one step, which takes half the time for a short text. */
const sha256: (text: string) => string =
  typeof crypto.hash === 'function'
    ? (text) => crypto.hash('sha256', text, 'base64url')
    : (text) => crypto.createHash('sha256').update(text, 'utf8').digest('base64url')
