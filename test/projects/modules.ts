/** How one module reaches what another one exports. */
import type { Project } from './project.js'

export const modules: readonly Project[] = [
  {
    name: 'a named import',
    files: {
      'main.ts': `
        import { cached } from 'autocached'
        import { half, third } from './math.js'
        export const price = cached((n: number) => half(n) + 1)
        export const other = cached((n: number) => third(n) + 1)
        export function plain(n: number) { return half(n) }`,
      'math.ts': `
        const divide = (n: number, by: number) => n / by
        export function half(n: number) { return divide(n, 2) }
        export const third = (n: number) => n / 3
        export const unused = (n: number) => divide(n, 4)`,
    },
    edits: [
      { name: 'the helper', files: { 'math.ts': ['divide(n, 2)', 'divide(n, 3)'] }, changes: ['price', 'plain'] },
      { name: 'what the helper calls', files: { 'math.ts': ['n / by', 'n % by'] }, changes: ['price', 'plain'] },
      { name: 'another helper of the file', files: { 'math.ts': ['n / 3', 'n / 4'] }, changes: ['other'] },
      { name: 'what nobody imports', files: { 'math.ts': ['divide(n, 4)', 'divide(n, 5)'] }, changes: [] },
      {
        name: 'names of parameters',
        files: { 'math.ts': ['(n: number) => n / 3', '(x: number) => x / 3'] },
        changes: [],
      },
      { name: 'types and comments', files: { 'math.ts': ['half(n: number)', 'half(n: any /* why */)'] }, changes: [] },
      { name: 'one of the functions', files: { 'main.ts': ['third(n) + 1', 'third(n) + 2'] }, changes: ['other'] },
      {
        name: 'a function becomes an arrow',
        files: {
          'math.ts': ['function half(n: number) { return divide(n, 2) }', 'const half = (n: number) => divide(n, 2)'],
        },
        changes: [],
      },
      {
        name: 'a package in place of the module',
        files: {
          'math.ts': null,
          'main.ts': ['./math.js', './maths.js'],
          'maths.ts': 'export const half = (n: number) => n >> 1, third = (n: number) => n / 3',
        },
        changes: ['price', 'plain'],
      },
    ],
  },
  {
    name: 'a default import',
    files: {
      'main.ts': `
        import half, { third as ein } from './math.js'
        import { default as again } from './math.js'
        export const price = (n: number) => half(n)
        export const same = (n: number) => again(n)
        export const other = (n: number) => ein(n)`,
      'math.ts': `
        export default function half(n: number) { return n / 2 }
        export const third = (n: number) => n / 3`,
    },
    edits: [
      { name: 'the default', files: { 'math.ts': ['n / 2', 'n / 3 * 2'] }, changes: ['price', 'same'] },
      { name: 'the other', files: { 'math.ts': ['n / 3', 'n / 4'] }, changes: ['other'] },
      { name: 'an anonymous default', files: { 'math.ts': ['function half', 'function '] }, changes: [] },
      {
        name: 'an arrow',
        files: { 'math.ts': ['function half(n: number) { return n / 2 }', '(n: number) => n / 2'] },
        changes: [],
      },
      {
        name: 'exported by name',
        files: {
          'math.ts': [
            'export default function half(n: number) { return n / 2 }',
            'function half(n: number) { return n / 2 }\nexport { half as default }',
          ],
        },
        changes: [],
      },
    ],
  },
  {
    name: 'a namespace import',
    files: {
      'main.ts': `
        import * as math from './math.js'
        export const price = (n: number) => math.half(n)
        export const byName = (name: string) => (math as any)[name](1)
        export const listed = () => Object.keys(math)`,
      'math.ts': `
        export const half = (n: number) => n / 2
        export const third = (n: number) => n / 3`,
    },
    edits: [
      {
        name: 'what a member reaches',
        files: { 'math.ts': ['n / 2', 'n / 4'] },
        changes: ['price', 'byName', 'listed'],
      },
      { name: 'another member', files: { 'math.ts': ['n / 3', 'n / 4'] }, changes: ['byName', 'listed'] },
      {
        name: 'one more export',
        files: { 'math.ts': ['export const third', 'export const fourth = 4\nexport const third'] },
        changes: ['byName', 'listed'],
      },
    ],
  },
  {
    name: 'export default of anything',
    files: {
      'main.ts': `
        import Account from './class.js'
        import config from './object.js'
        import rate from './number.js'
        import add from './call.js'
        import text from './string.js'
        import list from './list.js'
        export const useClass = () => new Account().total()
        export const useObject = () => config.tax
        export const useNumber = () => rate
        export const useCall = (n: number) => add(n)
        export const useString = () => text
        export const useList = () => list[0]`,
      'class.ts': 'export default class { total() { return 1 } }',
      'object.ts': 'export default { tax: 19, nested: { deep: [1] } }',
      'number.ts': 'export default 1.5',
      'call.ts': `
        const curry = (f: (a: number, b: number) => number) => (a: number) => (b: number) => f(a, b)
        export default curry((a, b) => a + b)`,
      'string.ts': 'const text = "hi"\nexport default text',
      'list.ts': 'export default [1, () => 2]',
    },
    edits: [
      { name: 'the class', files: { 'class.ts': ['return 1', 'return 2'] }, changes: ['useClass'] },
      { name: 'the object', files: { 'object.ts': ['[1]', '[2]'] }, changes: ['useObject'] },
      { name: 'the number', files: { 'number.ts': ['1.5', '1.6'] }, changes: ['useNumber'] },
      { name: 'the number, written in another way', files: { 'number.ts': ['1.5', '15e-1'] }, changes: [] },
      { name: 'the function that a call is given', files: { 'call.ts': ['a + b', 'a - b'] }, changes: ['useCall'] },
      { name: 'the function that is called', files: { 'call.ts': ['f(a, b)', 'f(b, a)'] }, changes: ['useCall'] },
      { name: 'the string', files: { 'string.ts': ['"hi"', '"ho"'] }, changes: ['useString'] },
      { name: 'the list', files: { 'list.ts': ['=> 2', '=> 3'] }, changes: ['useList'] },
    ],
  },
  {
    name: 're-exports',
    files: {
      'main.ts': `
        import { half, drittel, ns } from './barrel.js'
        import standard from './barrel.js'
        import * as all from './barrel.js'
        export const price = (n: number) => half(n)
        export const other = (n: number) => drittel(n)
        export const deep = (n: number) => ns.half(n)
        export const byDefault = (n: number) => standard(n)
        export const byStar = (n: number) => all.fourth(n)`,
      'barrel.ts': `
        export { half, third as drittel } from './math.js'
        export * as ns from './math.js'
        export { default } from './math.js'
        export * from './star.js'`,
      'star.ts': 'export * from "./more.js"',
      'more.ts': 'export function fourth(n: number) { return n / 4 }',
      'math.ts': `
        export const half = (n: number) => n / 2
        export const third = (n: number) => n / 3
        export default (n: number) => n * 2`,
    },
    edits: [
      { name: 'half', files: { 'math.ts': ['n / 2', 'n >> 1'] }, changes: ['price', 'deep'] },
      { name: 'third', files: { 'math.ts': ['n / 3', 'n >> 1'] }, changes: ['other', 'deep'] },
      { name: 'default', files: { 'math.ts': ['n * 2', 'n + n'] }, changes: ['byDefault', 'deep'] },
      { name: 'by two stars', files: { 'more.ts': ['n / 4', 'n / 5'] }, changes: ['byStar'] },
      {
        name: 'without the barrel',
        files: {
          'barrel.ts': null,
          'main.ts': `
            import { half, third as drittel } from './math.js'
            import * as ns from './math.js'
            import standard from './math.js'
            import { fourth } from './more.js'
            export const price = (n: number) => half(n)
            export const other = (n: number) => drittel(n)
            export const deep = (n: number) => ns.half(n)
            export const byDefault = (n: number) => standard(n)
            export const byStar = (n: number) => fourth(n)`,
        },
        // A namespace object counts with all that it exports; a member of an import is a member of whatever is imported.
        changes: ['byStar', 'deep'],
      },
    ],
  },
  {
    name: 'type-only and side-effect imports',
    files: {
      'main.ts': `
        import type { Money } from './types.js'
        import { type Rate, vat } from './vat.js'
        import './effect.js'
        export const price = (m: Money, r: Rate) => vat(m.cents)`,
      'types.ts': 'export interface Money { cents: number }\nexport const half = 2',
      'vat.ts': 'export type Rate = number\nexport const vat = (n: number) => n * 1.19',
      'effect.ts': 'export const log = (n: number) => n',
    },
    edits: [
      { name: 'the types', files: { 'types.ts': ['cents: number', 'cents: number, iso: string'] }, changes: [] },
      { name: 'a value beside the types', files: { 'types.ts': ['= 2', '= 3'] }, changes: [] },
      { name: 'the side effect', files: { 'effect.ts': ['=> n', '=> -n'] }, changes: [] },
      { name: 'the value', files: { 'vat.ts': ['1.19', '1.07'] }, changes: ['price'] },
    ],
  },
  {
    name: 'built-in modules',
    files: {
      'main.ts': `
        import { createHash } from 'node:crypto'
        import path, { join } from 'node:path'
        import * as fs from 'node:fs'
        export const digest = (s: string) => createHash('sha256').update(s).digest('hex')
        export const place = (s: string) => join(s, path.basename(s))
        export const read = (s: string) => fs.readFileSync(s, 'utf8')`,
    },
    edits: [
      { name: 'another function', files: { 'main.ts': ['fs.readFileSync(s', 'fs.readdirSync(s'] }, changes: ['read'] },
      { name: 'another argument', files: { 'main.ts': ["'sha256'", "'sha512'"] }, changes: ['digest'] },
      {
        name: 'a namespace becomes names',
        files: {
          'main.ts': `
        import { createHash } from 'crypto'
        import path, { join } from 'node:path'
        import * as fs from 'fs'
        export const digest = (s: string) => createHash('sha256').update(s).digest('hex')
        export const place = (s: string) => join(s, path.basename(s))
        export const read = (s: string) => fs.readFileSync(s, 'utf8')`,
        },
        changes: [],
      },
    ],
  },
  {
    name: 'a package that nobody compiled',
    files: {
      'node_modules/foreign/package.json': '{ "name": "foreign", "version": "1.0.0", "main": "index.js" }',
      'node_modules/foreign/index.js': `
        const inner = (n) => n + 1
        exports.half = function half(n) { return inner(n) / 2 }
        exports.third = (n) => n / 3`,
      'main.ts': `
        import { half, third } from 'foreign'
        export const price = (n: number) => half(n)
        export const other = (n: number) => third(n)`,
    },
    edits: [
      {
        name: 'its function',
        files: { 'node_modules/foreign/index.js': ['inner(n) / 2', 'inner(n) / 4'] },
        changes: ['price'],
      },
      {
        name: 'a function of it',
        files: { 'node_modules/foreign/index.js': ['n / 3', 'n / 6'] },
        changes: ['other'],
      },
      {
        name: 'beneath its function, which nobody sees',
        files: { 'node_modules/foreign/index.js': ['n + 1', 'n + 2'] },
        changes: [],
      },
    ],
  },
  {
    name: 'top-level await',
    without: 'CommonJS, without names',
    files: {
      'main.ts': `
        import { loaded, helper } from './load.js'
        const { rate } = await import('./rate.js')
        export const price = (n: number) => helper(n) * rate
        export const other = () => loaded.name`,
      'load.ts': `
        export const loaded = await Promise.resolve({ name: 'a' })
        await null
        export function helper(n: number) { return n + 1 }`,
      'rate.ts': 'export const rate = 2',
    },
    edits: [
      { name: 'what was awaited', files: { 'load.ts': ["'a'", "'b'"] }, changes: ['other'] },
      { name: 'a function beside it', files: { 'load.ts': ['n + 1', 'n + 2'] }, changes: ['price'] },
      { name: 'what was imported at run time', files: { 'rate.ts': ['= 2', '= 3'] }, changes: ['price'] },
    ],
  },
]
