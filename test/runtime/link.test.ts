import { createHash } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { define } from '../../runtime/src/define.js'
import { type CacheEvent, cached, versionOf } from '../../runtime/src/index.js'
import type { Rows } from '../../runtime/src/row.js'
import { compiled, FUNCTION, NOT_NEWABLE, PRIMITIVE, type RowParts, rowOf } from './rows.js'

let hashes = 0
let fresh = ''
beforeEach(() => {
  fresh = `h${++hashes}`
})

/** The version of a function with these slots. */
const versionWith = (kinds: string, ...slots: unknown[]) => versionOf(compiled(() => 1, { hash: fresh, kinds, slots }))
const bound = (value: unknown, kinds = 'b') => versionWith(kinds, () => value)
/** The first 128 bits of SHA-256, as a plugin writes the hash of a literal. */
const hashOf = (form: string) => createHash('sha256').update(form).digest().subarray(0, 16).toString('base64url')
const literal = (form: string): Rows =>
  rowOf({ hash: hashOf(`{"rules":"c1","value":${form}}`), name: 'RATE', facts: PRIMITIVE })

it('depends on nothing but the hashes of a graph', () => {
  expect(versionWith('')).toMatch(/^c1\.[\w-]{22}$/)
  expect(versionWith('')).toBe(versionWith(''))
  expect(versionOf(compiled(() => 1, { hash: 'other' }))).not.toBe(versionWith(''))
})

it.each<[string, RowParts]>([
  ['its name', { name: 'half' }],
  ['its line', { line: 99 }],
  ['its file', { file: 'b.js' }],
  ['its facts', { facts: NOT_NEWABLE | FUNCTION }],
])('does not depend on %s', (_, parts) => {
  expect(versionOf(compiled(() => 1, { hash: fresh, ...parts }))).toBe(versionWith(''))
})

it.each<[string, unknown, string]>([
  ['undefined', undefined, '["Undefined"]'],
  ['null', null, '["Null"]'],
  ['true', true, 'true'],
  ['1.5', 1.5, '["Number","1.5"]'],
  ['-0', -0, '["Number","-0"]'],
  ['NaN', Number.NaN, '["Number","NaN"]'],
  ['-Infinity', Number.NEGATIVE_INFINITY, '["Number","-Infinity"]'],
  ['10n', 10n, '["BigInt","10"]'],
  ['text', 'a"\n\ud800', '"a\\"\\n\\ud800"'],
])('counts %s alike as a literal of the module and through an import', (_, value, form) => {
  expect(bound(value)).toBe(versionWith('d', literal(form)))
  expect(versionWith('v', literal('{}'), () => value)).toBe(bound(value))
  expect(bound(value, 'B')).toBe(bound(value))
})

it('counts primitives alike whether one or two definitions reach them, and by which way', () => {
  const seven = literal('["Number","7"]')
  const [same, other] = [literal('["Number","7"]'), literal('["Number","8"]')]
  const version = (
    slot: (kind: string, entry: unknown) => RowParts,
    inner: [string, unknown],
    outer: [string, unknown],
  ) => {
    const helper = rowOf({ hash: 'helper', ...slot(...inner) })
    return versionOf(compiled(() => 1, { hash: fresh, kinds: `d${outer[0]}`, slots: [helper, outer[1]] }))
  }
  const slot = (kinds: string, entry: unknown): RowParts => ({ kinds, slots: [entry] })
  const expected = version(slot, ['d', seven], ['d', seven])
  expect(version(slot, ['d', seven], ['d', same])).toBe(expected)
  expect(version(slot, ['b', () => 7], ['d', seven])).toBe(expected)
  expect(version(slot, ['b', () => 7], ['b', () => 7])).toBe(expected)
  expect(version(slot, ['d', other], ['d', seven])).not.toBe(expected)
})

it('counts a built-in that a constant of the module holds by its name, as through an import', () => {
  expect(versionWith('v', rowOf({ hash: 'isArray', facts: 0 }), () => Array.isArray)).toBe(bound(Array.isArray))
})

it('counts a definition alike by its row and through an import', () => {
  const row = rowOf({ hash: 'half', name: 'half' })
  const half = define(() => 1, row)
  expect(bound(half)).toBe(versionWith('d', row))
  expect(bound(half, 'B')).toBe(versionWith('D', row))
})

it('sees the name and new-ability of a definition only where they are used', () => {
  const rows = [
    rowOf({ hash: 'x', name: 'half' }),
    rowOf({ hash: 'x', name: 'other' }),
    rowOf({ hash: 'x', name: 'half', facts: FUNCTION | NOT_NEWABLE }),
  ]
  expect(new Set(rows.map((row) => versionWith('d', row))).size).toBe(1)
  expect(new Set(rows.map((row) => versionWith('D', row))).size).toBe(3)
})

it('does not see the name of a constant', () => {
  const [one, two] = ['A', 'B'].map((name) => rowOf({ hash: 'x', name, facts: 0 }))
  expect(versionWith('D', one)).toBe(versionWith('D', two))
})

it('changes with a definition however far away', () => {
  const chain = (end: string) => {
    let row = rowOf({ hash: end })
    for (let i = 0; i < 5; i++) row = rowOf({ hash: 'step', kinds: 'd', slots: [row] })
    return versionWith('d', row)
  }
  expect(chain('one')).toBe(chain('one'))
  expect(chain('one')).not.toBe(chain('two'))
})

it('tells graphs of the same hashes apart', () => {
  const leaf = (hash: string) => rowOf({ hash })
  const [a, b] = [leaf('a'), leaf('b')]
  const shared = leaf('s')
  const versions = [
    versionWith('dd', a, b),
    versionWith('dd', b, a),
    versionWith('dd', a, a),
    versionWith('dd', shared, rowOf({ hash: 'm', kinds: 'd', slots: [shared] })),
    versionWith('dd', shared, rowOf({ hash: 'm', kinds: 'd', slots: [leaf('s')] })),
  ]
  expect(new Set(versions).size).toBe(versions.length)
})

it('tells the use of one variable in two definitions from that of two variables', () => {
  const [one, two] = [{ a: () => 1 }, { b: () => 1 }]
  const reader = rowOf({ hash: 'reads', kinds: 'ii', slots: [one, two] })
  expect(versionWith('di', reader, one)).not.toBe(versionWith('di', reader, two))
  expect(versionWith('ii', one, two)).toBe(versionWith('ii', two, one))
  const home = () => ({ 'process.env.HOME': () => '/' })
  expect(versionWith('di', rowOf({ hash: 'reads', kinds: 'i', slots: [home()] }), home())).not.toBe(
    versionWith('di', rowOf({ hash: 'reads', kinds: 'i', slots: [home()] }), one),
  )
})

it('links recursion and mutual recursion', () => {
  const cells = ['c1,a.js', 'self', 'ping', 'pong'].map((name, index) =>
    index === 0 ? name : `${name.padEnd(22, '_')}I1d${[0, 0, 2, 1][index]},${name}`,
  )
  const rows: Rows = () => [cells.join(';')]
  expect(versionOf(define(() => 1, rows, 0))).toMatch(/^c1\./)
  expect(versionOf(define(() => 1, rows, 1))).not.toBe(versionOf(define(() => 2, rows, 2)))
})

const identity = (n: number) => n

it.each<[string, object]>([
  ['the option `key`', { key: identity }],
  ['a compiled `key`', { key: compiled(identity, { hash: 'identity' }) }],
  ['dependencies', { dependencies: [1] }],
  ['dependencies and a pinned version', { dependencies: [1], version: '1' }],
  ['a pinned version', { version: '1' }],
  ['source mode', { versioning: 'source' }],
])('links cached functions with %s that call themselves and each other', (_, options) => {
  /** `isEven` and `isOdd`, the first call being of the one or the other. */
  const load = (hash: string) => {
    type Test = ((n: number) => boolean) & { readonly version: string }
    const row = (name: string) => rowOf({ hash: name, name })
    const isEven: Test = cached(
      compiled<(n: number) => boolean>((n) => n === 0 || isOdd(n - 1), {
        hash: 'even',
        name: 'isEven',
        kinds: 'vv',
        slots: [row('isOdd'), () => isOdd, row('isEven'), () => isEven],
      }),
      { ...options, backend: new Map() },
    )
    const isOdd: Test = cached(
      compiled<(n: number) => boolean>((n) => n !== 0 && isEven(n - 1), {
        hash,
        name: 'isOdd',
        kinds: 'v',
        slots: [row('isEven'), () => isEven],
      }),
      { ...options, backend: new Map() },
    )
    return { isEven, isOdd }
  }
  const [first, second, edited] = [load('odd'), load('odd'), load('edited')]
  expect([first.isEven(10), second.isOdd(10)]).toEqual([true, false])
  const versions = ({ isEven, isOdd }: typeof first) => [isEven.version, isOdd.version]
  expect(versions(first)).toEqual(versions(second))
  const isPinned = 'version' in options || 'versioning' in options
  expect(edited.isEven.version === first.isEven.version).toBe(isPinned)
})

it('links a chain of 100,000 definitions', () => {
  let row = rowOf({ hash: 'end' })
  for (let i = 0; i < 100_000; i++) {
    const next = row
    row = rowOf({ hash: 'step', kinds: 'd', slots: [next] })
  }
  expect(versionWith('d', row)).toMatch(/^c1\./)
})

it('reads a table once, and not before a version is asked for', () => {
  let calls = 0
  const rows: Rows = () => {
    calls++
    return ['c1,a.js;once__________________I1,once']
  }
  const once = cached(define(() => 1, rows, 0, 'once'))
  expect([once.name, calls]).toEqual(['once', 0])
  versionOf(once)
  versionOf(define(() => 2, rows, 0))
  expect(calls).toBe(1)
})

it('links again when a binding changes: live exports, mocks, hot reload', () => {
  let half: unknown = compiled(() => 1, { hash: 'one' })
  const price = compiled(() => 1, { hash: fresh, kinds: 'b', slots: [() => half] })
  const before = versionOf(price)
  half = compiled(() => 2, { hash: 'two' })
  const after = versionOf(price)
  expect(after).not.toBe(before)
  half = compiled(() => 3, { hash: 'one' })
  expect(versionOf(price)).toBe(before)
})

it('links again when a binding of a dependency changes', () => {
  let rate = 1
  const vat = rowOf({ hash: 'vat', kinds: 'b', slots: [() => rate] })
  const price = cached(
    compiled(() => rate, { hash: fresh, kinds: 'd', slots: [vat] }),
    { backend: new Map() },
  )
  expect(price()).toBe(1)
  rate = 2
  expect(price()).toBe(2)
  rate = 1
  expect(price()).toBe(1)
})

it('cannot tell the version before a module is initialized, and runs uncached until then', () => {
  const events: CacheEvent[] = []
  let runs = 0
  const price = cached(
    compiled(() => ++runs, { name: 'price', kinds: 'b', slots: [() => late] }),
    {
      onEvent: (event) => events.push(event),
    },
  )
  expect(() => price.version).toThrow(
    expect.objectContaining({
      code: 'AUTOCACHED_NOT_INITIALIZED',
      message: expect.stringMatching(/version of price.*a\.js:1/),
    }),
  )
  expect([price(), price()]).toEqual([1, 2])
  expect(events.map((event) => event.type)).toEqual(['bypassed', 'bypassed'])
  const late = 1
  expect([price(), price()]).toEqual([3, 3])
})
