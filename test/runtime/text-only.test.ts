import { describe, expect, it } from 'vitest'
import { cached } from '../../runtime/src/index.js'
import { compiled, FUNCTION, USES_THIS } from './rows.js'
import { PlainStore } from './stores.js'

type Numbers = (n: number) => number
interface Holder {
  rate: Numbers
}
type Backend = Map<string, object> | PlainStore

const times = (by: number) => (n: number) => n * by

/** How a function comes to another one that is cached: `(rate) => () => what it gives for 10`. */
const ways: readonly (readonly [string, (backend: Backend) => (rate: Numbers) => () => number])[] = [
  [
    'as an argument',
    (backend) => {
      const apply = cached((rate: Numbers, n: number) => rate(n), { backend })
      return (rate) => () => apply(rate, 10)
    },
  ],
  [
    'in an argument',
    (backend) => {
      const apply = cached(({ rate }: Holder) => rate(10), { backend })
      return (rate) => () => apply({ rate })
    },
  ],
  [
    'as `this`',
    (backend) => {
      const apply = cached(
        function (this: Holder) {
          return this.rate(10)
        },
        { backend },
      )
      return (rate) => () => apply.call({ rate })
    },
  ],
  [
    'from the option `key`',
    (backend) => {
      const apply = cached(({ rate }: Holder) => rate(10), { backend, key: ({ rate }) => [rate] })
      return (rate) => () => apply({ rate })
    },
  ],
  ...['c', 'C'].map(
    (kinds) =>
      [
        `in a captured variable (${kinds})`,
        (backend: Backend) => (rate: Numbers) =>
          cached(
            compiled(
              () => rate(10),
              { hash: 'captures', kinds },
              () => ({ rate }),
            ),
            { backend },
          ),
      ] as const,
  ),
]

const imported = (backend: Backend) => (rate: Numbers) =>
  cached(
    compiled(() => rate(10), { hash: 'imports', kinds: 'b', slots: [() => rate] }),
    { backend },
  )

/** What gives functions of one text, or of one that only a text tells apart. */
const makers: readonly (readonly [string, (by: number) => Numbers])[] = [
  ['cached', (by) => cached(times(by))],
  ['cached twice', (by) => cached(cached(times(by)))],
  ['cached with dependencies', (by) => cached(times(by), { dependencies: [1] })],
  ['cached on text', (by) => cached(times(by), { backend: new PlainStore() })],
  ['compiled, and cached by its text', (by) => cached(compiled(times(by)), { versioning: 'source' })],
]

describe.each(makers)('functions of one text, %s', (_, make) => {
  it.each([...ways, ['by an import', imported] as const])('are told apart in memory %s', (_way, way) => {
    const run = way(new Map())
    const [two, three] = [make(2), make(3)]
    expect([run(two)(), run(three)(), run(two)()]).toEqual([20, 30, 20])
  })

  it.each(ways)('are refused on text %s', (_way, way) => {
    const run = way(new PlainStore())
    expect(run(make(2))).toThrow(expect.objectContaining({ code: 'AUTOCACHED_NO_CANONICAL_FORM' }))
  })
})

it('tells apart what is cached by options `key` of one text', () => {
  const pass = compiled((n: number) => n, { hash: 'pass' })
  const [two, three] = [cached(pass, { key: times(2) }), cached(pass, { key: times(3) })]
  for (const [, way] of ways) expect(way(new PlainStore())(two)).toThrow('is a function without a version')
  const apply = cached((rate: Numbers) => rate(10))
  expect(apply.keyFor(two)).not.toBe(apply.keyFor(three))
  expect(apply.keyFor(two)).toBe(apply.keyFor(two))
})

it('counts a function with a pinned version by that, and finds it again', () => {
  const make = (by: number, version: string) => cached(times(by), { version })
  for (const [, way] of ways)
    for (const backend of [new Map(), new PlainStore()]) {
      const run = way(backend)
      expect([run(make(2, '2'))(), run(make(3, '3'))(), run(make(5, '2'))()]).toEqual([20, 30, 20])
    }
})

it('finds a function again in memory that is cached twice', () => {
  const rate = times(2)
  const apply = cached((one: Numbers) => one(10))
  expect(apply.keyFor(cached(rate))).toBe(apply.keyFor(cached(rate)))
})

it('takes the function that is called for no part of what it is called on', () => {
  for (const backend of [new Map(), new PlainStore()]) {
    const api = {
      base: 1,
      load: cached(
        function (this: { base: number }, n: number) {
          return this.base + n
        },
        { backend },
      ),
      other: compiled(() => 1, { facts: FUNCTION | USES_THIS, hash: 'other' }),
    }
    expect([api.load(1), api.load(2), { ...api, base: 2 }.load(1)]).toEqual([2, 3, 3])
  }
})

it('calls another cached function that it only refers to', () => {
  const half = cached((n: number) => n / 2, { backend: new PlainStore() })
  const quarter = cached((n: number) => half(n) / 2, { backend: new PlainStore() })
  expect([quarter(8), quarter(8), quarter.stats().hits]).toEqual([2, 2, 1])
})
