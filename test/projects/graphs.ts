/** The shape of what a function reaches: cycles, circular imports, shared parts. */
import type { Project } from './project.js'

export const graphs: readonly Project[] = [
  {
    name: 'mutual recursion',
    files: {
      'main.ts': `
        export function even(n: number): boolean { return n === 0 || odd(n - 1) }
        export function odd(n: number): boolean { return n !== 0 && even(n - 1) }
        export const alone = (n: number): number => n < 1 ? 0 : alone(n - 1)`,
    },
    edits: [
      {
        name: 'one of two',
        files: { 'main.ts': ['n === 0 || odd(n - 1)', 'n === 0 || odd(n - 3)'] },
        changes: ['even', 'odd'],
      },
      { name: 'the one alone', files: { 'main.ts': ['n < 1 ? 0', 'n < 1 ? 1'] }, changes: ['alone'] },
    ],
  },
  {
    name: 'circular imports',
    files: {
      'main.ts': `
        import { even } from './even.js'
        import { Node } from './node.js'
        export const isEven = (n: number) => even(n)
        export const tree = () => new Node().leaf()`,
      'even.ts': `
        import { odd } from './odd.js'
        export function even(n: number): boolean { return n === 0 || odd(n - 1) }
        export const STEP = 1`,
      'odd.ts': `
        import { even, STEP } from './even.js'
        export const odd = (n: number): boolean => n !== 0 && even(n - STEP)`,
      'node.ts': `
        import { Leaf } from './leaf.js'
        export class Node { leaf() { return new Leaf() } }`,
      'leaf.ts': `
        import { Node } from './node.js'
        export class Leaf { parent() { return new Node() } value() { return 1 } }`,
    },
    edits: [
      { name: 'a function of the cycle', files: { 'odd.ts': ['n !== 0', 'n > 0'] }, changes: ['isEven'] },
      { name: 'a constant of the cycle', files: { 'even.ts': ['STEP = 1', 'STEP = 2'] }, changes: ['isEven'] },
      { name: 'a class of the cycle', files: { 'leaf.ts': ['return 1', 'return 2'] }, changes: ['tree'] },
      {
        name: 'the cycle in one file',
        files: {
          'odd.ts': null,
          'even.ts': `
        export function even(n: number): boolean { return n === 0 || odd(n - 1) }
        const odd = (n: number): boolean => n !== 0 && even(n - STEP)
        const STEP = 1`,
        },
        changes: [],
      },
    ],
  },
  {
    name: 'shared parts',
    files: {
      'main.ts': `
        import { left } from './left.js'
        import { right } from './right.js'
        export const both = (n: number) => left(n) + right(n)
        export const one = (n: number) => left(n)`,
      'left.ts': 'import { shared } from "./shared.js"\nexport const left = (n: number) => shared(n) + 1',
      'right.ts': 'import { shared } from "./shared.js"\nexport const right = (n: number) => shared(n) + 2',
      'shared.ts': 'export const shared = (n: number) => n * 3',
    },
    edits: [
      { name: 'the shared part', files: { 'shared.ts': ['n * 3', 'n * 4'] }, changes: ['both', 'one'] },
      { name: 'one user of it', files: { 'right.ts': ['+ 2', '+ 3'] }, changes: ['both'] },
      {
        name: 'a copy of the shared part',
        files: { 'right.ts': 'const shared = (n: number) => n * 3\nexport const right = (n: number) => shared(n) + 2' },
        // Two functions that do the same are not one function: the program could compare them.
        changes: ['both'],
      },
    ],
  },
  {
    name: 'what does not count',
    files: {
      'main.ts': `
        import { helper } from './helper.js'
        let calls = 0
        export const counted = (n: number) => { calls++; return helper(n) }
        export const fixed = (n: number) => helper(n)
        export const region = () => process.env.REGION
        export const bump = () => { calls = 7 }`,
      'helper.ts': 'export const helper = (n: number) => n',
    },
    edits: [
      { name: 'the first value of a variable', files: { 'main.ts': ['calls = 0', 'calls = 5'] }, changes: [] },
      {
        name: 'another variable of the environment, although its value is in the key',
        files: { 'main.ts': ['env.REGION', 'env.ZONE'] },
        changes: ['region'],
      },
      {
        name: 'directives of the compiler',
        files: { 'helper.ts': '// @ts-nocheck\n/** Docs. */\nexport const helper = (n: number) => (n)' },
        changes: [],
      },
    ],
  },
]
