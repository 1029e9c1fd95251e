import { describe, expect, it } from 'vitest'
import { define } from '../../runtime/src/define.js'
import { cached, keySymbol, versionOf } from '../../runtime/src/index.js'
import { compiled, FUNCTION, NOT_NEWABLE, rowOf } from './rows.js'

/** The version of a function with these slots. */
const versionWith = (kinds: string, ...slots: unknown[]) => versionOf(compiled(() => 1, { kinds, slots }))
const bound = (value: unknown, kinds = 'b') => versionWith(kinds, () => value)

it('counts what nobody compiled by its source text', () => {
  expect(bound((n: number) => n + 1)).toBe(bound((n: number) => n + 1))
  expect(bound((n: number) => n + 1)).not.toBe(bound((n: number) => n + 2))
})

it.each([
  ['that nobody compiled', (closure: object) => closure],
  ['that a definition only passes on', (closure: object) => define(closure, () => [`c1,;${'x'.repeat(22)}M1,by`])],
])('tells closures of one text apart in memory: those %s', (_, registered) => {
  const by = (divisor: number) => (n: number) => n / divisor
  const [two, three] = [by(2), by(3)].map((closure) => {
    const divide = registered(closure) as typeof closure
    return cached(compiled((n: number) => divide(n), { kinds: 'b', slots: [() => divide] }))
  })
  expect([two?.(6), three?.(6), two?.(6)]).toEqual([3, 2, 3])
  expect(two?.version).toBe(three?.version)
})

it('counts a class that nobody compiled with what it extends', () => {
  const make = (body: object) => {
    const Parent = body.constructor === Object ? class {} : (body as never as new () => object)
    return class extends Parent {}
  }
  expect(
    bound(
      make(
        class {
          a() {}
        },
      ),
    ),
  ).not.toBe(
    bound(
      make(
        class {
          b() {}
        },
      ),
    ),
  )
})

it.each([
  ['functions', Math.max, Math.min],
  ['methods', Array.prototype.map, Array.prototype.filter],
  ['objects', Math, JSON],
  ['classes', Map, Set],
])('counts built-in %s by name', (_, one, two) => {
  expect(bound(one)).toBe(bound(one))
  expect(bound(one)).not.toBe(bound(two))
})

it("counts functions of Node's modules by name", async () => {
  const { readFileSync, writeFileSync } = await import('node:fs')
  expect(bound(readFileSync)).not.toBe(bound(writeFileSync))
  expect(bound(readFileSync)).not.toBe(
    bound(Object.assign(readFileSync.bind(null) && ((...a: never[]) => readFileSync(...(a as [never]))))),
  )
})

it('does not count the environment of a process by name', () => {
  const name = 'AUTOCACHED_TEST_VALUE'
  process.env[name] = 'one'
  const before = bound(process.env)
  process.env[name] = 'two'
  expect(bound(process.env)).not.toBe(before)
  delete process.env[name]
})

it('refuses a bound function, and says where it is', () => {
  const bound = function half() {}.bind(null)
  const price = compiled(() => 1, { name: 'price', file: 'src/money.ts', line: 9, kinds: 'b', slots: [() => bound] })
  expect(() => versionOf(price)).toThrow(
    /bound half is a bound or native function \(what price \(src\/money\.ts:9\) refers to\)/,
  )
})

describe.each<[string, (dependencies: unknown[]) => string]>([
  [
    'compiled',
    (dependencies) =>
      cached(
        compiled(() => 1, { hash: 'root' }),
        { dependencies },
      ).version,
  ],
  ['in source mode', (dependencies) => cached(() => 1, { dependencies }).version],
  ['with a pinned version', (dependencies) => cached(() => 1, { dependencies, version: '1' }).version],
])('instances among the dependencies, %s', (_, versionWithAll) => {
  class Rates {
    constructor(readonly rate: number) {}
  }
  class Said extends Rates {
    [keySymbol]() {
      return this.rate
    }
  }
  class Zoned extends Date {
    constructor(readonly zone: string) {
      super(0)
    }
  }

  it.each<[string, unknown]>([
    ['Rates', new Rates(2)],
    ['Rates', [{ rates: new Rates(2) }]],
    ['Zoned', new Zoned('UTC')],
  ])('are refused where %s says nothing of what is in them', (name, value) => {
    expect(() => versionWithAll([1, value])).toThrow(
      `dependencies have an instance of ${name} that says nothing about itself, so no key can stand for it: give it a [keySymbol]()`,
    )
  })

  it.each<[string, () => unknown]>([
    ['a promise', () => Promise.resolve({ rate: 1 })],
    ['a promise', () => ({ rates: [Promise.resolve(1)] })],
    ['a WeakRef', () => new WeakRef({})],
    ['a WeakMap', () => [new WeakMap()]],
    ['a WeakSet', () => new WeakSet()],
    ['an object of a class', () => (function* () {})()],
    ['a built-in object without its prototype', () => Object.setPrototypeOf(new Map(), Object.prototype)],
    ['a built-in object without its prototype', () => Object.setPrototypeOf(new Map(), null)],
    ['an instance of Object', () => Object.setPrototypeOf(new Map(), { rate: 1 })],
  ])('are refused where they have %s, in which nobody can look', (what, make) => {
    expect(() => versionWithAll([1, make()])).toThrow(
      new RegExp(`^dependencies have ${what} that says nothing about itself, .*what await gives`),
    )
  })

  it('are refused where they have an iterator', () => {
    expect(() => versionWithAll([[1][Symbol.iterator]()])).toThrow('that says nothing about itself')
  })

  it('count by what their prototypes have', () => {
    const rates = [
      {},
      Object.create({ rate: 1 }),
      Object.create({ rate: 2 }),
      Object.create(Object.create({ rate: 1 })),
    ]
    const make = (rate: object) => Object.create(rate)
    expect(new Set([...rates, make({ rate: 3 })].map((value) => versionWithAll([value]))).size).toBe(5)
    expect(versionWithAll([make({ rate: 3 })])).toBe(versionWithAll([make({ rate: 3 })]))
  })

  it('count by what they say, and classes by their code', () => {
    const versions = [new Said(2), new Said(3), Said, Rates, new Map([[1, 2]])].map((value) => versionWithAll([value]))
    expect(new Set(versions).size).toBe(versions.length)
    expect(versionWithAll([new Said(2)])).toBe(versions[0])
  })
})

it('counts a cached function as the function that it wraps, whatever its policy', () => {
  const half = compiled(() => 1, { hash: 'half', name: 'half' })
  expect(bound(cached(half, { ttl: 5 }))).toBe(bound(half))
  expect(bound(cached(half, { ttl: 9, backend: new Map() }), 'B')).toBe(bound(half, 'B'))
  expect(versionWith('v', rowOf({ hash: 'cached(half)' }), () => cached(half))).toBe(bound(half))
})

it('counts a cached function with a version of its own by that', () => {
  const half = compiled(() => 1, { hash: 'half', name: 'half' })
  const versions = [
    half,
    cached(half, { version: '1' }),
    cached(half, { version: '2' }),
    cached(half, { dependencies: [1] }),
  ]
  expect(new Set(versions.map((value) => bound(value))).size).toBe(4)
})

it.each<[string, unknown, unknown]>([
  ['data', { a: [1, { b: 2 }] }, { a: [1, { b: 3 }] }],
  ['dates', new Date(1), new Date(2)],
  ['functions in data', { run: () => 1 }, { run: () => 2 }],
  ['definitions in data', { run: compiled(() => 1, { hash: 'r1' }) }, { run: compiled(() => 1, { hash: 'r2' }) }],
  [
    'instances by class',
    new (class A {
      a() {}
    })(),
    new (class A {
      b() {}
    })(),
  ],
  [
    'instances by what they say',
    new (class {
      toJSON = undefined
    })(),
    new Date(5),
  ],
  ['symbols', Symbol.for('a'), Symbol.for('b')],
  ['regular expressions', /a/g, /a/],
])('counts %s by value', (_, one, two) => {
  expect(bound(one)).toBe(bound(one))
  expect(bound(one)).not.toBe(bound(two))
})

it('counts equal data alike', () => {
  expect(bound({ a: 1, b: [2] })).toBe(bound({ b: [2], a: 1 }))
})

it('links data that contains itself, and functions that it contains', () => {
  const data: Record<string, unknown> = { name: 'x', run: () => 1 }
  data.self = data
  expect(bound(data)).toMatch(/^c1\./)
})

it('counts a namespace by its exports, in any order, through getters', () => {
  const namespace = (exports: object) => Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' })
  const half = compiled(() => 1, { hash: 'half' })
  const one = namespace({ half, RATE: 1 })
  const same = namespace({
    get RATE() {
      return 1
    },
    half,
  })
  expect(bound(one)).toBe(bound(same))
  expect(bound(namespace({ half, RATE: 2 }))).not.toBe(bound(one))
})

it('counts the namespaces of rollup and esbuild, which have no mark, like those of the language', () => {
  const half = compiled(() => 1, { hash: 'half' })
  const language = Object.defineProperty({ RATE: 1, half }, Symbol.toStringTag, { value: 'Module' })
  const rollup = Object.freeze(Object.assign(Object.create(null), { RATE: 1, half }))
  const getter = (get: () => unknown) => ({ get, enumerable: true })
  const esbuild = Object.defineProperties({}, { RATE: getter(() => 1), half: getter(() => half) })
  expect(bound(rollup)).toBe(bound(language))
  expect(bound(esbuild)).toBe(bound(language))
})

it.each<[string, object]>([
  ['that are in another order', Object.freeze(Object.assign(Object.create(null), { b: 1, a: 1 }))],
  ['that can be replaced', Object.assign(Object.create(null), { a: 1, b: 1 })],
  [
    'that have a setter',
    Object.defineProperties({}, { a: { get: () => 1, set() {}, enumerable: true }, b: { get: () => 1 } }),
  ],
  ['beside symbols', Object.freeze(Object.assign(Object.create(null), { a: 1, b: 1, [Symbol.for('c')]: 1 }))],
  ['that are none', Object.freeze(Object.create(null))],
])('does not take an object for a namespace with properties %s', (_, object) => {
  const like = Object.defineProperty({ a: 1, b: 1 }, Symbol.toStringTag, { value: 'Module' })
  expect(bound(object)).not.toBe(bound(like))
})

const getting = (get: () => unknown, marked = false) =>
  Object.defineProperty(marked ? { __esModule: true } : {}, 'peer', { enumerable: true, get })
const missing = () => {
  throw new Error('not installed')
}
const removed = () => {
  throw new Error('removed')
}

it.each([
  ['an object', false],
  ['a module', true],
])('counts a getter of %s that throws by its source text', (_, marked) => {
  expect(bound(getting(missing, marked))).toBe(bound(getting(missing, marked)))
  const others = [removed, () => undefined, () => 'not installed'].map((get) => bound(getting(get, marked)))
  expect(new Set([...others, bound(getting(missing, marked))]).size).toBe(4)
})

it('links again when an export of a module no longer throws', () => {
  let peer: number | undefined
  const module = getting(() => {
    if (peer === undefined) throw new Error('not yet')
    return peer
  }, true)
  const fn = cached(compiled(() => (peer === undefined ? 'none' : peer), { kinds: 'b', slots: [() => module] }))
  const versions = [fn.version, fn.version]
  for (const value of [1, 2]) {
    peer = value
    versions.push(fn.version)
  }
  expect(versions[0]).toBe(versions[1])
  expect(new Set(versions).size).toBe(3)
})

it('runs uncached while an export of a module that it has as a value is not initialized', () => {
  const module = getting(() => late, true)
  const fn = cached(compiled(() => typeof module, { kinds: 'b', slots: [() => module] }))
  expect(fn()).toBe('object')
  expect(() => fn.version).toThrow(expect.objectContaining({ code: 'AUTOCACHED_NOT_INITIALIZED' }))
  const late = 1
  expect([fn(), fn.version]).toEqual(['object', expect.stringMatching(/^c1/)])
})

const { proxy: revoked, revoke } = Proxy.revocable({}, {})
revoke()

it.each([
  ['a proxy that was revoked', revoked],
  ['a proxy whose traps throw', new Proxy({}, { ownKeys: missing, getOwnPropertyDescriptor: missing })],
  ['such a proxy inside', { inner: [revoked] }],
])('refuses %s, with the place', (_, value) => {
  const link = () => bound(value)
  expect(link).toThrow(expect.objectContaining({ code: 'AUTOCACHED_NO_CANONICAL_FORM' }))
  expect(link).toThrow(/^what a function \(a\.js:1\) refers to.* could not be read/)
})

it('counts a constant that gives what was made elsewhere by both', () => {
  const shared = compiled({ rate: 0 }, { hash: 'shared' })
  const configured = (hash: string) => versionWith('v', rowOf({ hash }), () => shared)
  expect(configured('rate 2')).toBe(configured('rate 2'))
  expect(configured('rate 2')).not.toBe(configured('rate 3'))
  const same = rowOf({ hash: 'mine' })
  const mine = define({ rate: 0 }, same)
  expect(versionWith('v', same, () => mine)).toBe(versionWith('v', same, () => mine))
  const other = compiled({ rate: 0 }, { hash: 'other' })
  expect(versionWith('v', rowOf({ hash: 'rate 2' }), () => other)).not.toBe(configured('rate 2'))
})

it('counts every definition that gives a value, in whatever order they come', () => {
  const given = (...hashes: string[]) => {
    const value = compiled({ rate: 0 }, { hash: 'made' })
    for (const hash of hashes) compiled(value, { hash })
    return bound(value)
  }
  expect(given('a', 'b')).toBe(given('b', 'a'))
  expect(new Set([given(), given('a'), given('b'), given('a', 'b')]).size).toBe(4)
})

it('counts a definition that gives one value twice once', () => {
  const rows = rowOf({ hash: 'once' })
  const value = define({}, rows)
  const before = bound(value)
  define(value, rows)
  expect(bound(value)).toBe(before)
})

/** What code can see of a function beside what it does. */
it.each<[string, (fn: unknown) => string]>([
  ['a namespace', (fn) => bound(Object.freeze({ __proto__: null, x: fn }))],
  ['data', (fn) => bound({ run: fn })],
  ['a constant that gives it', (fn) => versionWith('v', rowOf({ hash: 'pick' }), () => fn)],
  ['an argument', (fn) => cached((_: unknown) => 1, { version: '1' }).keyFor(fn)],
  ['data in an argument', (fn) => cached((_: unknown) => 1, { version: '1' }).keyFor([fn, fn])],
  [
    'a variable that is assigned again',
    (fn) =>
      cached(
        compiled(() => 1, { kinds: 'i', slots: [{ impl: () => fn }] }),
        { backend: new Map() },
      ).keyFor(),
  ],
])('counts the name of a function, and whether it can be called with new, in %s', (_, form) => {
  const named = (name: string, facts = FUNCTION) => compiled(() => 1, { hash: 'same', name, facts })
  expect(form(named('alpha'))).toBe(form(named('alpha')))
  expect(form(named('alpha'))).not.toBe(form(named('beta')))
  expect(form(named('alpha'))).not.toBe(form(named('alpha', FUNCTION | NOT_NEWABLE)))
})

it('keeps symbols apart that a program can tell apart', () => {
  const symbols = [
    Symbol('app'),
    Symbol.for('app'),
    Symbol.iterator,
    Symbol('Symbol.iterator'),
    Symbol.for('Symbol.iterator'),
    Symbol(),
    Symbol(''),
  ]
  for (const form of [bound, (value: symbol) => bound([value]), (value: symbol) => bound({ key: value })])
    expect(new Set(symbols.map((symbol) => form(symbol))).size).toBe(symbols.length)
  expect(bound(Symbol('app'))).toBe(bound(Symbol('app')))
})

it('tells symbols of one description apart by where they are met', () => {
  const [left, right] = [Symbol('side'), Symbol('side')]
  const move = (key: symbol) =>
    versionWith(
      'bbb',
      () => [left, right],
      () => ({ a: left }),
      () => key,
    )
  expect(move(left)).not.toBe(move(right))
})

const side = Symbol('side')
const hidden = (of: object, value: unknown) => Object.defineProperty(of, 'x', { value })

/** Data that only differs in what no plain form has. */
it.each<[string, () => object, () => object]>([
  ['keys that look like others', () => ({ a: 1, 'bd1;c': 2, [side]: 0 }), () => ({ 'ad1;b': 1, c: 2, [side]: 0 })],
  ['symbol keys', () => ({ a: 1, [side]: 1 }), () => ({ a: 1, [side]: 2 })],
  ['hidden properties', () => hidden({ a: 1 }, 1), () => hidden({ a: 1 }, 2)],
  ['whether a property is hidden', () => ({ x: 1, [side]: 1 }), () => hidden({ [side]: 1 }, 1)],
  [
    'setters',
    () => ({
      set a(to: number) {
        --to
      },
    }),
    () => ({
      set a(to: number) {
        to++
      },
    }),
  ],
  [
    'getters',
    () => ({
      get a() {
        return 1
      },
    }),
    () => ({
      get a() {
        return 2
      },
    }),
  ],
  ['items beside properties of an array', () => Object.assign([1], { x: 1 }), () => Object.assign([2], { x: 1 })],
  ['properties of an array', () => Object.assign([1], { x: 1 }), () => Object.assign([1], { x: 2 })],
  [
    'entries beside properties of a Map',
    () => Object.assign(new Map([[1, 1]]), { x: 1 }),
    () => Object.assign(new Map([[1, 2]]), { x: 1 }),
  ],
  ['properties of a Map', () => Object.assign(new Map(), { x: 1 }), () => Object.assign(new Map(), { x: 2 })],
  [
    'the time beside properties of a Date',
    () => Object.assign(new Date(1), { x: 1 }),
    () => Object.assign(new Date(2), { x: 1 }),
  ],
  [
    'bytes beside properties',
    () => Object.assign(new Uint8Array([1]), { x: 1 }),
    () => Object.assign(new Uint8Array([2]), { x: 1 }),
  ],
  [
    'the message of an error with a symbol',
    () => Object.assign(new Error('a'), { [side]: 1 }),
    () => Object.assign(new Error('b'), { [side]: 1 }),
  ],
])('counts %s of data', (_, one, two) => {
  expect(bound(one())).toBe(bound(one()))
  expect(bound(one())).not.toBe(bound(two()))
})
