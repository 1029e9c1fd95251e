/** Code that moves: nothing changes. */
import type { Project } from './project.js'

const main = `
  import { price as inner } from './money.js'
  export const price = (id: string) => inner(id)
  export const twice = (id: string) => inner(id) * 2`

const money = `
  const RATE = 1.2
  function half(n: number) { return n / 2 }
  function vat(n: number) { return half(n) * RATE }
  export const price = (id: string) => vat(id.length)`

export const moves: readonly Project[] = [
  {
    name: 'moving code',
    files: { 'main.ts': main, 'money.ts': money },
    edits: [
      {
        name: 'a helper to a file of its own',
        files: {
          'half.ts': 'export function half(n: number) { return n / 2 }',
          'money.ts': `
  import { half } from './half.js'
  const RATE = 1.2
  function vat(n: number) { return half(n) * RATE }
  export const price = (id: string) => vat(id.length)`,
        },
        changes: [],
      },
      {
        name: 'a helper that gets another name on the way, by default export',
        files: {
          'lib/halve.ts': 'const halve = (n: number) => n / 2\nexport default halve',
          'money.ts': `
  import half from './lib/halve.js'
  const RATE = 1.2
  function vat(n: number) { return half(n) * RATE }
  export const price = (id: string) => vat(id.length)`,
        },
        changes: [],
      },
      {
        name: 'a constant to a file of its own',
        files: {
          'rate.ts': 'export const RATE = 1.2',
          'money.ts': `
  import { RATE } from './rate.js'
  function half(n: number) { return n / 2 }
  function vat(n: number) { return half(n) * RATE }
  export const price = (id: string) => vat(id.length)`,
        },
        changes: [],
      },
      {
        name: 'a constant into an object of constants: a member is read in another way',
        files: {
          'rate.ts': 'export const rates = { RATE: 1.2 }',
          'money.ts': `
  import { rates } from './rate.js'
  function half(n: number) { return n / 2 }
  function vat(n: number) { return half(n) * rates.RATE }
  export const price = (id: string) => vat(id.length)`,
        },
        changes: ['price', 'twice'],
      },
      {
        name: 'a file gets another name',
        files: { 'money.ts': null, 'deep/prices.ts': money, 'main.ts': ['./money.js', './deep/prices.js'] },
        changes: [],
      },
      {
        name: 'everything through a barrel',
        files: { 'index.ts': 'export * from "./money.js"', 'main.ts': ['./money.js', './index.js'] },
        changes: [],
      },
      {
        name: 'a named export becomes the default',
        files: {
          'money.ts': ['export const price = (id: string) =>', 'export default (id: string) =>'],
          'main.ts': ['{ price as inner }', 'inner'],
        },
        changes: [],
      },
      {
        name: 'a module into the one that uses it',
        files: {
          'money.ts': null,
          'main.ts': `
  const RATE = 1.2
  function half(n: number) { return n / 2 }
  function vat(n: number) { return half(n) * RATE }
  const inner = (id: string) => vat(id.length)
  export const price = (id: string) => inner(id)
  export const twice = (id: string) => inner(id) * 2`,
        },
        changes: [],
      },
      {
        name: 'definitions in another order',
        files: {
          'money.ts': `
  export const price = (id: string) => vat(id.length)
  function vat(n: number) { return half(n) * RATE }
  function half(n: number) { return n / 2 }
  const RATE = 1.2`,
        },
        changes: [],
      },
      {
        name: 'a namespace import in place of names',
        files: {
          'main.ts': `
  import * as money from './money.js'
  const inner = (id: string) => money.price(id)
  export const price = (id: string) => money.price(id)
  export const twice = (id: string) => money.price(id) * 2`,
        },
        // A call of a member says what its this is: docs/rules.md, S3.
        changes: ['price', 'twice'],
      },
      {
        name: 'a helper into its only caller: other code',
        files: { 'money.ts': ['half(n) * RATE', 'n / 2 * RATE'] },
        changes: ['price', 'twice'],
      },
    ],
  },
  {
    name: 'moving a class',
    files: {
      'main.ts': `
        import { Savings } from './accounts.js'
        export const open = () => new Savings().total()`,
      'accounts.ts': `
        class Base { total() { return 1 } }
        export class Savings extends Base {}`,
    },
    edits: [
      {
        name: 'the parent to a file of its own',
        files: {
          'base.ts': 'export class Base { total() { return 1 } }',
          'accounts.ts': 'import { Base } from "./base.js"\nexport class Savings extends Base {}',
        },
        changes: [],
      },
      {
        name: 'the parent as a default export',
        files: {
          'base.ts': 'export default class Base { total() { return 1 } }',
          'accounts.ts': 'import Base from "./base.js"\nexport class Savings extends Base {}',
        },
        changes: [],
      },
      {
        name: 'another name of the parent, which code can read',
        files: { 'accounts.ts': 'class Root { total() { return 1 } }\nexport class Savings extends Root {}' },
        changes: ['open'],
      },
    ],
  },
]
