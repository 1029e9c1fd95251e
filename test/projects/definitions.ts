/** What is defined: classes, objects, constants, and how they are declared. */
import type { Project } from './project.js'

export const definitions: readonly Project[] = [
  {
    name: 'classes',
    files: {
      'main.ts': `
        import { Base, Savings } from './accounts.js'
        export const open = (n: number) => new Savings(n).total()
        export const base = (n: number) => new Base(n)
        export const rates = () => Savings.rate
        export const is = (x: unknown) => x instanceof Savings`,
      'accounts.ts': `
        import { fee } from './fee.js'
        const step = (n: number) => n + 1
        export class Base {
          static count = 0
          constructor(protected readonly n: number) {}
          get doubled() { return this.n * 2 }
          total() { return step(this.n) }
        }
        export class Savings extends Base {
          static rate = 2
          #secret = 1
          static { Savings.rate += 0 }
          override total() { return super.total() - fee(this.#secret) }
        }
        export class Other extends Base {}`,
      'fee.ts': 'export const fee = (n: number) => n * 0.1',
    },
    edits: [
      {
        name: 'a method',
        files: { 'accounts.ts': ['super.total() -', 'super.total() +'] },
        changes: ['open', 'rates', 'is'],
      },
      {
        name: 'the parent',
        files: { 'accounts.ts': ['step(this.n)', 'step(-this.n)'] },
        changes: ['open', 'base', 'rates', 'is'],
      },
      {
        name: 'a getter of the parent',
        files: { 'accounts.ts': ['this.n * 2', 'this.n * 3'] },
        changes: ['open', 'base', 'rates', 'is'],
      },
      { name: 'a static member', files: { 'accounts.ts': ['rate = 2', 'rate = 3'] }, changes: ['open', 'rates', 'is'] },
      {
        name: 'a static member of the parent',
        files: { 'accounts.ts': ['count = 0', 'count = 1'] },
        changes: ['open', 'base', 'rates', 'is'],
      },
      { name: 'what a method calls', files: { 'fee.ts': ['0.1', '0.2'] }, changes: ['open', 'rates', 'is'] },
      {
        name: 'what the parent calls',
        files: { 'accounts.ts': ['n + 1', 'n + 2'] },
        changes: ['open', 'base', 'rates', 'is'],
      },
      {
        name: 'a sibling',
        files: { 'accounts.ts': ['Other extends Base {}', 'Other extends Base { a = 1 }'] },
        changes: [],
      },
      { name: 'modifiers', files: { 'accounts.ts': ['protected readonly n', 'public n'] }, changes: [] },
    ],
  },
  {
    name: 'objects with methods',
    files: {
      'main.ts': `
        import { api, handlers, frozen } from './api.js'
        const { half, third } = api
        export const price = (n: number) => api.half(n)
        export const taken = (n: number) => half(n)
        export const handled = (name: string) => handlers[name](1)
        export const limited = () => frozen.limit`,
      'api.ts': `
        const by = (n: number, d: number) => n / d
        export const api = {
          half(n: number) { return by(n, 2) },
          third: (n: number) => n / 3,
          get name() { return 'api' },
        }
        const save = (n: number) => n
        export const handlers: any = { save, ['load']: (n: number) => n + 1 }
        export const frozen = Object.freeze({ limit: 10 })`,
    },
    edits: [
      { name: 'a method', files: { 'api.ts': ['by(n, 2)', 'by(n, 4)'] }, changes: ['price', 'taken'] },
      { name: 'what a method calls', files: { 'api.ts': ['n / d', 'd / n'] }, changes: ['price', 'taken'] },
      { name: 'another method', files: { 'api.ts': ['n / 3', 'n / 6'] }, changes: ['price', 'taken'] },
      { name: 'a getter', files: { 'api.ts': ["'api'", "'API'"] }, changes: ['price', 'taken'] },
      {
        name: 'what an object lists',
        files: { 'api.ts': ['save = (n: number) => n', 'save = (n: number) => -n'] },
        changes: ['handled'],
      },
      { name: 'a frozen value', files: { 'api.ts': ['10', '20'] }, changes: ['limited'] },
    ],
  },
  {
    name: 'destructured constants',
    files: {
      'main.ts': `
        import { settings } from './settings.js'
        const { rate, nested: { deep = 5 } = { deep: 1 }, ...rest } = settings
        const [first, , third = 3] = settings.list
        export const useRate = (n: number) => n * rate
        export const useDeep = () => deep
        export const useRest = () => rest
        export const useFirst = () => first
        export const useThird = () => third`,
      'settings.ts': `
        export const settings: any = { rate: 2, nested: {}, list: [1, 2], a: 1 }`,
    },
    edits: [
      { name: 'one value', files: { 'settings.ts': ['rate: 2', 'rate: 3'] }, changes: ['useRate', 'useRest'] },
      { name: 'a default', files: { 'main.ts': ['deep = 5', 'deep = 6'] }, changes: ['useDeep', 'useRest'] },
      { name: 'an element', files: { 'settings.ts': ['[1, 2]', '[2, 2]'] }, changes: ['useFirst', 'useRest'] },
      { name: 'the rest', files: { 'settings.ts': ['a: 1', 'a: 2'] }, changes: ['useRest'] },
    ],
  },
  {
    name: 'constants that are computed',
    files: {
      'main.ts': `
        import { add, SECONDS, pattern, table, sum } from './values.js'
        export const useAdd = (n: number) => add(1)(n)
        export const useSeconds = () => SECONDS
        export const usePattern = (s: string) => pattern.test(s)
        export const useTable = (s: string) => table.get(s)
        export const useSum = () => sum`,
      'values.ts': `
        import { curry } from './curry.js'
        const MINUTE = 60
        export const SECONDS = MINUTE * 60
        export const add = curry((a: number, b: number) => a + b)
        export const pattern = /a+/gi
        export const table = new Map([['a', 1]])
        export const sum = [1, 2].reduce((a, b) => a + b)`,
      'curry.ts': 'export const curry = (f: any) => (a: number) => (b: number) => f(a, b)',
    },
    edits: [
      {
        name: 'what a constant is computed from',
        files: { 'values.ts': ['MINUTE = 60', 'MINUTE = 61'] },
        changes: ['useSeconds'],
      },
      { name: 'the same value in another way', files: { 'values.ts': ['MINUTE * 60', '3600'] }, changes: [] },
      { name: 'the function that makes it', files: { 'curry.ts': ['f(a, b)', 'f(b, a)'] }, changes: ['useAdd'] },
      { name: 'a pattern', files: { 'values.ts': ['/a+/gi', '/a+/g'] }, changes: ['usePattern'] },
      { name: 'a table', files: { 'values.ts': ["['a', 1]", "['a', 2]"] }, changes: ['useTable'] },
      { name: 'a sum by value', files: { 'values.ts': ['[1, 2].reduce', '[2, 1].reduce'] }, changes: [] },
      { name: 'another sum', files: { 'values.ts': ['[1, 2].reduce', '[1, 3].reduce'] }, changes: ['useSum'] },
    ],
  },
  {
    name: 'hoisting and late initialization',
    files: {
      'main.ts': `
        export const early = (n: number) => later(n) + LIMIT
        export const first = helper
        function helper(n: number) { return n + offset() }
        function offset() { return LIMIT }
        const later = (n: number) => n * 2
        const LIMIT = 10
        export { helper as exported }
        export class Shape { area() { return LIMIT * side } }
        var side = 3`,
    },
    edits: [
      {
        name: 'a constant below',
        files: { 'main.ts': ['LIMIT = 10', 'LIMIT = 20'] },
        changes: ['early', 'first', 'exported', 'Shape'],
      },
      { name: 'a function below', files: { 'main.ts': ['n * 2', 'n * 3'] }, changes: ['early'] },
      { name: 'a var below', files: { 'main.ts': ['side = 3', 'side = 4'] }, changes: ['Shape'] },
    ],
  },
  {
    name: 'names that code can read',
    files: {
      'main.ts': `
        import { half, third } from './math.js'
        export const price = (n: number) => half(n)
        export const label = () => third.name
        export const mapped = (xs: number[]) => xs.map(third)`,
      'math.ts': 'export const half = (n: number) => n / 2\nexport const third = (n: number) => n / 3',
    },
    edits: [
      {
        name: 'a function that is only called is renamed',
        files: {
          'math.ts': ['half', 'halve'],
          'main.ts': `
        import { halve, third } from './math.js'
        export const price = (n: number) => halve(n)
        export const label = () => third.name
        export const mapped = (xs: number[]) => xs.map(third)`,
        },
        changes: [],
      },
      {
        name: 'a function that is passed on is renamed',
        files: {
          'math.ts': ['third', 'dritte'],
          'main.ts': `
        import { half, dritte as third } from './math.js'
        export const price = (n: number) => half(n)
        export const label = () => third.name
        export const mapped = (xs: number[]) => xs.map(third)`,
        },
        changes: ['label', 'mapped'],
      },
    ],
  },
  {
    name: 'cached functions that call each other',
    files: {
      'main.ts': `
        import { cached } from 'autocached'
        import { rates } from './rates.js'
        export const price = cached(async (id: string) => (await rates(id)) * 2, { ttl: 1000 })
        export const total = cached(async (ids: string[]) => Promise.all(ids.map((id) => price(id))))
        export const pinned = cached(() => 1, { version: '7', backend: new Map() })
        export const onPinned = cached(() => pinned() + 1)`,
      'rates.ts': `
        import { cached } from 'autocached'
        const withTtl = cached({ ttl: 5000 })
        export const rates = withTtl(async (id: string) => id.length)`,
    },
    edits: [
      { name: 'the innermost', files: { 'rates.ts': ['id.length', 'id.length + 1'] }, changes: ['price', 'total'] },
      { name: 'the one between', files: { 'main.ts': ['(id)) * 2', '(id)) * 3'] }, changes: ['price', 'total'] },
      {
        name: 'policy',
        files: { 'rates.ts': ['ttl: 5000', 'ttl: 9000'], 'main.ts': ['ttl: 1000', 'ttl: 1'] },
        changes: [],
      },
      { name: 'a pinned version', files: { 'main.ts': ["'7'", "'8'"] }, changes: ['pinned', 'onPinned'] },
      {
        name: 'the code below a pinned version',
        files: { 'main.ts': ['cached(() => 1,', 'cached(() => 2,'] },
        changes: [],
      },
    ],
  },
  {
    name: 'what statements do to definitions',
    files: {
      'main.ts': `
        import { half, shop } from './half.js'
        import { codes, rates } from './rates.js'
        import { Parser } from './parser.js'
        shop.name = 'main'
        export const price = (n: number) => half(n)
        export const rate = (code: string) => rates.get(code)
        export const known = () => codes.length
        export const parse = (text: string) => new Parser(text).next()
        export const named = () => shop.name`,
      'half.ts': `
        import { third } from './third.js'
        export function half(n: number): number { return half.by(n) }
        half.by = (n: number) => third(n) / 2
        export const shop = { name: '' }`,
      'third.ts': 'export const third = (n: number) => n / 3',
      'rates.ts': `
        export const rates = new Map<string, number>()
        export const codes = ['de']
        const extra = ['fr', 'it']
        codes.push(...extra)
        for (const code of codes) rates.set(code, 0.19)
        function fill() { rates.set('at', 0.2) }
        fill()`,
      'parser.ts': `
        export class Parser { constructor(readonly text: string) {} declare next: () => string }
        const { prototype } = Parser
        prototype.next = function () { return this.text[0] }
        Object.assign(Parser.prototype, { skip() { return 1 } })`,
    },
    edits: [
      { name: 'a property of a function', files: { 'half.ts': ['third(n) / 2', 'third(n) / 4'] }, changes: ['price'] },
      { name: 'what that calls', files: { 'third.ts': ['n / 3', 'n / 6'] }, changes: ['price'] },
      { name: 'what a loop puts into a map', files: { 'rates.ts': ['0.19', '0.2'] }, changes: ['rate'] },
      { name: 'what a function puts into a map', files: { 'rates.ts': ["'at', 0.2", "'at', 0.1"] }, changes: ['rate'] },
      { name: 'what is pushed', files: { 'rates.ts': ["'it'", "'lu'"] }, changes: ['rate', 'known'] },
      { name: 'a method of a prototype', files: { 'parser.ts': ['text[0]', 'text[1]'] }, changes: ['parse'] },
      { name: 'what is assigned to a prototype', files: { 'parser.ts': ['return 1', 'return 2'] }, changes: ['parse'] },
      { name: 'a property of an import', files: { 'main.ts': ["= 'main'", "= 'other'"] }, changes: ['named'] },
      {
        name: 'a method of a prototype, written in another way',
        files: { 'parser.ts': ['prototype.next = function () {', "prototype['next'] = function () { /* the first */"] },
        changes: [],
      },
    ],
  },
]
