import { runInNewContext, runInThisContext } from 'node:vm'
import { expect, it } from 'vitest'
import { cached, keySymbol } from '../../runtime/src/index.js'
import { holes } from './odd-values.js'
import { compiled } from './rows.js'
import { PlainStore } from './stores.js'

const keyFor = (...args: unknown[]) => cached((..._: unknown[]) => 1, { version: 'v' }).keyFor(...args)

class Money {
  constructor(readonly cents: number) {}
  toJSON() {
    return this.cents
  }
}
class Euro {
  constructor(readonly cents: number) {}
  [keySymbol]() {
    return this.cents
  }
}

const cyclic = (depth: number) => {
  const end: { next?: unknown } = {}
  let list = end
  for (let i = 0; i < depth; i++) list = { next: list }
  end.next = list
  return list
}

const withLastIndex = /a/g
withLastIndex.lastIndex = 3

const sharedBytes = (...bytes: number[]) => {
  const buffer = new SharedArrayBuffer(bytes.length)
  new Uint8Array(buffer).set(bytes)
  return buffer
}
const growing = (maxByteLength: number) => {
  const buffer = Reflect.construct(ArrayBuffer, [2, { maxByteLength }]) as ArrayBuffer
  new Uint8Array(buffer).set([1, 2])
  return buffer
}

/** Argument lists of which no two are equal. */
const different: readonly (readonly [name: string, args: readonly unknown[]])[] = [
  ['nothing', []],
  ['undefined', [undefined]],
  ['undefined twice', [undefined, undefined]],
  ['null', [null]],
  ['true', [true]],
  ['false', [false]],
  ['0', [0]],
  ['-0', [-0]],
  ['1', [1]],
  ['1n', [1n]],
  ['-1n', [-1n]],
  ['1 as text', ['1']],
  ['1n as text', ['1n']],
  ['NaN', [Number.NaN]],
  ['NaN as text', ['NaN']],
  ['Infinity', [Number.POSITIVE_INFINITY]],
  ['-Infinity', [Number.NEGATIVE_INFINITY]],
  ['the smallest number', [Number.MIN_VALUE]],
  ['empty text', ['']],
  ['text', ['a']],
  ['text with a second', ['a', undefined]],
  ['a space', [' ']],
  ['two texts', ['a', 'b']],
  ['text like two texts', ['a1:b']],
  ['text like an encoding', ['s1:a']],
  ['text like an encoded end', ['a;1:s1:a']],
  ['null as text', ['null']],
  ['undefined as text', ['undefined']],
  ['a lone surrogate', ['\ud800']],
  ['another lone surrogate', ['\ud801']],
  ['the replacement character', ['\ufffd']],
  ['the escape of a lone surrogate', ['\\ud800']],
  ['an emoji', ['😀']],
  ['long text', ['x'.repeat(300)]],
  ['other long text', [`${'x'.repeat(299)}y`]],
  ['a list', [[]]],
  ['a list of undefined', [[undefined]]],
  ['a hole', [holes(2, { 1: 1 })]],
  ['a hole after', [holes(2, { 0: 1 })]],
  ['two holes', [holes(3, { 2: 1 })]],
  ['undefined and 1', [[undefined, 1]]],
  ['a list of one text', [['a']]],
  ['nested lists', [[['a']]]],
  ['a list of two', [['a', 'b']]],
  ['lists beside', [[], []]],
  ['lists inside', [[[], []]]],
  ['an object', [{}]],
  ['an object without prototype', [Object.create(null)]],
  ['a property', [{ a: 1 }]],
  ['a property without prototype', [Object.assign(Object.create(null), { a: 1 })]],
  ['a property of undefined', [{ a: undefined }]],
  ['another property', [{ b: 1 }]],
  ['two properties', [{ a: 1, b: 1 }]],
  ['a nested property', [{ a: { b: 1 } }]],
  ['a key like an encoding', [{ '1:a': 1 }]],
  ['a key with a lone surrogate', [{ '\ud800': 1 }]],
  ['a key with its escape', [{ '"\\ud800"': 1 }]],
  ['an own __proto__', [JSON.parse('{"__proto__":1}')]],
  ['a date', [new Date(0)]],
  ['another date', [new Date(1)]],
  ['an invalid date', [new Date(Number.NaN)]],
  ['a date as text', [new Date(0).toISOString()]],
  ['a date as number', [0, 0]],
  ['a regular expression', [/a/]],
  ['its flags', [/a/g]],
  ['its position', [withLastIndex]],
  ['its source', ['/a/']],
  ['a URL', [new URL('https://a.b/')]],
  ['a URL as text', ['https://a.b/']],
  ['search parameters', [new URLSearchParams('a=1')]],
  ['a Map', [new Map()]],
  ['a Map of one', [new Map([['a', 1]])]],
  ['a Map the other way', [new Map([[1, 'a']])]],
  ['a Map of objects', [new Map([[{ a: 1 }, { b: 2 }]])]],
  ['a Set', [new Set()]],
  ['a Set of one', [new Set(['a'])]],
  ['a Set of lists', [new Set([['a'], ['b']])]],
  ['a Set of one list', [new Set([['a', 'b']])]],
  ['bytes', [new Uint8Array([1, 2])]],
  ['clamped bytes', [new Uint8ClampedArray([1, 2])]],
  ['signed bytes', [new Int8Array([1, 2])]],
  ['a Buffer', [Buffer.from([1, 2])]],
  ['an ArrayBuffer', [new Uint8Array([1, 2]).buffer]],
  ['a DataView', [new DataView(new Uint8Array([1, 2]).buffer)]],
  ['16 bits', [new Uint16Array([513])]],
  ['floats', [new Float64Array([1])]],
  ['big integers', [new BigInt64Array([1n])]],
  ['bytes of shared memory', [new Uint8Array(sharedBytes(1, 2))]],
  ['a Buffer of shared memory', [Buffer.from(sharedBytes(1, 2))]],
  ['a DataView of shared memory', [new DataView(sharedBytes(1, 2))]],
  ['an ArrayBuffer that can grow', [growing(8)]],
  ['an ArrayBuffer that can grow more', [growing(9)]],
  ['an error', [new Error('a')]],
  ['another class of error', [new TypeError('a')]],
  ['another message', [new Error('b')]],
  ['no message', [new Error()]],
  ['an error with a cause', [new Error('a', { cause: 1 })]],
  ['an error with a cause of undefined', [new Error('a', { cause: undefined })]],
  ['an error with a code', [Object.assign(new Error('a'), { code: 1 })]],
  ['an error with a hidden code', [Object.defineProperty(new Error('a'), 'code', { value: 1 })]],
  ['an error that was given a cause', [Object.assign(new Error('a'), { cause: 1 })]],
  ['an error that was given a message', [Object.assign(new Error(), { message: 'a' })]],
  ['an error with a name', [Object.assign(new Error('a'), { name: 'Mine' })]],
  ['an error with the name of its class', [Object.assign(new Error('a'), { name: 'Error' })]],
  ['an error with that name hidden', [Object.defineProperty(new Error('a'), 'name', { value: 'Error' })]],
  ['a boxed number', [Object(1)]],
  ['a boxed text', [Object('a')]],
  ['a boxed boolean', [Object(true)]],
  ['a boxed big integer', [Object(1n)]],
  ['money', [new Money(1)]],
  ['more money', [new Money(2)]],
  ['euros', [new Euro(1)]],
  ['a cycle', [cyclic(0)]],
  ['a longer cycle', [cyclic(1)]],
  ['a cycle through a list', [[cyclic(0)]]],
  ['Math.max', [Math.max]],
  ['Math.min', [Math.min]],
  ['a compiled function', [compiled(() => 1, { hash: 'one' })]],
  ['another compiled function', [compiled(() => 2, { hash: 'two' })]],
  ['a cached function', [cached(() => 3)]],
]

it('gives different argument lists different keys', () => {
  const names = new Map<string, string>()
  for (const [name, args] of different) {
    const key = keyFor(...args)
    expect(`${name}, like ${names.get(key)}`).toBe(`${name}, like undefined`)
    names.set(key, name)
  }
})

it.each(different)('makes a key for any store of %s', (_, args) => {
  expect(keyFor(...args)).toMatch(/^[!-~]{1,250}$/)
})

it.each<[string, () => unknown]>([
  ['objects in another order', () => (keyFor.name ? { a: 1, b: { c: 2, d: 3 } } : 0)],
  [
    'a Map',
    () =>
      new Map<unknown, unknown>([
        ['a', 1],
        [{ x: 1 }, 2],
      ]),
  ],
  ['cycles', () => cyclic(3)],
  ['instances', () => new Money(5)],
  ['errors', () => new RangeError('a', { cause: [1] })],
  ['bytes', () => Buffer.from('abc')],
  ['holes', () => holes(4, { 0: 1, 3: 2 })],
])('gives equal %s one key', (_, make) => {
  expect(keyFor(make())).toBe(keyFor(make()))
})

it.each([
  ['properties', { a: 1, b: 2 }, { b: 2, a: 1 }],
  ['properties like indices', { 10: 1, 9: 2 }, { 9: 2, 10: 1 }],
  [
    'a Map',
    new Map([
      ['a', 1],
      ['b', 2],
    ]),
    new Map([
      ['b', 2],
      ['a', 1],
    ]),
  ],
  [
    'a Map of objects',
    new Map([
      [{ a: 1 }, 1],
      [{ b: 1 }, 2],
    ]),
    new Map([
      [{ b: 1 }, 2],
      [{ a: 1 }, 1],
    ]),
  ],
  ['a Set', new Set([1, 'a', { b: 1 }]), new Set(['a', { b: 1 }, 1])],
])('does not see the order of %s', (_, one, other) => {
  expect(keyFor(one)).toBe(keyFor(other))
})

it('does not tell a shared reference from an equal copy', () => {
  const shared = { a: 1 }
  expect(keyFor([shared, shared])).toBe(keyFor([{ a: 1 }, { a: 1 }]))
})

it('reads a part of a buffer by its content', () => {
  const whole = new Uint8Array([0, 1, 2, 3])
  expect(keyFor(whole.subarray(1, 3))).toBe(keyFor(new Uint8Array([1, 2])))
  // Small Buffers share a pool.
  expect(keyFor(Buffer.from('ab'))).toBe(keyFor(Buffer.alloc(2, 'ab')))
})

const ofRealms = [
  '{}',
  '{ a: 1 }',
  '[]',
  '[[1], "a"]',
  'new Date(0)',
  'new Map([[1, /x/]])',
  'new Set([1])',
  'new Uint8Array([1, 2])',
  'new Uint8Array([1, 2]).buffer',
  'new TypeError("a")',
  'Object(1)',
]

it.each(ofRealms)('tells %s of another realm from one of this, which `instanceof` can tell', (code) => {
  const elsewhere = () => keyFor(runInNewContext(`(${code})`))
  expect(elsewhere()).toBe(elsewhere())
  expect(elsewhere()).not.toBe(keyFor(runInThisContext(`(${code})`)))
})

const changed: [string, (value: { a: number[] }) => unknown][] = [
  ['frozen', Object.freeze],
  ['sealed', Object.seal],
  ['closed', Object.preventExtensions],
  ['read-only inside', (value) => Object.defineProperty(value, 'a', { writable: false })],
  ['a proxy', (value) => new Proxy(value, {})],
]

it.each(changed)('does not tell an object that is %s from an equal one', (_, change) => {
  expect(keyFor(change({ a: [1] }))).toBe(keyFor({ a: [1] }))
})

it.each([
  ['lists', (inner: unknown) => [inner]],
  ['objects', (inner: unknown) => ({ inner })],
  ['Maps', (inner: unknown) => new Map([[1, inner]])],
  ['instances', (inner: unknown) => ({ __proto__: Euro.prototype, cents: inner })],
])('goes through 10,000 levels of %s', (_, wrap) => {
  const nest = (core: number) => {
    let value: unknown = core
    for (let i = 0; i < 10_000; i++) value = wrap(value)
    return value
  }
  expect(keyFor(nest(1))).toBe(keyFor(nest(1)))
  expect(keyFor(nest(1))).not.toBe(keyFor(nest(2)))
})

it('takes a list of a billion holes', () => {
  const sparse: unknown[] = []
  sparse[1e9] = 1
  expect(keyFor(sparse)).toMatch(/:#|A1000000001;/)
})

it('counts an instance by the source text of its class', () => {
  const make = (body: string) => new (runInNewContext(`(class Money { ${body} toJSON() { return 1 } })`))()
  const shared = (of: unknown) => cached((_: unknown) => 1, { backend: new PlainStore() }).keyFor(of)
  expect(shared(make('a() {}'))).toBe(shared(make('a() {}')))
  expect(shared(make('a() {}'))).not.toBe(shared(make('b() {}')))
})

it('counts an instance by the version of its class where a plugin compiled it', () => {
  const make = (hash: string) => {
    class Money {
      toJSON() {
        return 1
      }
    }
    compiled(Money, { hash })
    return new Money()
  }
  expect(keyFor(make('one'))).toBe(keyFor(make('one')))
  expect(keyFor(make('one'))).not.toBe(keyFor(make('two')))
})

it('lets an object of no class say what identifies it', () => {
  const pool = (url: string) => ({ url, query() {}, [keySymbol]: () => url })
  expect(keyFor(pool('a'))).toBe(keyFor(pool('a')))
  expect(keyFor(pool('a'))).not.toBe(keyFor(pool('b')))
})
