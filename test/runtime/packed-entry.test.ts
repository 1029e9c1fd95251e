import { createRequire } from 'node:module'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Packer, packingWith } from '../../runtime/src/packed-entry.js'

const require = createRequire(createRequire(import.meta.url).resolve('lmdb'))
const { Packr } = require('msgpackr') as { Packr: new (options: { useRecords: boolean }) => Packer }
const make = () => packingWith(new Packr({ useRecords: false }), new Packr({ useRecords: true }))
const packing = make()
const entryOf = (value: unknown) => ({ value, async: false, expires: 12345, took: 1.25 })
const pack = (value: unknown, key = 'key') => packing.write(key, entryOf(value))
const records = Array.from({ length: 50 }, (_, id) => ({ id, name: `name ${id}`, score: id / 7, tags: ['a', null] }))

const damaged = expect.objectContaining({ code: 'AUTOCACHED_DAMAGED_ENTRY' })

it.each([
  ['a value', entryOf({ a: 1 })],
  ['a promise without end', { value: [null], async: true, expires: Number.POSITIVE_INFINITY, took: 0 }],
  ['many objects that are alike', entryOf(records)],
  ['numbers at the edges', entryOf([2 ** 32, -(2 ** 31) - 1, 2 ** 53, 5e-324, 1.7976931348623157e308, 255, -32, 0.1])],
  ['keys like indices', entryOf([{ 2: 'b', 1: 'a', x: 1, '': 0, constructor: 1, toString: 'x', 'a-b': 2 }])],
])('reads what it wrote, also by another packer: %s', (_, entry) => {
  const bytes = packing.write('key', entry) as Uint8Array
  for (const reader of [packing, make()]) expect(reader.read('key', bytes)).toStrictEqual(entry)
})

it.each<[string, unknown]>([
  ['-0', [-0]],
  ['undefined', undefined],
  ['a Date', new Date(5)],
  ['a lone surrogate', ['\ud800']],
  ['a lone surrogate in a key', { '\ud800': 1 }],
  ['__proto__', JSON.parse('[{"__proto__":{"polluted":1}}]')],
  [
    'a dictionary',
    Object.fromEntries(records.flatMap(({ id }) => [`a${id}`, `b${id}`, `c${id}`]).map((key) => [key, 1])),
  ],
])('leaves %s to text', (_, value) => {
  expect(pack(value)).toBeUndefined()
})

it('gives back any plain data as it went in, through one packer and in turn', () => {
  let packed = 0
  fc.assert(
    fc.property(
      fc.oneof(fc.jsonValue(), fc.array(fc.record({ id: fc.double(), name: fc.string({ unit: 'binary' }) }))),
      (value) => {
        const bytes = pack(value)
        if (bytes === undefined) return
        packed++
        const back = packing.read('key', bytes).value
        expect(back).toStrictEqual(value)
        expect(JSON.stringify(back)).toBe(JSON.stringify(value))
      },
    ),
    { seed: 1, numRuns: 3000 },
  )
  expect(packed).toBeGreaterThan(1500)
})

it.each([
  ['an object', { a: 'x', b: [1, 2.5, null] }],
  ['records', records.slice(0, 16)],
])('refuses an entry with any bit changed, or cut off anywhere: %s', (_, value) => {
  const bytes = Buffer.from(pack(value) as Uint8Array)
  for (let index = 0; index < bytes.length; index++) {
    for (let bit = 0; bit < 8; bit++) {
      const copy = Buffer.from(bytes)
      copy.writeUInt8(copy.readUInt8(index) ^ (1 << bit), index)
      expect(() => packing.read('key', copy), `bit ${bit} of byte ${index}`).toThrow(damaged)
    }
    expect(() => packing.read('key', bytes.subarray(0, index))).toThrow(damaged)
    expect(() => packing.read('key', bytes.subarray(index + 1))).toThrow(damaged)
  }
})

it('refuses the entry of another key, and what it did not write', () => {
  expect(() => packing.read('other', pack(1) as Uint8Array)).toThrow(damaged)
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(() => packing.read('key', Buffer.from([0xac, 1, 0, 0, ...bytes]))).toThrow(damaged)
    }),
    { seed: 1, numRuns: 2000 },
  )
})

it('pollutes nothing, whatever the bytes say', () => {
  const { decode, encode } = new Packr({ useRecords: false })
  for (const hostile of [
    encode(new Map([['__proto__', { polluted: 1 }]])),
    encode(JSON.parse('{"__proto__":{"polluted":1}}')),
  ])
    decode.call(new Packr({ useRecords: false }), hostile, { start: 0, end: hostile.length })
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
})
