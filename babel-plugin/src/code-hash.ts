/**
 * The hash of a canonical form: the first 128 bits of its SHA-256 (UTF-8), base64url, 22 characters.
 * Twin: swc-plugin/src/code_hash.rs
 */
import { createHash } from 'node:crypto'

export function codeHash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest().subarray(0, 16).toString('base64url')
}
