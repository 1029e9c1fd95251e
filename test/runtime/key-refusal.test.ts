import { expect, it } from 'vitest'
import { cached, KeyError } from '../../runtime/src/index.js'
import { argumentsObject } from './odd-values.js'

const keyFor = (...args: unknown[]) => cached((..._: unknown[]) => 1, { version: 'v' }).keyFor(...args)

class Money {
  constructor(readonly cents: number) {}
  toJSON() {
    return this.cents
  }
}
class Session {}
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
  ['a subclass of Array', class extends Array {}.from([1]), 'arguments[0] is an'],
  ['a list with properties', Object.assign([1], { extra: 1 }), 'arguments[0] is an array with other properties'],
  ['a Map with properties', Object.assign(new Map(), { extra: 1 }), 'arguments[0] has properties of its own'],
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
