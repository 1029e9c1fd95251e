import { expect, it } from 'vitest'
import { define } from '../../runtime/src/define.js'
import { cached, versionOf } from '../../runtime/src/index.js'
import type { Row } from '../../runtime/src/row.js'
import { compiled, FUNCTION, NAMED_BY_PLACE } from './rows.js'

it('gives an anonymous function the name of its place', () => {
  const fn = compiled(
    (
      () => () =>
        1
    )(),
    { name: 'half', facts: NAMED_BY_PLACE | FUNCTION },
  )
  const named = compiled(function own() {}, { name: 'half', facts: FUNCTION })
  expect([fn.name, named.name, cached(fn).name]).toEqual(['half', 'own', 'half'])
})

it('keeps the first registration, and gives primitives back', () => {
  const fn = compiled(() => 1, { hash: 'first' })
  const before = versionOf(fn)
  expect(versionOf(compiled(fn, { hash: 'second' }))).toBe(before)
  expect([compiled(5), compiled(null), compiled('a')]).toEqual([5, null, 'a'])
})

it.each([
  ['too short', [() => ['c1', 'a.js'], 'x']],
  ['an unknown kind of slot', [() => ['c1', 'a.js'], 'x', '', 1, 0, 'z']],
  ['a missing entry', [() => ['c1', 'a.js'], 'x', '', 1, 0, 'd']],
  ['an entry too many', [() => ['c1', 'a.js'], 'x', '', 1, 0, '', () => 1]],
  ['an entry of another type', [() => ['c1', 'a.js'], 'x', '', 1, 0, 'b', 5]],
  ['no rules', [() => [], 'x', '', 1, 0, '']],
])('refuses a row that it does not understand: %s', (_, cells) => {
  const use = () => versionOf(define(() => 1, (() => cells) as Row))
  expect(use).toThrow(expect.objectContaining({ code: 'AUTOCACHED_BAD_ROW' }))
})
