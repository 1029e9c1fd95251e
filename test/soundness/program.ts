/**
 * Small random programs over most of the language. A program is the text of a file that ends in a call of `cached`; it may use
 * the names of `observe.ts`: `f` notes its arguments and gives something back, `o` notes every access, `tick` ends long loops.
 */
import { pick, type Random } from '../random.js'
import { functionText, literal } from './expressions.js'
import { statementList } from './statements.js'

export interface Program {
  code: string
  /** A script, which is sloppy, instead of a module. */
  script: boolean
}

/** What is known at one place of a program while it is made. */
export interface Context {
  random: Random
  /** How much deeper it may go. */
  depth: number
  /** Variables that can be read, and those that can be assigned. */
  names: string[]
  writable: string[]
  /** Functions that can be called; those that are async. */
  functions: string[]
  asyncs: string[]
  privates: string[]
  inLoop: boolean
  inSwitch: boolean
  labels: { name: string; loop: boolean }[]
  inFunction: 'function' | 'arrow' | 'module'
  async: boolean
  generator: boolean
  sloppy: boolean
  fresh(prefix: string): string
}

export function program(random: Random): Program {
  const script = random(4) === 0
  let made = 0
  const context: Context = {
    random,
    depth: 3,
    ...{ names: [], writable: [], functions: [], asyncs: [], privates: [], labels: [] },
    ...{ inLoop: false, inSwitch: false, inFunction: 'module', async: false, generator: false, sloppy: script },
    fresh: (prefix) => `${prefix}${made++}`,
  }
  const helpers = Array.from({ length: random(3) }, () => helper(context))
  return { code: `${helpers.join('\n')}\ncached(${root(context)})\n`, script }
}

function helper(context: Context): string {
  const { random, fresh } = context
  const name = fresh('h')
  switch (random(4)) {
    case 0:
      context.names.push(name)
      return `const ${name} = ${literal(context)};`
    case 1:
      context.names.push(name)
      context.writable.push(name)
      return `let ${name} = ${literal(context)};`
    case 2: {
      const text = functionText({ ...context, depth: 2 }, { keyword: 'function', name })
      context.names.push(name)
      context.functions.push(name)
      return text
    }
    default: {
      // A function: what a module does while it is loaded is no part of a version.
      const text = `const ${name} = ${functionText({ ...context, depth: 1 }, {})};`
      context.names.push(name)
      return text
    }
  }
}

function root(context: Context): string {
  const { random, fresh } = context
  const [p, q] = [fresh('p'), fresh('q')]
  const kind = pick(random, ['plain', 'plain', 'plain', 'async', 'generator', 'both'] as const)
  const isAsync = kind === 'async' || kind === 'both'
  const generator = kind === 'generator' || kind === 'both'
  const arrow = !generator && random(2) === 0
  const inner: Context = {
    ...context,
    names: [...context.names, p, q],
    writable: [...context.writable, p, q],
    ...{ async: isAsync, generator, inFunction: arrow ? 'arrow' : 'function' },
  }
  if (context.inFunction === 'module' && arrow) inner.inFunction = 'arrow'
  const parameters = pick(random, [`${p}, ${q}`, `${p}, ${q}`, `${p}, ${q} = ${literal(context)}`, `${p}, ...${q}`])
  const body = statementList(inner, 3)
  const prefix = isAsync ? 'async ' : ''
  return arrow
    ? `${prefix}(${parameters}) => { ${body} }`
    : `${prefix}function${generator ? '*' : ''} (${parameters}) { ${body} }`
}
