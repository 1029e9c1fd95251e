import { expect, it } from 'vitest'
import { define } from '../../runtime/src/define.js'
import { cached, versionOf } from '../../runtime/src/index.js'
import { type Rows, tableOf } from '../../runtime/src/row.js'
import { compiled, FUNCTION, rowOf } from './rows.js'

it('gives an anonymous function the name of its place', () => {
  const anonymous = (
    () => () =>
      1
  )()
  const fn = define(anonymous, rowOf({ name: 'half', facts: FUNCTION }), 0, 'half')
  const named = compiled(function own() {}, { name: 'half', facts: FUNCTION })
  expect([fn.name, named.name, cached(fn).name]).toEqual(['half', 'own', 'half'])
})

it('keeps the first registration, and gives primitives back', () => {
  const fn = compiled(() => 1, { hash: 'first' })
  const before = versionOf(fn)
  expect(versionOf(compiled(fn, { hash: 'second' }))).toBe(before)
  expect([compiled(5), compiled(null), compiled('a')]).toEqual([5, null, 'a'])
})

const hash = 'x'.repeat(22)

it('reads all that a table can say', () => {
  const reads = ['calls', 'half', 'other', 'v', 'own'].map((name) => () => name)
  const rows: Rows = () => [
    [
      `c1,src/a~1b.ts,calls`,
      `${hash}L7ib3B2c1cCo,pri~2~0ce`,
      `${hash}gp3d,,{"1":-0~1"2":"~2"}`,
      `${hash}Q0d0Dv1.1v0,label`,
    ].join(';'),
    ...reads.slice(0, 4),
  ]
  tableOf(rows).addThunks({ 4: reads[4] as () => unknown })
  const [first, second, third] = [0, 1, 2].map((index) => tableOf(rows).row(index))
  const table = [first, second, third].map((row) => {
    const slots = row?.slots.map((slot) => ({
      ...slot,
      ...('read' in slot && { read: slot.read() }),
      ...('row' in slot && { row: [first, second, third].indexOf(slot.row) }),
    }))
    return { ...row, slots }
  })
  const literals: unknown[] = []
  Object.assign(literals, { 1: -0, 2: ';' })
  const [input, binding, captured] = ['input', 'binding', 'captured'].map((kind) => ({ kind, used: false }))
  const facts = { usesThis: true, newable: true, isFunction: false, isBorrowed: false, hasProperties: false }
  const common = { rules: 'c1', file: 'src/a,b.ts', hash, ...facts }
  expect(table).toEqual([
    {
      ...{ ...common, newable: false, isFunction: true, isPrimitive: false, hasProperties: true },
      ...{ line: 7, name: 'pri;~ce', label: 'pri;~ce' },
      slots: [
        { ...input, name: 'calls', read: 'calls' },
        { ...binding, read: 'v' },
        { ...binding, used: true, read: 'other' },
        ...[{ ...captured, variable: {} }, captured, { ...captured, used: true }],
        { kind: 'properties', used: false },
      ],
    },
    {
      ...{ ...common, isPrimitive: true, line: 0, name: '', label: '' },
      parameters: { count: 3, defaults: literals },
      slots: [{ kind: 'row', used: false, row: 2 }],
    },
    {
      ...{ ...common, isPrimitive: false, line: 0, name: '', label: 'label' },
      slots: [
        { kind: 'row', used: false, row: 0 },
        { kind: 'row', used: true, row: 1 },
        { kind: 'constant', used: false, row: 1, read: 'half' },
        { kind: 'constant', used: false, row: 0, read: 'other' },
      ],
    },
  ])
})

it.each([
  ['no table', [() => 1]],
  ['no rules', [`;${hash}A`]],
  ['a row that is not there', ['c1,a.js']],
  ['a hash that is too short', ['c1,a.js;abcA']],
  ['a sign that is none', [`c1,a.js;${hash}A1!`]],
  ['an unknown kind of slot', [`c1,a.js;${hash}A1z`]],
  ['a missing thunk', [`c1,a.js;${hash}A1b`]],
  ['a missing definition', [`c1,a.js;${hash}A1d`]],
  ['a thunk of another type', [`c1,a.js;${hash}A1b`, 5]],
])('refuses a table that it does not understand: %s', (_, cells) => {
  const use = () =>
    versionOf(
      define(
        () => 1,
        () => cells,
      ),
    )
  expect(use).toThrow(expect.objectContaining({ code: 'AUTOCACHED_BAD_ROW' }))
})
