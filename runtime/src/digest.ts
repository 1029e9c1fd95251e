import { builtinModule } from './host.js'
import { sha256 as portable } from './sha256.js'

type Hash = (algorithm: 'sha256', text: string, encoding: 'base64url') => string

const native = builtinModule<{ hash?: Hash }>('node:crypto')?.hash

/** 256 bits of SHA-256 over the UTF-8 of `text`, which must hold no lone surrogates: base64url, 43 characters. */
export function digest256(text: string): string {
  return native === undefined
    ? toBase64Url(portable(new TextEncoder().encode(text)))
    : native('sha256', text, 'base64url')
}

/** The first 128 bits of SHA-256 over `text`: base64url, 22 characters, as the plugins write them into rows. */
export function digest128(text: string): string {
  const whole = digest256(text)
  return whole.slice(0, 21) + onlyHighBits(whole.charAt(21))
}

/** The 22nd character holds the last 2 of the 128 bits; its other 4 bits belong to the next byte. */
function onlyHighBits(character: string): string {
  if (character < 'A' || character === '_' || character > 'v') return 'w'
  return character < 'Q' ? 'A' : character < 'g' ? 'Q' : 'g'
}

/** base64url, without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  const base64 = btoa(String.fromCharCode(...bytes))
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
