import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { define } from '../../runtime/src/define.js'
import { cached, type Explanation, explain, versionOf } from '../../runtime/src/index.js'
import type { Rows } from '../../runtime/src/row.js'
import { compiled, FUNCTION, PRIMITIVE, rowOf } from './rows.js'

const named = (fn: object, name: string) => Object.defineProperty(fn, 'name', { value: name })

/** `price` uses `half` (which uses `RATE` and `Math.floor`), `half` again, itself, a foreign function, data and an input. */
function priceWith({ half = 'half', rate = 'rate' } = {}) {
  const rateRow = rowOf({ hash: rate, name: 'RATE', line: 4, file: 'src/money.ts', facts: PRIMITIVE })
  const halfRow = rowOf({
    hash: half,
    name: 'half',
    line: 12,
    file: 'src/half.ts',
    kinds: 'db',
    slots: [rateRow, () => Math.floor],
  })
  const vatRow = rowOf({ hash: 'vat', name: 'vat', line: 6, file: 'src/money.ts', kinds: 'd', slots: [halfRow] })
  const foreign = named((n: number) => n, 'foreign')
  const priceSlots: unknown[] = []
  const priceRow = rowOf({
    hash: 'price',
    name: 'price',
    line: 9,
    file: 'src/money.ts',
    kinds: 'dddbbbi',
    slots: priceSlots,
  })
  const reads = [() => foreign, () => ({ tax: 19 }), () => 'eu', { calls: () => 0 }]
  priceSlots.push(halfRow, vatRow, priceRow, ...reads)
  return define((n: number) => n, priceRow)
}

it('draws a tree: names, places, what counts how, cycles and what was drawn before', () => {
  const price = priceWith()
  expect(String(explain(price))).toBe(`${versionOf(price)}
price (src/money.ts:9)
├─ half (src/half.ts:12)
│  ├─ RATE (src/money.ts:4): by value
│  └─ Math.floor: built-in, by name
├─ vat (src/money.ts:6)
│  └─ half (src/half.ts:12) (above)
├─ price (src/money.ts:9) ↺
├─ foreign: by its source text ⚠ nobody compiled it: what it calls and captures is not seen
├─ { tax }: data, by value
├─ "eu": by value
└─ calls (src/money.ts:9): input, in the key`)
})

it('explains a cached function by what it wraps, as a member and as a function', () => {
  const price = cached(priceWith())
  expect(price.explain().version).toBe(price.version)
  expect(String(price.explain())).toBe(String(explain(price)))
  expect(price.explain().nodes[0]?.name).toBe('price')
})

it('names cached functions with versions of their own, as their author did', () => {
  const half = cached(
    compiled((n: number) => n / 2, {
      hash: 'half',
      name: 'half',
      kinds: 'd',
      slots: [rowOf({ hash: 'vat', name: 'vat' })],
    }),
    { dependencies: [1] },
  )
  const price = compiled((n: number) => half(n), { hash: 'price', name: 'price', kinds: 'b', slots: [() => half] })
  expect(String(explain(price))).toBe(`${versionOf(price)}
price (a.js:1)
└─ half: by a version of its own
   ├─ a value: by value
   └─ half (a.js:1)
      └─ vat (a.js:1)`)
})

it('lists what is not seen', () => {
  class Session {
    readonly #id = 1
    id = () => this.#id
  }
  const session = Object.defineProperty(new Session(), 'id', { enumerable: false })
  const fn = compiled(() => 1, { hash: 'untracked', kinds: 'bb', slots: [() => session, () => parse] })
  function parse() {}
  expect(explain(fn).untracked.map(({ name, untracked }) => [name, untracked])).toEqual([
    ['an instance of Session', 'what is in an instance of Session is not seen'],
    ['parse', 'nobody compiled it: what it calls and captures is not seen'],
    ['Session', 'nobody compiled it: what it calls and captures is not seen'],
  ])
  expect(explain(compiled(() => 1, { hash: 'tracked' })).untracked).toEqual([])
})

it('explains a function that nobody compiled, a pinned version and dependencies', () => {
  const source = explain(function load() {})
  expect(source.nodes).toHaveLength(1)
  expect(source.nodes[0]).toMatchObject({ name: 'load', counts: 'source', hash: source.version })
  const pinned = cached(
    compiled(() => 1, { hash: 'pinned', name: 'pinned' }),
    { version: '7', backend: new Map() },
  )
  expect(pinned.explain().nodes[0]).toMatchObject({ counts: 'own version', untracked: 'its version is pinned' })
  const dependencies = [compiled(() => 1, { hash: 'schema', name: 'schema' }), 2]
  for (const fn of [compiled(() => 2, { hash: 'depending' }), () => 2]) {
    const text = String(cached(fn, { dependencies }).explain())
    expect(text).toContain('schema (a.js:1)')
  }
})

it('says which definition changed, and where it is', () => {
  const now = explain(priceWith({ half: 'half2' }))
  const change = now.since(explain(priceWith()))
  expect(String(change)).toBe('version changed because `half` in src/half.ts:12 changed')
  expect(change.changes).toHaveLength(1)
  const two = explain(priceWith({ half: 'half2', rate: 'rate2' })).since(explain(priceWith()))
  expect(two.changes.map(({ after }) => after?.name)).toEqual(['half', 'RATE'])
  expect(String(now.since(now))).toBe('the version is the same')
})

it('does not blame a module because something ahead of its exports is new', () => {
  const half = compiled(() => 1, { hash: 'half', name: 'half' })
  const math = Object.defineProperty({ half }, Symbol.toStringTag, { value: 'Module' })
  const [one, other] = ['one', 'other'].map((hash) => rowOf({ hash, name: hash }))
  const using = (...slots: unknown[]) =>
    explain(
      compiled(() => 1, {
        hash: `user${slots.length}`,
        name: 'user',
        kinds: `${'d'.repeat(slots.length - 1)}b`,
        slots,
      }),
    )
  const { changes } = using(one, other, () => math).since(using(one, () => math))
  expect(changes.map(({ after }) => after?.name)).toEqual(['user'])
  expect(using(one, other, () => math).nodes.find(({ counts }) => counts === 'namespace')?.hash).toBe(
    using(one, () => math).nodes.find(({ counts }) => counts === 'namespace')?.hash,
  )
})

it('shows each reference, also to a value that was met before', () => {
  const table = { a: 1 }
  const helper = rowOf({ hash: 'helper', kinds: 'b', slots: [() => table] })
  const { nodes } = explain(
    compiled(() => 1, { hash: 'twice', kinds: 'bdb', slots: [() => table, helper, () => table] }),
  )
  expect(nodes.map(({ uses }) => uses)).toEqual([[1, 2, 1], [], [1]])
})

it('compares with an explanation that was kept as JSON', () => {
  const kept = JSON.parse(JSON.stringify(explain(priceWith()))) as Explanation
  expect(String(explain(priceWith({ rate: 'rate2' })).since(kept))).toBe(
    'version changed because `RATE` in src/money.ts:4 changed',
  )
})

it('shows where the canonical forms differ, where they are kept', () => {
  const form = (value: string) =>
    JSON.stringify({ rules: 'c1', value: ['Function', [], [['Return', ['Number', value]]]] })
  const forms = (hash: string) =>
    hash.startsWith('half2') ? form('2') : hash.startsWith('half') ? form('1') : undefined
  const change = explain(priceWith({ half: 'half2' }), { forms }).since(explain(priceWith(), { forms }))
  expect(change.changes[0]?.form).toEqual({ path: 'value.2.0.1', before: '["Number","1"]', after: '["Number","2"]' })
  expect(String(change)).toMatch(/half.ts:12 changed: at value.2.0.1 it was \["Number","1"\], and is \["Number","2"\]$/)
})

it('says when only a name changed that code can read, or how things refer to each other', () => {
  const using = (name: string) =>
    explain(compiled(() => 1, { hash: 'user', kinds: 'D', slots: [rowOf({ hash: 'used', name })] }))
  expect(String(using('third').since(using('dritte')))).toBe(
    'version changed because `third` in a.js:1 was called `dritte`, which code can read',
  )
  const [one, other] = [rowOf({ hash: 'shared' }), rowOf({ hash: 'shared' })]
  const pair = (slots: Rows[]) => explain(compiled(() => 1, { hash: 'pair', kinds: 'dd', slots }))
  expect(pair([one, other]).since(pair([one, one])).changes[0]?.kind).toBe('structure')
})

it('explains and draws a chain of 100,000 definitions', () => {
  let row = rowOf({ hash: 'end', facts: FUNCTION })
  for (let index = 0; index < 100_000; index++) row = rowOf({ hash: 'link', kinds: 'd', slots: [row] })
  const explanation = explain(define(() => 1, row))
  expect(explanation.nodes).toHaveLength(100_001)
  expect(String(explanation).split('\n').length).toBeLessThan(60)
  expect(explanation.since(explanation).changes).toEqual([])
})

it('is reached by no module that a call needs', () => {
  const cachedSource = readFileSync(new URL('../../runtime/src/cached.ts', import.meta.url), 'utf8')
  expect(cachedSource).toMatch(/import type .* from '.\/explain.js'/)
  expect(cachedSource).not.toMatch(/import \{.*from '.\/explain.js'/)
})
