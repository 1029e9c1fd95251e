/**
 * Which argument lists share an entry: those that a compiled function cannot tell apart, and no others. Each function runs as
 * every compiler compiles it; and what it gives for two lists of one group is compared, too.
 */
import { describe, expect, it } from 'vitest'
import * as define from '../runtime/src/define.js'
import * as autocached from '../runtime/src/index.js'
import { seenBy } from '../runtime/src/parameters.js'
import { type Compiler, compilers } from './compilers.js'

const signal = new AbortController().signal
const list = ['a', 'b']

/** A function, and groups of argument lists: one key in each, another one in every other. */
const table: [name: string, source: string, ...groups: unknown[][][]][] = [
  ['surplus arguments', '(a) => a', [['a'], ['a', 0, list], ['a', signal]], [['b']], [[], [undefined], [undefined, 1]]],
  ['no parameters', '() => 1', [[], [1], [undefined, 'x']]],
  [
    'two',
    '(a, b) => [a, b]',
    [[1], [1, undefined]],
    [
      [1, 2],
      [1, 2, 3],
    ],
    [[1, null]],
    [[undefined, 2]],
  ],
  ['a literal', '(a, b = 2) => [a, b]', [[1], [1, undefined], [1, 2], [1, 2, 3]], [[1, '2']], [[1, 2n]], [[1, null]]],
  [
    'one that is not the last',
    '(a = 1, b) => [a, b]',
    [[], [1], [undefined]],
    [
      [undefined, 5],
      [1, 5],
    ],
    [[2, 5]],
  ],
  [
    'all left out',
    '(a = 1, b = "x;,~\\"\\ud800") => a + b',
    [[], [1, 'x;,~"\ud800'], [undefined, undefined]],
    [[1, 'x']],
  ],
  ['0', '(a = 0) => 1 / a', [[], [0]], [[-0]]],
  ['-0', '(a = -0) => 1 / a', [[], [-0]], [[0]]],
  ['null', '(a = null) => a', [[], [null], [undefined]], [[0]], [[false]]],
  ['true and false', '(a = true, b = false) => [a, b]', [[], [true], [true, false]], [[false]], [[true, 0]]],
  ['undefined', '(a = undefined) => a', [[], [undefined]], [[null]]],
  ['what folds to a literal', '(a = 60 * 60, b = `t`) => [a, b]', [[], [3600, 't'], [3600]], [[60]]],
  ['a call', '(a = Math.abs(-1)) => a', [[], [undefined]], [[1]]],
  ['NaN', '(a = NaN) => a', [[], [undefined]], [[Number.NaN]]],
  ['another parameter', '(a, b = a) => [a, b]', [[1], [1, undefined]], [[1, 1]]],
  ['an object', '({ a = 1 } = {}) => a', [[], [undefined]], [[{}]], [[{ a: 1 }]]],
  ['a pattern with a literal', '([a] = "xy") => a', [[], ['xy']], [[['x']]]],
  ['assigned again', '(a) => { a = a ?? 1; return a }', [[], [undefined]], [[1]], [[null]]],
  ['async', 'async (a, b = 1) => [a, b]', [[0], [0, 1], [0, 1, 2]], [[0, 2]]],
  ['a function', 'function (a, b = 1) { return [a, b] }', [[0], [0, 1], [0, 1, 2]], [[0, 2]]],
  ['a type of this', 'function (this: void, a: number) { return a }', [[0], [0, 1]], [[1]]],
  ['rest', '(a, ...rest) => [a, rest.length]', [[1]], [[1, undefined]], [[1, 2]]],
  ['rest alone', '(...rest) => rest.length', [[]], [[undefined]]],
  ['rest behind a literal', '(a = 1, ...rest) => [a, rest.length]', [[]], [[undefined]], [[1]], [[1, undefined]]],
  ['arguments', 'function (a) { return [a, arguments.length] }', [[]], [[undefined]], [[1]], [[1, 2]]],
  ['arguments in an arrow', 'function () { return (() => arguments.length)() }', [[]], [[undefined]]],
  [
    'arguments in a default',
    'function (a, b = arguments.length) { return b }',
    [[1]],
    [[1, undefined]],
    [[1, undefined, 3]],
  ],
  [
    'arguments in a computed name',
    'function (a) { return Object.keys(class { static [arguments.length] = 1 }) }',
    [[]],
    [[undefined]],
  ],
  [
    'arguments of an inner function',
    'function (a) { return (function () { return arguments.length })(a) }',
    [[1], [1, 2]],
  ],
  ['eval', 'function (a) { return eval("argu" + "ments.length") }', [[]], [[undefined]], [[1]], [[1, 2]]],
]

describe.each(compilers)('$name', (compiler) => {
  it.each(table)('%s', (_, source, ...groups) => {
    const { f } = run(compiler, `export const f = cached(${source})`)
    const keys = groups.map((group) => new Set(group.map((args) => f.keyFor(...args))))
    expect(keys.map((group) => group.size)).toEqual(groups.map(() => 1))
    expect(new Set(keys.flatMap((group) => [...group])).size).toBe(groups.length)
    for (const group of groups) {
      const results = group.map((args) => resultOf(f.uncached, args))
      for (const result of results) expect(result).toEqual(results[0])
    }
  })

  it('knows the parameters of a function that another module gives to cached', () => {
    const { f, g } = run(compiler, 'export function f(a, b = 1) { return a + b }\nexport const g = (a) => a')
    const [first, second] = [f, g].map((fn) => autocached.cached(fn as Call))
    expect(first?.keyFor(1, 1, 2)).toBe(first?.keyFor(1))
    expect(second?.keyFor(1, 1)).toBe(second?.keyFor(1))
  })

  it('gives one entry to calls that it cannot tell apart', () => {
    const { f } = run(compiler, 'export const f = cached((a, b = 1) => [a, b], { backend: new Map() })')
    const given = [['x'], ['x', 1], ['x', undefined, 5], ['x', 1, list]].map((args) => f(...args))
    expect(given).toEqual(given.map(() => ['x', 1]))
    expect(f.stats()).toMatchObject({ misses: 1, hits: 3 })
  })
})

it('counts no facts where the version is pinned, or is that of a source text', () => {
  const compiler = compilers[0] as Compiler
  for (const options of ['{ version: "1" }', '{ versioning: "source" }']) {
    const { f } = run(compiler, `export const f = cached((a, b = 1) => [a, b], ${options})`)
    expect(new Set([f.keyFor(1), f.keyFor(1, undefined), f.keyFor(1, 1), f.keyFor(1, 1, 1)]).size).toBe(4)
  }
})

it('gives the option key all arguments', () => {
  const { f } = run(compilers[0] as Compiler, 'export const f = cached((a) => a, { key: (...args) => args.length })')
  expect(f.keyFor(1)).not.toBe(f.keyFor(1, 2))
})

it('leaves arguments as they are where nothing is left out', () => {
  const args = [1, 'a']
  expect(seenBy({ count: 2, defaults: [undefined, 'b'] }, args)).toBe(args)
})

type Call = (...args: unknown[]) => unknown

type Cached = Call & { keyFor: (...args: unknown[]) => string; uncached: Call; stats: () => object }

/** `g` only where the code exports one. */
interface Exports {
  readonly f: Cached
  readonly g: Cached
}

function run(compiler: Compiler, code: string): Exports {
  const wrapped = `import { cached } from 'autocached'\n${code}\ncached.name`
  const { code: output } = compiler.compile({ code: wrapped, file: 'src/f.ts', commonjs: true })
  const exports = {} as Exports
  const modules: Record<string, unknown> = { autocached, 'autocached/define': define }
  new Function('exports', 'require', output)(exports, (name: string) => modules[name])
  return exports
}

function resultOf(fn: Call, args: unknown[]): unknown {
  try {
    return fn(...args)
  } catch (error) {
    return String(error)
  }
}
