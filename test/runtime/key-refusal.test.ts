import { expect, it, vi } from 'vitest'
import { cached, KeyError } from '../../runtime/src/index.js'
import { idle } from './deferred.js'
import { argumentsObject } from './odd-values.js'
import { PlainStore } from './stores.js'

const keyFor = (...args: unknown[]) => cached((..._: unknown[]) => 1, { version: 'v' }).keyFor(...args)

class Money {
  constructor(readonly cents: number) {}
  toJSON() {
    return this.cents
  }
}
class Session {}
class Zoned extends Date {
  zone = 'utc'
}
class Zoneless extends Zoned {
  override toJSON() {
    return `${super.toJSON()} ${this.zone}`
  }
}
class Page extends URL {}
class Extended extends Map {}

const throwing = {}
Object.defineProperty(throwing, 'a', { enumerable: true, get: () => 1 })
const proxy = new Proxy([1], {
  get() {
    throw new Error('trap')
  },
})

it.each<[string, unknown, string]>([
  ['an instance', { user: { session: new Session() } }, 'arguments[0].user.session is an instance of Session without'],
  ['a function', [() => 1], 'arguments[0][0] is a function without a version'],
  ['a symbol', { 'a b': Symbol('x') }, 'arguments[0]["a b"] is a symbol'],
  ['a promise', Promise.resolve(), 'arguments[0] is a promise'],
  ['a WeakMap', new WeakMap(), 'arguments[0] is a WeakMap'],
  ['a WeakRef', new WeakRef({}), 'arguments[0] is a WeakRef'],
  ['a subclass of a built-in', new Map([['a', new Extended()]]), 'arguments[0][value 0] is an instance of Extended'],
  ['the toJSON of a Date', new Zoned(0), 'arguments[0] is an instance of Zoned without a [keySymbol]() or toJSON()'],
  ['the toJSON of a URL', new Page('http://x/'), 'arguments[0] is an instance of Page without'],
  ['a subclass of Array', class extends Array {}.from([1]), 'arguments[0] is an'],
  ['a list with properties', Object.assign([1], { extra: 1 }), 'arguments[0] is an array with other properties'],
  ['a Map with properties', Object.assign(new Map(), { extra: 1 }), 'arguments[0] has properties of its own'],
  ['a URL with properties', Object.assign(new URL('http://x/'), { tag: 1 }), 'has properties of its own'],
  [
    'what claims to be a URL',
    Object.create(URL.prototype, { href: { value: 'http://x/' } }),
    'has properties of its own',
  ],
  ['search parameters with properties', Object.assign(new URLSearchParams('a=1'), { tag: 1 }), 'properties of its own'],
  ['bytes with properties', Object.assign(new Uint8Array(4), { width: 2 }), 'has properties of its own'],
  ['many bytes with properties', Object.assign(new Uint8Array(4000), { width: 2 }), 'has properties of its own'],
  ['many numbers with properties', Object.assign(new Float64Array(4000).fill(Number.NaN), { width: 2 }), 'of its own'],
  ['bytes with symbols', Object.assign(new Uint8Array(4000), { [Symbol('x')]: 2 }), 'has properties of its own'],
  ['bytes with a hidden property', Object.defineProperty(new Uint8Array(2), 'byteLength', { value: 0 }), 'of its own'],
  ['a Buffer with properties', Object.assign(Buffer.from('x'), { path: 'y' }), 'has properties of its own'],
  ['a large Buffer with properties', Object.assign(Buffer.alloc(9000), { path: 'y' }), 'has properties of its own'],
  ['a view with properties', Object.assign(new DataView(new ArrayBuffer(2)), { w: 1 }), 'has properties of its own'],
  [
    'an error with a getter',
    Object.defineProperty(new Error(), 'code', { get: () => 1 }),
    'has a getter or setter, code',
  ],
  ['symbol keys', { [Symbol('x')]: 1 }, 'arguments[0] has symbol keys'],
  ['hidden properties', Object.defineProperty({}, 'a', { value: 1 }), 'not enumerable'],
  ['a getter', { a: throwing }, 'arguments[0].a has a getter or setter, a'],
  ['arguments', argumentsObject(), 'arguments[0] has symbol keys or properties that are not'],
  ['a Date without its prototype', Object.setPrototypeOf(new Date(), null), 'is a Date without its prototype'],
  ['what only looks like a Map', Object.create(Map.prototype), 'arguments[0] could not be read'],
  ['what only looks like a list', Object.create(Array.prototype), 'with the prototype of an array'],
  ['a proxy whose traps throw', proxy, 'arguments[0] could not be read (trap)'],
  [
    'a toJSON that throws',
    {
      a: Object.assign(new Money(1), {
        toJSON() {
          throw new Error('no')
        },
      }),
    },
    'arguments[0].a could not be read (no)',
  ],
  [
    'a toJSON that gives the object',
    new (class Me {
      toJSON() {
        return this
      }
    })(),
    'gives itself',
  ],
  ['an instance of no class', Object.create({ toJSON: () => 1 }), 'whose class has no version'],
])('refuses %s, with its path', (_, value, message) => {
  expect(() => keyFor(value)).toThrow(KeyError)
  expect(() => keyFor(value)).toThrow(message)
})

it('names the argument', () => {
  expect(() => keyFor(1, { a: [0, new Session()] })).toThrow(expect.objectContaining({ path: 'arguments[1].a[1]' }))
})

it('rejects instead of throwing where calls give promises', async () => {
  const load = cached(async (_: unknown) => 1)
  await expect(load(new Session())).rejects.toThrow(KeyError)
})

it('sees the hidden properties of an error, but not the places that engines keep there', () => {
  const error = (code: string) => Object.defineProperty(new Error('x'), 'code', { value: code })
  const placed = Object.defineProperty(new Error('x'), 'lineNumber', { value: 5, enumerable: false })
  expect(keyFor(error('a'))).toBe(keyFor(error('a')))
  expect(new Set([keyFor(error('a')), keyFor(error('b')), keyFor(new Error('x'))]).size).toBe(3)
  expect(keyFor(placed)).toBe(keyFor(new Error('x')))
})

it('takes bytes as they are', () => {
  expect(keyFor(new Uint8Array(5000))).toBe(keyFor(new Uint8Array(5000)))
  expect(keyFor(new Float64Array(500).fill(Number.NaN))).toBe(keyFor(new Float64Array(500).fill(Number.NaN)))
  expect(keyFor(Buffer.alloc(500))).not.toBe(keyFor(new Uint8Array(500)))
})

it('takes a toJSON that is defined below the built-in class', () => {
  class Below extends Zoneless {}
  expect(keyFor(new Zoneless(0))).toBe(keyFor(new Zoneless(0)))
  expect(keyFor(new Below(0))).not.toBe(keyFor(Object.assign(new Below(0), { zone: 'cet' })))
})

it('tells classes of one text apart in memory, by what they are', () => {
  const make = (rate: number) =>
    class Rate {
      toJSON() {
        return 1
      }
      rate() {
        return rate
      }
    }
  const [Two, Three] = [make(2), make(3)]
  const rateOf = cached((rate: { rate(): number }) => rate.rate())
  expect([rateOf(new Two()), rateOf(new Three()), rateOf(new Two())]).toEqual([2, 3, 2])
  expect(rateOf.keyFor(new Two())).toBe(rateOf.keyFor(new Two()))
  const chosen = cached((rate: { rate(): number }) => rate.rate(), { key: (rate) => rate })
  expect([chosen(new Two()), chosen(new Three())]).toEqual([2, 3])
  const shared = () => cached((rate: { rate(): number }) => rate.rate(), { backend: new PlainStore() })
  expect(shared().keyFor(new Two())).toBe(shared().keyFor(new (make(2))()))
})

it.each<[string, () => unknown]>([
  ['a promise', () => Promise.reject(new Error('no'))],
  ['what has a promise in it', () => ({ id: [Promise.reject(new Error('no'))] })],
])('lets no rejection end the process where the option `key` gives %s', async (_, key) => {
  const unhandled = vi.fn()
  process.on('unhandledRejection', unhandled)
  const fn = cached((_: number) => 1, { key })
  expect(() => fn(1)).toThrow('is a promise')
  await idle()
  process.off('unhandledRejection', unhandled)
  expect(unhandled).not.toHaveBeenCalled()
})
