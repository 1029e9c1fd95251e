/**
 * The hash of a canonical form: the first 128 bits of its SHA-256 (UTF-8), base64url, 22 characters.
 * Twin: swc-plugin/src/code_hash.rs
 */
import * as crypto from 'node:crypto'

export function codeHash(text: string): string {
  return sha256(text).subarray(0, 16).toString('base64url')
}

/** From Node.js 20.12 on in one step, which takes half the time for a short text. */
const sha256: (text: string) => Buffer =
  typeof crypto.hash === 'function'
    ? (text) => crypto.hash('sha256', text, 'buffer')
    : (text) => crypto.createHash('sha256').update(text, 'utf8').digest()
