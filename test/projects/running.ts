/** What changes while the program runs: hot reload, mocks, injected dependencies. */
import type { Project } from './project.js'

export const running: readonly Project[] = [
  {
    name: 'hot reload',
    files: {
      'main.ts': `
        import { half, swap } from './live.js'
        export const price = (n: number) => half(n)
        export const other = (n: number) => n
        export const reload = () => swap()`,
      'live.ts': `
        import { v1, v2 } from './versions.js'
        export let half = v1
        export const swap = () => { half = v2 }`,
      'versions.ts': `
        export const v1 = (n: number) => n / 2
        export const v2 = (n: number) => n >> 1`,
    },
    edits: [{ name: 'a module gives another function', run: 'reload', changes: ['price'] }],
  },
  {
    name: 'mocks',
    files: {
      'main.ts': `
        import { api, restore, stub } from './api.js'
        export const price = (n: number) => api.half(n)
        export const mock = () => stub()
        export const unmock = () => restore()
`,
      'api.ts': `
        export const real = { half: (n: number) => n / 2 }
        export const fake = { half: (n: number) => 42 }
        export let api = real
        export const stub = () => { api = fake }
        export const restore = () => { api = real }`,
    },
    edits: [
      { name: 'a mock takes the place of an import', run: 'mock', changes: ['price'] },
      { name: 'the mock goes', run: 'unmock', changes: [] },
    ],
  },
  {
    name: 'dependency injection',
    files: {
      'main.ts': `
        import { makePrice, makeService } from './factory.js'
        import { half } from './half.js'
        import { third } from './third.js'
        export const price = makePrice(half)
        export const other = makePrice(third)
        const service = makeService({ divide: half })
        export const total = (n: number) => service.total(n)`,
      'factory.ts': `
        export const makePrice = (divide: (n: number) => number) => {
          const price = (n: number) => divide(n) + 1
          return price
        }
        export class Service {
          constructor(private readonly deps: { divide: (n: number) => number }) {}
          total(n: number) { return this.deps.divide(n) }
        }
        export const makeService = (deps: { divide: (n: number) => number }) => new Service(deps)`,
      'half.ts': 'export const half = (n: number) => n / 2',
      'third.ts': 'export const third = (n: number) => n / 3',
    },
    edits: [
      {
        name: 'what is injected into a service',
        files: { 'half.ts': ['n / 2', 'n / 4'] },
        changes: ['price', 'total'],
      },
      { name: 'what is injected elsewhere', files: { 'third.ts': ['n / 3', 'n / 6'] }, changes: ['other'] },
      { name: 'the factory', files: { 'factory.ts': ['divide(n) + 1', 'divide(n) + 2'] }, changes: ['price', 'other'] },
      {
        name: 'the service',
        files: { 'factory.ts': ['this.deps.divide(n)', '-this.deps.divide(n)'] },
        changes: ['total'],
      },
    ],
  },
]
