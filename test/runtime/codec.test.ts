import fc from 'fast-check'
import { expect, it } from 'vitest'
import { devalue, standardCodec } from '../../runtime/src/codec.js'
// It brings what errors say.
import '../../runtime/src/index.js'
import { argumentsObject, holes } from './odd-values.js'

const cycle: Record<string, unknown> = { name: 'x' }
cycle.self = [cycle]
const shared = { a: 1 }
const sparse: unknown[] = []
sparse[1000] = 'far'

it.each<[string, unknown]>([
  ['undefined', undefined],
  ['null', null],
  ['NaN', Number.NaN],
  ['-0', -0],
  ['-0 inside', [-0, { z: -0 }]],
  ['Infinity', [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
  ['big integers', [10n, -(10n ** 40n)]],
  ['lone surrogates', ['\ud800', '\udc00a', { '\ud800': 1 }]],
  ['text that JSON escapes', '"\\\u0000\u2028</script>'],
  ['holes', holes(4, { 0: 1, 2: 3 })],
  ['many holes', sparse],
  ['undefined in lists', [undefined, null]],
  ['properties of undefined', { a: undefined }],
  ['a null prototype', Object.assign(Object.create(null), { a: 1 })],
  ['a date', new Date(5)],
  ['an invalid date', new Date(Number.NaN)],
  ['regular expressions', /a\/b/gi],
  ['a URL', new URL('https://a.b/c?d#e')],
  ['search parameters', new URLSearchParams('a=1&a=2')],
  [
    'a Map',
    new Map<unknown, unknown>([
      ['b', 1],
      [{ a: 1 }, new Map([[Number.NaN, undefined]])],
    ]),
  ],
  ['a Set', new Set(['b', 'a', new Set([1])])],
  ['bytes', new Uint8Array([1, 2, 255])],
  ['floats', new Float64Array([1.5, -0, Number.NaN])],
  ['big integer arrays', new BigUint64Array([1n, 2n ** 64n - 1n])],
  ['a DataView', new DataView(new Uint8Array([1, 2, 3]).buffer, 1, 1)],
  ['an ArrayBuffer', new Uint8Array([1, 2]).buffer],
  ['a Buffer', Buffer.from('héllo')],
  ['boxed primitives', [Object(1), Object('a'), Object(false), Object(1n)]],
  ['a cycle', cycle],
  ['keys like indices', { 2: 'b', 1: 'a', x: 1 }],
  ['what JSON carries', { a: [1, 'x', true, null, { b: [] }], '': {} }],
])('gives back %s as it went in', (_, value) => {
  for (const codec of [standardCodec, devalue]) {
    const back = codec.decode(codec.encode(value))
    expect(back).toStrictEqual(value)
    if (typeof value === 'object' && value !== null)
      expect(Object.getPrototypeOf(back)).toBe(Object.getPrototypeOf(value))
    if (Array.isArray(value)) expect(Object.keys(back as object)).toEqual(Object.keys(value))
  }
})

it('gives back an own __proto__', () => {
  const back = standardCodec.decode(standardCodec.encode(JSON.parse('{"__proto__":{"a":1}}'))) as object
  expect(Object.getPrototypeOf(back)).toBe(Object.prototype)
  expect(Object.keys(back)).toEqual(['__proto__'])
})

it('gives back what it does not refuse, whatever it is', () => {
  let stored = 0
  fc.assert(
    fc.property(anything, (value) => {
      let text: string
      try {
        text = standardCodec.encode(value)
      } catch (error) {
        expect(error).toMatchObject({ code: 'AUTOCACHED_UNSTORABLE' })
        return
      }
      stored++
      expect(standardCodec.decode(text)).toStrictEqual(value)
    }),
    { seed: 1, numRuns: 5000 },
  )
  expect(stored).toBeGreaterThan(2500)
})

it('gives back shared references as shared', () => {
  const back = devalue.decode(devalue.encode([shared, shared])) as unknown[]
  expect(back[0]).toBe(back[1])
})

it('gives back the order of properties, Maps and Sets', () => {
  const back = devalue.decode(
    devalue.encode({
      b: 1,
      a: new Map([
        ['z', 1],
        ['y', 2],
      ]),
    }),
  ) as { a: Map<string, number> }
  expect(Object.keys(back)).toEqual(['b', 'a'])
  expect([...back.a.keys()]).toEqual(['z', 'y'])
})

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withBoxedValues: true,
  withNullPrototype: true,
  withSparseArray: true,
  withUnicodeString: true,
})

class Session {}
const position = /a/g
position.lastIndex = 1
let deep: unknown = 1
for (let i = 0; i < 100_000; i++) deep = [deep]

it.each<[string, unknown, RegExp]>([
  ['an error', new Error('x'), /POJO/],
  ['an instance', { a: new Session() }, /holds an instance of Session/],
  ['a function', { a: { b: () => 1 } }, /result\.a\.b cannot be written/],
  ['a symbol', [Symbol('x')], /result\[0\] cannot be written/],
  ['symbol keys', { [Symbol('x')]: 1 }, /symbol keys/],
  ['a getter', Object.defineProperty({}, 'a', { enumerable: true, get: () => 1 }), /getter/],
  ['hidden properties', Object.defineProperty({}, 'a', { value: 1 }), /not enumerable/],
  ['a subclass of Array', class Rows extends Array {}.from([1]), /instance of/],
  ['a subclass of Map', new (class Index extends Map {})(), /instance of Index/],
  ['a subclass of Date', new (class Day extends Date {})(), /instance of Day/],
  ['a list with properties', Object.assign([1], { total: 1 }), /other properties/],
  ['bytes with properties', Object.assign(new Uint8Array(2), { width: 1 }), /properties of its own/],
  ['many bytes with properties', { a: Object.assign(new Uint8Array(2000), { width: 1 }) }, /properties of its own/],
  ['a view with properties', Object.assign(new DataView(new ArrayBuffer(2)), { w: 1 }), /properties of its own/],
  ['a Buffer with properties', [Object.assign(Buffer.from('ab'), { path: 'x' })], /properties of its own/],
  ['a position in a regular expression', position, /lastIndex/],
  ['a promise', [Promise.resolve()], /result/],
  ['a WeakMap', new WeakMap(), /result/],
  ['an own __proto__', JSON.parse('{"__proto__":1}'), /__proto__/],
  ['a tag that lies', { [Symbol.toStringTag]: 'Date' }, /symbol keys/],
  ['arguments', argumentsObject(), /result/],
  ['100,000 levels', deep, /result/],
])('refuses %s', (_, value, message) => {
  expect(() => devalue.encode(value)).toThrow(expect.objectContaining({ code: 'AUTOCACHED_UNSTORABLE' }))
  expect(() => devalue.encode(value)).toThrow(message)
})
