/** What the plugins leave as it is: files that do not concern them, directives, positions, and other tools' errors. */
import { SourceMap, type SourceMapPayload } from 'node:module'
import { describe, expect, it } from 'vitest'
import { compilers } from './compilers.js'

describe.each(compilers)('$name', ({ compile }) => {
  it.each([
    [
      'a module without exports',
      'import { a } from "./a"; // comment\n\nconst half = (x) => x / 2\nconsole.log( half(a) )\n',
    ],
    ['a script that exports nothing', '"use strict"; var a = function () { return 1 }\nconsole.log(a)'],
    ['types only', 'export type A = string\nexport interface B { a: A }\n'],
    ['constants only', 'export const RATE = 1.2, NAME = "x"\nexport let count = 0\nexport * from "./other"\n'],
    ['an empty file', ''],
    ['a comment that names the package', '// import { cached } from "autocached"\nconst a = () => 1\n'],
  ])('%s comes out byte for byte as without the plugin', (_, code) => {
    const plain = compile({ code, file: 'src/a.ts', plain: true })
    const output = compile({ code, file: 'src/a.ts' })
    expect(output.code).toBe(plain.code)
    expect(output.map).toBe(plain.map)
  })

  it('keeps a directive at the head of the file', () => {
    const { code } = compile({ code: '"use client"\nexport const half = (x) => x / 2\n' })
    expect(code).toMatch(/^["']use client["'];?\n/)
    expect(code).toContain('autocached/define')
  })

  it('marks calls as pure, so that a bundler can drop what is not used', () => {
    const { code } = compile({
      code: 'import { cached } from "autocached"\nexport const half = (x) => x / 2\nexport const f = cached((x) => half(x))\n',
    })
    expect(code.match(/\/\*\s*#__PURE__\s*\*\/\s*_define\(/g)).toHaveLength(2)
  })

  it('keeps source maps right', () => {
    const code = `import { cached } from 'autocached'
import { load } from './load'

/** A comment ahead. */
export function helper(input: string): string {
  return FIRST(input as any)
}

export const root = cached(async (input: string) => {
  const loaded = await load(input)
  return SECOND(loaded!, helper(input))
}, { setOptions: THIRD })

export default (value: number) => FOURTH(value)
`
    const output = compile({ code, file: 'src/a.ts' })
    const map = new SourceMap(JSON.parse(output.map as string) as SourceMapPayload)
    for (const mark of ['FIRST', 'SECOND', 'THIRD', 'FOURTH']) {
      const entry = map.findEntry(...positionOf(output.code, mark)) as { originalLine: number; originalColumn: number }
      expect([entry.originalLine, entry.originalColumn], mark).toEqual(positionOf(code, mark))
    }
  })

  it('leaves out files, lines and names of constants, with the same hashes', () => {
    const code = `import { cached } from "autocached"
const RATE = 2
export function half(x) { return x / RATE }
export const price = cached((x) => half(x))
`
    const withNames = compile({ code, file: 'src/a.ts' })
    const without = compile({ code, file: 'src/a.ts', options: { names: false } })
    const texts = (output: string) =>
      ['src/a.ts', 'RATE', 'price', 'half'].filter((text) =>
        new RegExp(`[,"']${text}[;"']`).test(`${tableIn(output)};`),
      )
    expect(texts(withNames.code)).toEqual(['src/a.ts', 'RATE', 'price', 'half'])
    expect(texts(without.code)).toEqual(['price', 'half'])
    expect(without.report).toEqual(withNames.report)
  })

  it('refuses an unknown option by its name', () => {
    expect(() => compile({ code: 'export {}', options: { export: false } })).toThrow(
      /no option "export".*Known options: exports, ignoreCalls, names, report, wrappers/s,
    )
  })

  it('refuses an option of the wrong type', () => {
    expect(() => compile({ code: 'export {}', options: { wrappers: 'withRedis' } })).toThrow(
      /option "wrappers" must be a list of names/,
    )
  })

  it.each(['console.*', ['*'], ['console.*.log'], ['a..b'], [1]])('refuses %j as calls to ignore', (ignoreCalls) => {
    expect(() => compile({ code: 'export {}', options: { ignoreCalls } })).toThrow(
      /option "ignoreCalls" must be a list such as \["console\.\*", "logger\.debug"\]/,
    )
  })

  it('leaves a syntax error to the compiler', () => {
    const code = 'import { cached } from "autocached"\ncached((a) => { return a +  })\n'
    const messages = [true, false].map((plain) => {
      try {
        compile({ code, plain })
        return 'no error'
      } catch (error) {
        return (error as Error).message
      }
    })
    expect(messages[0]).not.toBe('no error')
    expect(messages[1]).toBe(messages[0])
  })

  it('gives one version to a function and to its copy in another file with other names', () => {
    const [first, second] = ['src/a.ts', 'lib/deep/b.tsx'].map((file, index) => {
      const x = ['x', 'other'][index]
      return compile({
        code: `import { cached } from 'autocached'; export const f${index} = cached((${x}) => ${x} + 1)`,
        file,
      })
    })
    expect(first?.report.definitions[0]?.hash).toBe(second?.report.definitions[0]?.hash)
  })
})

it('writes one table with every compiler: definitions by number, each thunk once', () => {
  const code = `import { half, other } from './half'
import { cached } from 'autocached'
import lib from 'lib'
const RATE = 1.2
let calls = 0
const made = half(1)
function vat(x) { calls++; return x * RATE + made }
export const price = cached((id) => half(vat(id.length)))
export class Shop { open() { return half(vat(2)) } }
export function first(x) { return second(x) + half(x) }
export function second(x) { return half(x) + process.env.NAME }
export const dropped = (x) => lib.map(x, other, first)
export default (x) => dropped(x)
export const captures = (db) => cached((id) => db + half(id))
`
  const outputs = compilers.map(({ name, compile }) => {
    const { code: output } = compile({ code, file: 'src/a;b,~.ts' })
    const calls = [...output.matchAll(/_define(?:All)?\(([^()]*_rows[^()]*)\)/g)].map(([, list]) => list)
    const thunks = [...output.slice(output.indexOf('function _rows')).matchAll(/=>\s*([\w.]+)/g)].map(
      ([, path]) => path,
    )
    const beside = [...output.matchAll(/(\d+): \(\)\s*=>\s*([\w.]+)/g)].map(([, number, path]) => `${number} ${path}`)
    const table = tableIn(output).replace(/(;)[\w-]{22}/g, '$1#')
    return { name, output: { table, all: calls.find((list) => list?.startsWith('_rows')), thunks, beside } }
  })
  for (const { name, output } of outputs) expect(output, name).toEqual(outputs[0]?.output)
  expect(outputs[0]?.output).toEqual({
    table:
      'c1,src/a~2b~1~0.ts,process.env.NAME,calls;#I10pdb2,first;#I11pb2i0,second;#a8pb2d8,price;#a14pCb2;#I9b2d8,Shop;' +
      '#K12pB4BD0,dropped;#K13pd5,default;#K14pb2,captures;#I7i1dv.3,vat;#g4,RATE;#A6b2,made',
    all: '_rows, first, second',
    thunks: ['process.env.NAME', 'calls', 'half', 'made'],
    beside: ['4 lib', '5 other', '4 lib', '5 other'],
  })
})

it('writes what more than two of the calls that can be dropped need into the function, once', () => {
  const code = `import { few, many } from './half'
export const a = (x) => many(few(x)) + 1
export const b = (x) => many(few(x)) + 2
export const c = (x) => many(x) + 3
`
  for (const { name, compile } of compilers) {
    const { code: output } = compile({ code })
    const [calls = '', rows = ''] = output.split('function _rows')
    expect(
      [...calls.matchAll(/\(\)\s*=>\s*(\w+)/g)].map(([, path]) => path),
      name,
    ).toEqual(['few', 'few'])
    expect(
      [...rows.matchAll(/\(\)\s*=>\s*(\w+)/g)].map(([, path]) => path),
      name,
    ).toEqual(['many'])
  }
})

/** The string with the definitions of a module. */
function tableIn(output: string): string {
  return /["'](c1,[^"']*)["']/.exec(output)?.[1] ?? ''
}

function positionOf(text: string, mark: string): [line: number, column: number] {
  const before = text.slice(0, text.indexOf(mark)).split('\n')
  return [before.length - 1, (before.at(-1) as string).length]
}
