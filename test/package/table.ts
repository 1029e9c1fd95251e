import type { define as defineType } from '../../runtime/src/define.js'
import type * as core from '../../runtime/src/index.js'
import type { Rows } from '../../runtime/src/row.js'

/** What `import` gave, in whichever host and format. */
export interface Api {
  readonly cached: typeof core.cached
  readonly versionOf: typeof core.versionOf
  readonly define: typeof defineType
}

/** The keys of the same values where not all parts are there: what misses one says so. */
export function keysOrCodes({ cached }: Pick<Api, 'cached'>): Record<string, string> {
  const { keyFor } = cached((..._: unknown[]) => 1, { version: 'v' })
  const rows = Object.entries(values()).map(([name, value]) => {
    try {
      return [name, keyFor(value)]
    } catch (error) {
      return [name, (error as { code?: string }).code ?? String(error)]
    }
  })
  return Object.fromEntries(rows)
}

/** What of the table has a key without any part. */
const PLAIN = [
  ...['undefined', 'null', 'true', 'zero', 'minus zero', 'float', 'large', 'tiny', 'NaN', 'infinity', 'bigint'],
  ...['empty string', 'string', 'string beyond ASCII', 'lone surrogate', 'long string', 'very long string'],
  ...['object', '__proto__', 'list', 'shared'],
]

/** What `keysOrCodes` gives of `autocached/core`, by the keys of `autocached`. */
export function keysOfCore(whole: Pick<Api, 'cached'>): Record<string, string> {
  const rows = Object.entries(keysOrCodes(whole))
  return Object.fromEntries(rows.map(([name, key]) => [name, PLAIN.includes(name) ? key : 'AUTOCACHED_PART_MISSING']))
}

/** Keys and versions of fixed values and functions, by their names: the same in every host. */
export function table({ cached, versionOf, define }: Api): Record<string, string> {
  const { keyFor } = cached((..._: unknown[]) => 1, { version: 'v' })
  const rows = Object.entries(values()).map(([name, value]) => [name, keyFor(value)])
  // Bundlers and transforms would write these otherwise.
  const half = functionOf('(n) => n / 2')
  // Uncompiled, it would count by identity in memory, too.
  const compiledHalf = define(functionOf('(n) => n / 2'), () => ['c1,;hash-of-half-22-chars-I1,half'])
  const capturing = (factor: number) => {
    const rows: Rows = () => ['c1,a.ts,factor;hash-of-22-characters-I3b1i0c,scale', () => factor, () => compiledHalf]
    return define(
      (n: number) => n * factor,
      rows,
      0,
      () => ({ factor }),
    )
  }
  return {
    ...Object.fromEntries(rows),
    'many arguments': keyFor(1, 'two', [3], { four: 4 }, undefined),
    'a function as an argument': keyFor(define(functionOf('(n) => n'), () => ['c1,;hash-of-22-characters-I1,same'])),
    'a built-in function as an argument': keyFor(Math.max),
    'the version of a text': versionOf(half),
    'the version of a text with umlauts': versionOf(functionOf("() => 'äöü €𝄞'")),
    'a version with dependencies': cached(half, { dependencies: [1, 'a', { b: [2n] }, Math.max, half] }).version,
    'a version of one’s own': cached(half, { version: '1' }).keyFor(1),
    'the version of a compiled function': versionOf(capturing(1)),
    'the key of a compiled function': cached(capturing(2)).keyFor(5),
  }
}

function functionOf(text: string): (n: number) => number {
  // biome-ignore lint/security/noGlobalEval: see above
  // biome-ignore lint/complexity/noCommaOperator: an indirect eval
  return (0, eval)(text)
}

function values(): Record<string, unknown> {
  const cycle: { self?: unknown; list: unknown[] } = { list: [1] }
  cycle.self = cycle
  const shared = { a: 1 }
  // biome-ignore lint/suspicious/noSparseArray: a hole is a value of its own
  const holes = [1, , 3, , undefined]
  let deep: unknown = 'end'
  for (let level = 0; level < 1000; level++) deep = level % 2 ? [deep] : { deep }
  const keyed = new Map<unknown, unknown>([
    ['b', 1],
    [{ a: 1 }, new Set([1, '1', null])],
  ])
  return {
    undefined: undefined,
    null: null,
    true: true,
    zero: 0,
    'minus zero': -0,
    float: 0.1 + 0.2,
    large: 1.7976931348623157e308,
    tiny: 5e-324,
    NaN: Number.NaN,
    infinity: Number.NEGATIVE_INFINITY,
    bigint: -(2n ** 70n),
    'empty string': '',
    string: 'text with spaces',
    'string beyond ASCII': 'äöü €𝄞',
    'lone surrogate': '\ud800x',
    'long string': 'x'.repeat(1000),
    'very long string': 'ä€𝄞'.repeat(50_000),
    date: new Date(1_700_000_000_123),
    'invalid date': new Date(Number.NaN),
    regexp: /a\/b[^/]"/giu,
    url: new URL('https://user@example.com:8080/a%20b?q=ä#h'),
    'search parameters': new URLSearchParams([
      ['a', '1'],
      ['a', 'ä'],
    ]),
    map: keyed,
    set: new Set([3, 1, 2, 'a']),
    buffer: new Uint8Array([0, 127, 255]).buffer,
    bytes: new Uint8Array(3000).map((_, index) => index),
    floats: new Float64Array([0.5, Number.NaN]),
    bigints: new BigInt64Array([-1n]),
    view: new DataView(new ArrayBuffer(8), 2, 3),
    error: new TypeError('wrong', { cause: new Error('why') }),
    boxed: [Object(1), Object('s'), Object(true), Object(1n)],
    object: { b: 1, a: 'x', 10: 2, 9: 3, é: 4, _: { c: [] } },
    'null prototype': Object.assign(Object.create(null), { b: 1, a: 2 }),
    __proto__: JSON.parse('{"__proto__": 1}'),
    list: [1, 'a', [], {}, [[null]]],
    holes,
    cycle,
    shared: [shared, shared, { shared }],
    deep,
    records: Array.from({ length: 200 }, (_, id) => ({ id, name: `name ${id}`, tags: ['a', 'b'], at: new Date(id) })),
  }
}
