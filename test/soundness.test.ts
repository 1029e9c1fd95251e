/**
 * Whenever two functions have one form, nobody can tell them apart: small random programs, and what random rewrites make of
 * them (right ones and wrong ones), are run on many inputs; results, effects, their order and exceptions must be equal.
 *
 * AUTOCACHED_SEED and AUTOCACHED_RUNS repeat a run, or make it longer. Default: a new seed, 1,500 programs.
 */
import { expect, it } from 'vitest'
import { type Compiler, compilers } from './compilers.js'

const seed = Number(process.env.AUTOCACHED_SEED ?? Date.now() % 2 ** 31)
const runs = Number(process.env.AUTOCACHED_RUNS ?? 1500)
const [babel] = compilers as [Compiler]

/** Statements and expressions as nested arrays: `['if', test, then, else]`. */
type Tree = [kind: string, ...parts: (Tree | Tree[] | string | number)[]]

it('gives one form only to functions that do the same', { timeout: 600_000 }, () => {
  const random = randomOf(seed)
  let equal = 0
  for (let run = 0; run < runs; run++) {
    const program = statements(random, 3, false)
    let rewritten = program
    for (let step = 0; step <= random(3); step++) rewritten = rewriteList(random, rewritten)
    const [first, second] = [print(program), print(rewritten)]
    if (first === second || formOf(first) !== formOf(second)) continue
    equal++
    for (const input of inputs) {
      expect(observe(second, input), `seed ${seed}, run ${run}\n${first}\n--- and\n${second}`).toEqual(
        observe(first, input),
      )
    }
  }
  // A tenth at least must have one form, or nothing was tested.
  expect(equal).toBeGreaterThan(runs / 10)
})

function formOf(body: string): string {
  const { report } = babel.compile({
    code: `import { cached } from 'autocached'\ncached((p, q) => { let x = 0, y = 1; ${body} })`,
    file: 'input.js',
  })
  return report.definitions[0]?.form ?? ''
}

const inputs = [
  [0, 0],
  [1, 0],
  [2, 'a'],
  [Number.NaN, null],
  [undefined, 3],
  ['', {}],
]

/** What the function does: every call of `f` with its arguments, then the result or the exception. */
function observe(body: string, input: unknown[]): unknown[] {
  const seen: unknown[] = []
  const f = (...values: unknown[]) => {
    seen.push(values)
    if (seen.length > 40) throw new Error('out of fuel')
    return seen.length % 3 === 0 ? 0 : seen.length
  }
  try {
    const run = new Function('f', `return (p, q) => { let x = 0, y = 1; ${body} }`)(f) as (
      ...args: unknown[]
    ) => unknown
    seen.push(['returned', run(...input)])
  } catch (error) {
    seen.push(['threw', error instanceof Error ? error.message : error])
  }
  return seen
}

function statements(random: Random, depth: number, inLoop: boolean): Tree[] {
  return Array.from({ length: 1 + random(3) }, () => statement(random, depth, inLoop))
}

function statement(random: Random, depth: number, inLoop: boolean): Tree {
  const kind = random(depth > 0 ? 10 : 6)
  switch (kind) {
    case 0:
      return ['return', expression(random, 2)]
    case 1:
      return random(2) ? ['return'] : ['return', ['undefined']]
    case 2:
      return ['set', name(random), '=', expression(random, 2)]
    case 3:
      return inLoop ? [random(2) ? 'break' : 'continue'] : ['throw', expression(random, 1)]
    case 4:
      return ['set', name(random), '+=', expression(random, 1)]
    case 5:
      return ['call', expression(random, 1)]
    case 6:
      return ['loop', expression(random, 1), statements(random, depth - 1, true)]
    default:
      return [
        'if',
        expression(random, 1),
        statements(random, depth - 1, inLoop),
        random(2) ? statements(random, depth - 1, inLoop) : [],
      ]
  }
}

function expression(random: Random, depth: number): Tree {
  switch (random(depth > 0 ? 8 : 3)) {
    case 0:
      return ['name', ['p', 'q', 'x', 'y'][random(4)] as string]
    case 1:
      return ['literal', random(4)]
    case 2:
      return ['f', random(5)]
    case 3:
      return ['not', expression(random, depth - 1)]
    case 4:
      return ['if?', expression(random, depth - 1), expression(random, depth - 1), expression(random, depth - 1)]
    case 5:
      return ['===', expression(random, depth - 1), expression(random, depth - 1)]
    case 6:
      return ['<', expression(random, depth - 1), expression(random, depth - 1)]
    default:
      return ['+', expression(random, depth - 1), expression(random, depth - 1)]
  }
}

function name(random: Random): string {
  return random(2) ? 'x' : 'y'
}

/** One random rewrite somewhere in a list of statements: of one statement, of two neighbours, or further in. */
function rewriteList(random: Random, list: Tree[]): Tree[] {
  const at = random(list.length)
  const statement = list[at]
  if (!statement) return list
  const [before, after] = [list.slice(0, at), list.slice(at + 1)]
  const [kind, ...parts] = statement
  switch (random(9)) {
    case 0: // dead or living code behind
      return [...before, statement, ['call', ['f', 7]], ...after]
    case 1: // swapped
      return after[0] ? [...before, after[0], statement, ...after.slice(1)] : [...before, ['block', [statement]]]
    case 2: // a temporary
      return kind === 'return' && parts[0] ? [...before, ['temporary', parts[0]], ...after] : list
    case 3: // without the last
      return list.length > 1 ? list.slice(0, -1) : list
    case 4: // a return behind
      return [...list, ['return', ['undefined']]]
    default:
      return [...before, ...rewrite(random, statement), ...after]
  }
}

function rewrite(random: Random, statement: Tree): Tree[] {
  const [kind, ...parts] = statement
  if (kind === 'loop') {
    const [test, body] = parts as [Tree, Tree[]]
    return random(2) ? [['for', test, body]] : [['loop', test, rewriteList(random, body)]]
  }
  if (kind === 'set') {
    const [target, operator, value] = parts as [string, string, Tree]
    if (operator === '+=') return [['set', target, '=', ['+', ['name', target], value]]]
    return value[0] === '+' ? [['set', target, '+=', value[2] as Tree]] : [['set', target, '=', ['not', value]]]
  }
  if (kind !== 'if') return [['block', [statement]]]
  const [test, then, otherwise] = parts as [Tree, Tree[], Tree[]]
  switch (random(8)) {
    case 0: // the other way round
      return [['if', ['not', test], otherwise, then]]
    case 1: // not the other way round
      return [['if', ['not', test], then, otherwise]]
    case 2: // what follows instead of else
      return [['if', test, then, []], ...otherwise]
    case 3:
      return [['if', ['not', ['not', test]], then, otherwise]]
    case 4: {
      const [first, second] = [then.at(-1), otherwise.at(-1)]
      if (first?.[0] !== 'return' || second?.[0] !== 'return') return [['if', test, otherwise, then]]
      return [['return', ['if?', test, (first[1] ?? ['undefined']) as Tree, (second[1] ?? ['undefined']) as Tree]]]
    }
    case 5: {
      const [first, second] = [then.at(-1), otherwise.at(-1)]
      if (first?.[0] !== 'set' || second?.[0] !== 'set') return [['if', test, then, []]]
      return [['set', first[1] as string, '=', ['if?', test, first[3] as Tree, second[3] as Tree]]]
    }
    case 6:
      return [['if', test, rewriteList(random, then), otherwise]]
    default:
      return [['if', test, then, rewriteList(random, otherwise)]]
  }
}

function print(list: Tree[]): string {
  return list.map(printStatement).join(' ')
}

function printStatement([kind, ...parts]: Tree): string {
  const [first, second, third] = parts as [Tree, Tree[], Tree[]]
  switch (kind) {
    case 'return':
      return first ? `return ${printExpression(first)};` : 'return;'
    case 'temporary':
      return `{ const t = ${printExpression(first)}; return t; }`
    case 'throw':
      return `throw ${printExpression(first)};`
    case 'set':
      return `${parts[0]} ${parts[1]} ${printExpression(parts[2] as Tree)};`
    case 'call':
      return `${printExpression(first)};`
    case 'loop':
      return `while (${printExpression(first)}) { f(); ${print(second)} }`
    case 'for':
      return `for (; ${printExpression(first)}; ) { f(); ${print(second)} }`
    case 'block':
      return `{ ${print(parts[0] as Tree[])} }`
    case 'if':
      return `if (${printExpression(first)}) { ${print(second)} }${third.length > 0 ? ` else { ${print(third)} }` : ''}`
    default:
      return `${kind};`
  }
}

function printExpression([kind, ...parts]: Tree): string {
  const [a, b, c] = parts.map((part) => (Array.isArray(part) ? printExpression(part as Tree) : String(part)))
  switch (kind) {
    case 'name':
    case 'literal':
      return a as string
    case 'undefined':
      return 'undefined'
    case 'f':
      return `f(${a}, x, y)`
    case 'not':
      return `!(${a})`
    case 'if?':
      return `(${a} ? ${b} : ${c})`
    default:
      return `(${a} ${kind} ${b})`
  }
}

type Random = (below: number) => number

/** mulberry32, by Tommy Ettinger: small, and the same everywhere. */
function randomOf(start: number): Random {
  let state = start
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (((mixed ^ (mixed >>> 14)) >>> 0) % below) | 0
  }
}
