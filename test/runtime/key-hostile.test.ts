import { afterEach, expect, it } from 'vitest'
import { cached, KeyError } from '../../runtime/src/index.js'

const keyFor = cached((..._: unknown[]) => 1, { version: 'v', namespace: 'n' }).keyFor as (...args: unknown[]) => string

/** Where this text stands, an encoding that forgot a length would end a form and begin the next. */
const forms = [
  '',
  's0:',
  's1:a',
  'd1;',
  'u',
  'n',
  't',
  'o0;',
  'o1;1:ad1;',
  'a2;d1;d2;',
  'a1;s1:a',
  'D0;',
  'x',
  '^1;',
  'S"a"',
  '#',
  '1',
  ':',
]

it('tells apart lists of strings that are shaped like encodings', () => {
  const seen = new Map<string, string>()
  const lists = forms.flatMap((one) => [
    [one],
    [[one]],
    [{ a: one }],
    [{ [one]: 1 }],
    ...forms.map((two) => [one, two]),
  ])
  for (const list of lists) {
    const key = keyFor(...list)
    expect(seen.get(key), JSON.stringify(list)).toBeUndefined()
    seen.set(key, JSON.stringify(list))
  }
  expect(seen.size).toBe(lists.length)
})

it.each<[string, (get: () => unknown) => object]>([
  ['an object', (get) => Object.defineProperty({}, 'a', { enumerable: true, get })],
  ['a list', (get) => Object.defineProperty([0], 0, { enumerable: true, get })],
  ['a list with a hole', (get) => Object.defineProperty(Array(2), 1, { enumerable: true, get })],
  [
    'an object without a prototype',
    (get) => Object.defineProperty(Object.create(null), 'a', { enumerable: true, get }),
  ],
])('does not run a getter of %s', (_, make) => {
  let runs = 0
  const value = make(() => ++runs)
  expect(() => keyFor(value)).toThrow(KeyError)
  expect(() => keyFor({ deep: [value] })).toThrow(/getter/)
  expect(runs).toBe(0)
})

it.each(['getPrototypeOf', 'ownKeys', 'getOwnPropertyDescriptor', 'get'] as const)(
  'refuses a proxy that throws at %s, or takes it for what it shows',
  (trap) => {
    const fail = () => {
      throw new Error('trapped')
    }
    const key = (target: object) => {
      try {
        return keyFor(new Proxy(target, { [trap]: fail }))
      } catch (error) {
        return error
      }
    }
    for (const target of [{ a: 1 }, [1]]) {
      const result = key(target)
      if (result instanceof Error) expect(result).toBeInstanceOf(KeyError)
      else expect(result).toBe(keyFor(target))
    }
  },
)

it('tells cycles apart by where they lead, and writes equal ones alike', () => {
  const loop = (depth: number) => {
    const inner: { next?: object } = {}
    let outer: object = inner
    for (let level = 0; level < depth; level++) outer = { next: outer }
    inner.next = outer
    return outer
  }
  expect(keyFor(loop(0))).toBe(keyFor(loop(0)))
  expect(new Set([0, 1, 2, 20].map((depth) => keyFor(loop(depth)))).size).toBe(4)
})

it('ends where every object of a wide graph leads to every other', () => {
  const nodes = Array.from({ length: 6 }, (_, id) => ({ id, others: [] as object[] }))
  for (const node of nodes) node.others = nodes
  expect(keyFor(nodes)).toBe(keyFor(nodes))
})

it('writes shared parts once: the time does not double with each level', () => {
  for (const wrap of [
    (inner: unknown) => [inner, inner],
    (inner: unknown) => ({ a: inner, b: inner }),
    (inner: unknown) => new Map([[inner, inner]]),
  ]) {
    const nest = (end: unknown, levels: number) => {
      let value = end
      for (let level = 0; level < levels; level++) value = wrap(value)
      return value
    }
    expect(keyFor(nest([1], 2000))).toBe(keyFor(nest([1], 2000)))
    expect(keyFor(nest([1], 2000))).not.toBe(keyFor(nest([2], 2000)))
    expect(keyFor(nest([1], 2000))).not.toBe(keyFor(nest([1], 2001)))
    const cycle: unknown[] = []
    cycle.push(cycle)
    expect(keyFor(nest(cycle, 2000))).not.toBe(keyFor(nest([1], 2000)))
  }
})

it.each([2, 12, 16])('takes shared and separate equal parts for one value, %i levels deep', (levels) => {
  const shared = (level: number): unknown => {
    let value: unknown = { leaf: [1, 'x'] }
    for (let left = level; left > 0; left--) value = [value, { value }]
    return value
  }
  const separate = (level: number): unknown =>
    level === 0 ? { leaf: [1, 'x'] } : [separate(level - 1), { value: separate(level - 1) }]
  expect(keyFor(shared(levels))).toBe(keyFor(separate(levels)))
  // A RegExp makes the encoder take the long way.
  expect(keyFor(shared(levels), /a/)).toBe(keyFor(separate(levels), /a/))
})

it('takes a cyclic part for the same wherever it is met', () => {
  const loop = () => {
    const inner: { next?: object } = {}
    inner.next = { inner }
    return inner
  }
  const one = loop()
  expect(keyFor([one, { deeper: one }])).toBe(keyFor([loop(), { deeper: loop() }]))
})

it('ends where objects lead to each other in more ways than can be followed', () => {
  const graph = (last: number) => {
    const nodes = Array.from({ length: 40 }, (_, id) => ({ id: id === 39 ? last : id, others: [] as object[] }))
    for (const node of nodes) node.others = nodes.filter((other) => other !== node)
    return nodes[0]
  }
  expect(keyFor(graph(1))).toBe(keyFor(graph(1)))
  expect(keyFor(graph(1))).not.toBe(keyFor(graph(2)))
})

it.each([
  ['Map', () => new Map([[1, 2]])],
  ['Set', () => new Set([1])],
  ['WeakMap', () => new WeakMap()],
  ['Promise', () => Promise.resolve(1)],
  ['ArrayBuffer', () => new ArrayBuffer(8)],
  ['DataView', () => new DataView(new ArrayBuffer(8))],
  ['bigint', () => Object(1n)],
])('refuses a %s that passes for an empty object', (_, make) => {
  for (const prototype of [Object.prototype, null]) {
    const value = Object.setPrototypeOf(make(), prototype)
    expect(() => keyFor(value)).toThrow(/is a built-in object without its prototype/)
    expect(() => keyFor([/a/, value])).toThrow(/is a built-in object without its prototype/)
  }
  expect(keyFor({})).toBe(keyFor({}))
})

it('does not take a setter for a value', () => {
  expect(() => keyFor(Object.defineProperty([0], 0, { enumerable: true, set() {} }))).toThrow(/setter/)
})

it.each([
  ['objects', (inner: unknown) => ({ a: inner })],
  ['lists', (inner: unknown) => [inner]],
  ['Maps', (inner: unknown) => new Map([['a', inner]])],
])('goes through 10,000 levels of %s', (_, wrap) => {
  const nest = (end: unknown) => {
    let value = end
    for (let level = 0; level < 10_000; level++) value = wrap(value)
    return value
  }
  expect(keyFor(nest(1))).toBe(keyFor(nest(1)))
  expect(keyFor(nest(1))).not.toBe(keyFor(nest(2)))
})

it('digests strings of 50 MB', () => {
  const half = 'a'.repeat(50_000_000)
  expect(keyFor(`${half}b`)).toBe(keyFor(`${half}b`))
  expect(keyFor(`${half}b`)).not.toBe(keyFor(`${half}c`))
  expect(keyFor(half).length).toBeLessThanOrEqual(250)
})

afterEach(() => {
  for (const prototype of [Object.prototype, Array.prototype, String.prototype])
    for (const name of ['toJSON', 'polluted', 'get', 'value']) delete (prototype as Record<string, unknown>)[name]
})

it('gives the same keys where prototypes were tampered with', () => {
  const values = [{ a: 1, b: [1, 'x'] }, [1, 2], 'text', new Map([['a', 1]]), new Date(5)]
  const before = values.map((value) => keyFor(value))
  for (const prototype of [Object.prototype, Array.prototype, String.prototype])
    Object.assign(prototype, { polluted: 1, toJSON: () => 'same' })
  expect(values.map((value) => keyFor(value))).toEqual(before)
  expect(keyFor({ a: 2 })).not.toBe(keyFor({ a: 3 }))
})

it('writes plain values alike on the short way and on the long one', () => {
  // A RegExp beside it makes the encoder take the long way.
  const inner = { b: [1, 'x', { c: null }], a: new Date(5), '1': [undefined, -0], é: 10n }
  const other = { a: new Date(5), é: 10n, '1': [undefined, -0], b: [1, 'x', { c: null }] }
  expect(keyFor(inner)).toBe(keyFor(other))
  expect(keyFor([inner, /a/])).toBe(keyFor([other, /a/]))
  expect(keyFor(new Set([inner]))).toBe(keyFor(new Set([other])))
  let deep: unknown = inner
  for (let level = 0; level < 14; level++) deep = [deep]
  const deeper = { list: [deep, [[[1]]]], long: Array.from({ length: 2000 }, (_, index) => ({ index })) }
  expect(keyFor(deeper)).toBe(keyFor(structuredClone(deeper)))
})
