/**
 * SHA-256 of `message`, for hosts without `node:crypto`: the Web Crypto API digests asynchronously only, and a version must be
 * known at once. Source: FIPS 180-4, sections 4 to 6.
 */
export function sha256(message: Uint8Array): Uint8Array {
  const blocks = pad(message)
  const state = INITIAL.slice()
  for (let start = 0; start < blocks.byteLength; start += 64) digestBlock(state, blocks, start)
  const out = new DataView(new ArrayBuffer(32))
  for (const [index, word] of state.entries()) out.setUint32(index * 4, word)
  return new Uint8Array(out.buffer)
}

const w = new Uint32Array(64)

function digestBlock(state: Uint32Array, blocks: DataView, start: number): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let t = 0; t < 64; t++) {
    const word = t < 16 ? blocks.getUint32(start + t * 4) : schedule(t)
    w[t] = word
    const big1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const one = (h + big1 + ((e & f) ^ (~e & g)) + at(CONSTANTS, t) + word) | 0
    const big0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const two = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + one) | 0
    d = c
    c = b
    b = a
    a = (one + two) | 0
  }
  for (const [index, value] of [a, b, c, d, e, f, g, h].entries()) state[index] = at(state, index) + value
}

function schedule(t: number): number {
  const x = at(w, t - 15)
  const y = at(w, t - 2)
  const small0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3)
  const small1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10)
  return (at(w, t - 16) + small0 + at(w, t - 7) + small1) | 0
}

/** A 1 bit, zeros, and the length in bits, to a multiple of 64 bytes. */
function pad(message: Uint8Array): DataView {
  const { length } = message
  const padded = new Uint8Array(((length + 8) >> 6) * 64 + 64)
  padded.set(message)
  padded[length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, length / 2 ** 29)
  view.setUint32(padded.length - 4, length << 3)
  return view
}

function rotate(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by))
}

function at(words: Uint32Array, index: number): number {
  return words[index] as number
}

/** The first 32 bits of the fractional parts of the roots of the first primes: square roots for the state, cube roots for the rounds. */
const [INITIAL, CONSTANTS] = fractions()

function fractions(): [Uint32Array, Uint32Array] {
  const primes: number[] = []
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n)
  const fraction = (root: number) => Math.floor((root % 1) * 2 ** 32)
  return [
    Uint32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime))),
    Uint32Array.from(primes, (prime) => fraction(Math.cbrt(prime))),
  ]
}
