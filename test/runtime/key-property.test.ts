import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cached } from '../../runtime/src/index.js'
import { equal } from './equal.js'

const keyFor = cached((..._: unknown[]) => 1, { version: 'v', namespace: 'n' }).keyFor as (...args: unknown[]) => string

/** So few that equal values are common, and chosen so that a careless encoding confuses them. */
const leaves: readonly unknown[] = [
  undefined,
  null,
  true,
  false,
  0,
  -0,
  1,
  Number.NaN,
  1n,
  '',
  '0',
  '1',
  'a',
  'a,b',
  's1:a',
  '"',
  '\ud800',
  '\ufffd',
  'u',
  'null',
  // Longer than what is written as a digest.
  'x'.repeat(5000),
  new Date(0),
  new Date(Number.NaN),
  /a/,
  /a/g,
  new Uint8Array([1]),
  new Int8Array([1]),
  Object(1),
  Object('a'),
  new Error('a'),
  new TypeError('a'),
]

const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...leaves),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.array(fc.oneof(tie('tree'), fc.constant(equal.hole)), { maxLength: 3 }).map((items) => {
      const list: unknown[] = []
      list.length = items.length
      for (const [index, item] of items.entries()) if (item !== equal.hole) list[index] = item
      return list
    }),
    fc.dictionary(fc.constantFrom('a', 'b', '1', '', '1:a', '__proto__'), tie('tree'), { maxKeys: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b'), tie('tree'), { maxKeys: 2, noNullPrototype: true }),
    // Met twice; the changed copy below has two of it.
    tie('tree').map((item) => [item, { a: item }]),
    fc.array(tie('tree'), { maxLength: 3 }).map((items) => new Set(items)),
    fc.array(fc.tuple(tie('tree'), tie('tree')), { maxLength: 3 }).map((entries) => new Map(entries)),
  ),
}))

const args = fc.array(tree, { maxLength: 3 })

/** Any two, and two that differ in little or nothing: the second is made of the first by one change deep inside. */
const pairs = fc.oneof(
  fc.tuple(args, args),
  fc.tuple(args, fc.nat(), fc.constantFrom(...leaves)).map(([one, at, leaf]) => {
    const left = { at }
    return [one, one.map((value) => change(value, left, leaf))] as const
  }),
)

/** A copy with the node at a place, counted through the whole value, replaced; beyond the end: an equal copy. */
function change(value: unknown, left: { at: number }, leaf: unknown): unknown {
  if (left.at-- % 40 === 3) return leaf
  if (Array.isArray(value)) {
    const copy: unknown[] = []
    copy.length = value.length
    for (const key of Object.keys(value)) copy[Number(key)] = change(value[Number(key)], left, leaf)
    return copy
  }
  if (value instanceof Set) return new Set([...value].reverse().map((item) => change(item, left, leaf)))
  if (value instanceof Map)
    return new Map([...value].reverse().map(([key, item]) => [change(key, left, leaf), change(item, left, leaf)]))
  if (typeof value !== 'object' || value === null || ![null, Object.prototype].includes(Object.getPrototypeOf(value)))
    return value
  const copy = Object.create(Object.getPrototypeOf(value)) as object
  for (const key of Object.keys(value).reverse())
    Object.defineProperty(copy, key, {
      value: change((value as Record<string, unknown>)[key], left, leaf),
      enumerable: true,
      writable: true,
      configurable: true,
    })
  return copy
}

it('gives two argument lists one key if and only if they are equal as values', () => {
  const seed = Number(process.env.AUTOCACHED_SEED ?? 20_261_123)
  const numRuns = Number(process.env.AUTOCACHED_RUNS ?? 50_000)
  let same = 0
  fc.assert(
    fc.property(pairs, ([one, two]) => {
      const wanted = equal(one, two)
      if (wanted) same++
      expect(keyFor(...one) === keyFor(...two)).toBe(wanted)
    }),
    { seed, numRuns },
  )
  console.log(`keys: ${numRuns} pairs, ${same} of them equal, seed ${seed} (AUTOCACHED_SEED, AUTOCACHED_RUNS)`)
  expect(same).toBeGreaterThan(numRuns / 50)
})
