import { toBase64Url } from './digest.js'
import { sha256 } from './sha256.js'

/** A code over an entry and its key that nobody can make without the secret. */
export type Mac = (key: string, header: string, body: string) => string

type Crypto = {
  createHmac?(algorithm: 'sha256', secret: string): { update(text: string): { digest(encoding: 'base64url'): string } }
}

// Asked for at run time, as in digest.ts.
const host = (globalThis as { process?: { getBuiltinModule?(id: 'node:crypto'): Crypto | undefined } }).process
const native = host?.getBuiltinModule?.('node:crypto')?.createHmac

/** HMAC-SHA-256 with `secret`: base64url, 43 characters. Source: RFC 2104. */
export function macWith(secret: string): Mac {
  // The length keeps "a" + "bc" apart from "ab" + "c"; a header ends where it says.
  if (native !== undefined)
    return (key, header, body) =>
      native('sha256', secret).update(`${key.length}:${key}${header}${body}`).digest('base64url')
  return (key, header, body) => portable(secret, `${key.length}:${key}${header}${body}`)
}

const BLOCK = 64

/** For hosts without `node:crypto`, whose own HMAC is asynchronous. */
export function portable(secret: string, text: string): string {
  const encoder = new TextEncoder()
  const bytes = encoder.encode(secret)
  const padded = new Uint8Array(BLOCK)
  padded.set(bytes.length > BLOCK ? sha256(bytes) : bytes)
  const inner = sha256(joined(padded.map(xor(0x36)), encoder.encode(text)))
  return toBase64Url(sha256(joined(padded.map(xor(0x5c)), inner)))
}

function xor(pad: number): (byte: number) => number {
  return (byte) => byte ^ pad
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length)
  whole.set(first)
  whole.set(second, first.length)
  return whole
}
