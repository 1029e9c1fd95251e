/**
 * However a module gives its functions away, what they use counts: a cached function in another file has another version when the
 * `rate` behind its helper changes, and the same one when what it does not use changes.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { type Compiler, compilers } from './compilers.js'

const require = createRequire(import.meta.url)
const folder = mkdtempSync(join(tmpdir(), 'autocached-exports-'))
mkdirSync(join(folder, 'node_modules'))
symlinkSync(fileURLToPath(new URL('..', import.meta.url)), join(folder, 'node_modules', 'autocached'), 'junction')
writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Modules that export `half`, which divides by `rate`. */
const esm: Record<string, string> = {
  'a constant': 'export const half = (x) => x / rate',
  'a variable that is given a function later': 'export let half\nhalf = (x) => x / rate',
  'a variable that is given another function': 'export let half = (x) => x\nhalf = (x) => x / rate',
  'a declared function that is replaced': 'export function half(x) { return x }\nhalf = (x) => x / rate',
  'a variable that a branch gives a function':
    'let half\nif (rate) half = (x) => x / rate\nelse half = (x) => x\nexport { half }',
  'a variable that a function gives one':
    'export let half\nconst set = (by) => { half = (x) => x / rate / by }\nset(1)',
  'a pattern': 'export const { half } = { half: (x) => x / rate }',
  'a nested pattern with a default':
    'const { math: { half = null } } = { math: { half: (x) => x / rate } }\nexport { half }',
  'a list as a pattern': 'export const [half] = [(x) => x / rate]',
  'a conditional': 'export const half = rate ? (x) => x / rate : (x) => x',
  'a fallback': 'export const half = globalThis.half ?? ((x) => x / rate)',
  'a member': 'const math = { half: (x) => x / rate }\nexport const half = math.half',
  'another name': 'const divide = (x) => x / rate\nexport const half = divide',
  'a call': 'const make = () => (x) => x / rate\nexport const half = make()',
  'an awaited import': 'export const { half } = { half: id((x) => x / rate) }\nfunction id(f) { return f }',
}
const typescript: Record<string, string> = {
  'a namespace':
    'export namespace Math2 { export const half = (x: number) => x / rate }\nexport const half = Math2.half',
}
const commonjs: Record<string, string> = {
  'exports.half': 'exports.half = (x) => x / rate',
  'exports.half, by name': 'function half(x) { return x / rate }\nexports.half = half',
  'exports.half, of a pattern': 'const { half } = { half: (x) => x / rate }\nexports.half = half',
  'two names at once': 'exports.third = exports.half = (x) => x / rate',
  'module.exports.half': 'module.exports.half = function (x) { return x / rate }',
  'module.exports, an object': 'module.exports = { half: (x) => x / rate }',
  'module.exports, with a method': 'module.exports = { half(x) { return x / rate } }',
  'module.exports and exports': 'module.exports = exports = { half: (x) => x / rate }',
  'module.exports, with a name': 'const half = (x) => x / rate\nmodule.exports = { half }',
  'a property of exports.half': 'exports.half = (x) => x / exports.half.by\nexports.half.by = rate',
  'a property of a part of module.exports':
    'module.exports = { half: (x) => x / module.exports.half.by }\nmodule.exports.half.by = rate',
  'a property of what has a name':
    'const half = (x) => x / half.by\nmodule.exports = { half }\nmodule.exports.half.by = rate',
  'module.exports, an instance': 'class Math2 { half(x) { return x / rate } }\nmodule.exports = new Math2()',
  'module.exports, what a call gives': 'const make = () => ({ half: (x) => x / rate })\nmodule.exports = make()',
  'module.exports, a class': 'module.exports = class { static half(x) { return x / rate } }',
}

/** Modules that use it, as an import and in the ways of CommonJS. */
const users: Record<string, string> = {
  import: `import { half } from './math.js'\nimport { cached } from 'autocached'\nexport const price = cached((x) => half(x))`,
  'import *': `import * as math from './math.js'\nimport { cached } from 'autocached'\nexport const price = cached((x) => math.half(x))`,
  'require, a pattern': `const { half } = require('./math.js')\nconst { cached } = require('autocached')\nexports.price = cached((x) => half(x))`,
  'require, a member': `const half = require('./math.js').half\nconst { cached } = require('autocached')\nexports.price = cached((x) => half(x))`,
  'require, all': `const math = require('./math.js')\nconst { cached } = require('autocached')\nexports.price = cached((x) => math.half(x))`,
}

describe.each(compilers)('$name', (compiler) => {
  const exporters = { ...esm, ...commonjs, ...(compiler.seesAll ? typescript : {}) }
  it.each(Object.keys(exporters))('%s', (name) => {
    for (const [user, code] of Object.entries(users)) {
      // Babel's `import *` of a CommonJS module is a copy of what is enumerable.
      if (/an? (instance|class)$/.test(name) && user === 'import *') continue
      const [two, again, three] = [2, 2, 3].map((rate) =>
        versionOf(compiler, code, `const rate = ${rate}\n${exporters[name]}`),
      )
      expect(two, `${user}, the same rate`).toBe(again)
      expect(two, `${user}, another rate`).not.toBe(three)
    }
  })

  it('does not count what is not used', () => {
    const versions = [1, 2].map((other) =>
      versionOf(
        compiler,
        users['require, all'] as string,
        `exports.half = (x) => x / 2\nexports.other = (x) => x + ${other}`,
      ),
    )
    expect(versions[0]).toBe(versions[1])
  })

  it('tells functions of one text apart that an object has from somewhere else', () => {
    const versions = ['half', 'third'].map((name) =>
      versionOf(
        compiler,
        (users['require, all'] as string).replace('math.half', `math.${name}`),
        `const by = (n) => (x) => x / n\nconst make = () => ({ half: by(2), third: by(3) })\nmodule.exports = make()`,
      ),
    )
    expect(versions[0]).not.toBe(versions[1])
  })

  it('counts a function of a package by its text, whoever passes it on', () => {
    const pass = `import { parse } from './package.cjs'\nconst same = (f) => f\nexport const half = same(parse)`
    const borrow = `import * as all from './package.cjs'\nexport const half = all.parse`
    for (const code of [pass, borrow]) {
      const versions = [1, 2].map((by) =>
        versionOf(compiler, users.import as string, code, `exports.parse = (x) => x + ${by}`),
      )
      expect(versions[0]).not.toBe(versions[1])
    }
  })
})

let count = 0

/** The version of `price`. `parsed` is the text of a package that nobody compiles. */
function versionOf(compiler: Compiler, user: string, exporter: string, parsed = ''): string {
  const place = join(folder, String(count++))
  mkdirSync(place)
  writeFileSync(join(place, 'package.cjs'), parsed)
  for (const [file, code] of Object.entries({ 'main.ts': user, 'math.ts': exporter })) {
    const script = !/^(import|export) /m.test(code)
    const output = compiler.compile({ code, file: `src/${file}`, script, commonjs: true })
    writeFileSync(join(place, file.replace('.ts', '.js')), output.code)
  }
  return (require(join(place, 'main.js')) as { price: { version: string } }).price.version
}
