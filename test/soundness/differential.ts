/** Makes pairs of programs by rewrites, and compares what two programs with one version do. */
import { type NodePath, transformSync } from '@babel/core'
import { pick, type Random, randomOf } from '../random.js'
import { analyse } from './analyse.js'
import { applyEdits, candidates, parse } from './edits.js'
import { inputCount } from './inputs.js'
import { observe } from './observe.js'
import { type Program, program } from './program.js'
import { mutationRewrites, promisedRewrites, type Rewrite, temptations } from './rewrites.js'
import { versionText } from './version-text.js'

export interface Found {
  programs: number
  /** Pairs that differ in their text. */
  pairs: number
  /** Those with one version. */
  equal: number
  /** For each promised rewrite, where it alone decided: how often, and how often that gave one version. */
  alone: Map<Rewrite, { times: number; equal: number }>
  /** How often each was applied at all. */
  tried: Map<Rewrite, number>
  /** The pairs with one version that do not do the same. */
  different: Difference[]
}

export interface Difference {
  run: number
  input: number
  rewrites: string[]
  first: string
  second: string
  seen: [readonly string[], readonly string[]]
}

/** How many times as many programs are searched for what has not worked by then. */
const SEARCHED = 5

/**
 * `runs` programs, each with one to three rewrites; the same seed gives the same ones. Rare rewrites may not have worked by then:
 * more programs follow in which nothing else is tried.
 */
export async function differential(seed: number, runs: number, most = 10): Promise<Found> {
  const found: Found = { programs: 0, pairs: 0, equal: 0, alone: new Map(), tried: new Map(), different: [] }
  for (const rewrite of promisedRewrites) found.alone.set(rewrite, { times: 0, equal: 0 })
  const isGoing = (): boolean => found.different.length < most
  for (let run = 0; run < runs && isGoing(); run++) await attempt(found, seed, run)
  for (let run = runs; run < runs * SEARCHED && isGoing(); run++) {
    const idle = promisedRewrites.filter((rewrite) => found.alone.get(rewrite)?.equal === 0)
    if (idle.length === 0) break
    await attempt(found, seed, run, idle)
  }
  return found
}

async function attempt(found: Found, seed: number, run: number, rules?: readonly Rewrite[]): Promise<void> {
  try {
    await once(found, randomOf(seed * 1_000_003 + run), run, rules)
  } catch (cause) {
    throw new Error(`seed ${seed}, run ${run}: ${(cause as Error).message}`, { cause })
  }
}

async function once(found: Found, random: Random, run: number, rules?: readonly Rewrite[]): Promise<void> {
  const original = program(random)
  const before = versionOf(original)
  found.programs++
  if (before === undefined) return
  let current = original
  const applied: Rewrite[] = []
  const steps = random(2) ? 1 : 2 + random(2)
  let isSame = true
  for (let step = 0; step < steps; step++) {
    const next = rewrite(found, random, current, rules ?? anyGroup(random))
    if (!next) break
    current = next.program
    applied.push(next.rule)
    // Behind one that has changed the version, it is not to be seen whether this one would have.
    const counted = isSame ? found.alone.get(next.rule) : undefined
    isSame &&= next.version === before
    if (counted) counted.times++
    found.pairs++
    if (next.version !== before) continue
    if (counted) counted.equal++
    found.equal++
    await compare(found, original, current, applied, run)
  }
}

interface Step {
  program: Program
  rule: Rewrite
  version: string | undefined
}

/** One rewrite somewhere; one that was seldom tried, or has never worked, is chosen more often. */
function rewrite(found: Found, random: Random, from: Program, rules: readonly Rewrite[]): Step | undefined {
  const places = candidates(parseProgram(from), from.code, rules).filter(({ path }) => isInFunction(path))
  const times = (rule: Rewrite): number => (found.tried.get(rule) ?? 0) + 8 * (found.alone.get(rule)?.equal ?? 0)
  for (let attempt = 0; attempt < 4 && places.length > 0; attempt++) {
    const present = [...new Set(places.map(({ rule }) => rule))]
    const rule = random(3) > 0 ? present.reduce((a, b) => (times(b) < times(a) ? b : a)) : pick(random, present)
    const { edits } = pick(
      random,
      places.filter((place) => place.rule === rule),
    )
    const next = { ...from, code: applyEdits(from.code, edits) }
    found.tried.set(rule, (found.tried.get(rule) ?? 0) + 1)
    try {
      return { program: next, rule, version: versionOf(next) }
    } catch {
      // Not every edit gives a program.
    }
  }
  return undefined
}

function anyGroup(random: Random): readonly Rewrite[] {
  return pick(random, [
    ...[promisedRewrites, promisedRewrites, promisedRewrites],
    ...[temptations, temptations, mutationRewrites],
  ])
}

/** What a module does while it is loaded is no part of a version. */
function isInFunction(path: NodePath): boolean {
  return path.getFunctionParent() !== null || (path.isFunction() && path.parentPath.isCallExpression())
}

async function compare(found: Found, first: Program, second: Program, applied: Rewrite[], run: number): Promise<void> {
  const [a, b] = [withoutTypes(first), withoutTypes(second)]
  // A few of the inputs, others for each run.
  for (let count = 0; count < 4; count++) {
    const input = (run + count * 2) % inputCount
    const seen = [await observe(a, input), await observe(b, input)] as [readonly string[], readonly string[]]
    if (seen[0].join('\n') === seen[1].join('\n')) continue
    const rewrites = applied.map(({ id, name }) => `${id ?? 'wrong'}: ${name}`)
    found.different.push({ run, input, rewrites, first: first.code, second: second.code, seen })
    return
  }
}

export function describeDifference({ run, input, rewrites, first, second, seen }: Difference): string {
  const at = seen[0].findIndex((event, index) => event !== seen[1][index])
  const from = Math.max(0, at < 0 ? seen[0].length : at)
  return [
    `run ${run}, input ${input}, by ${rewrites.join(' + ')}`,
    first,
    `--- sees ${seen[0].slice(from, from + 3).join(' ; ')}`,
    second,
    `--- sees ${seen[1].slice(from, from + 3).join(' ; ')}`,
  ].join('\n')
}

function parseProgram({ code, script }: Program) {
  return parse(code, { file: 'input.ts', script })
}

/** The version of the cached function; nothing where it was refused. */
export function versionOf({ code, script }: Program): string | undefined {
  const start = script ? `const { cached } = require('autocached')\n` : `import { cached } from 'autocached'\n`
  const report = analyse(start + code, 'input.ts', script)
  const registered = report.registrations.find(({ place }) => place === 'argument')?.definition
  if (typeof registered !== 'number') return undefined
  const version = versionText(report, registered)
  // S4: a variable that could be assigned again enters the key by its value, and so does a function that a direct `eval` could assign.
  return / \| i /.test(version) ? `${version}\n${functionsOf({ code, script }, version).join('\n')}` : version
}

/** The functions of the program that are inputs, as they are written. */
function functionsOf(program: Program, version: string): string[] {
  const names = new Set(Array.from(version.matchAll(/ \| i (\w+)/g), ([, name]) => name))
  return parseProgram(program)
    .program.body.filter((node) => node.type === 'FunctionDeclaration' && names.has(node.id?.name))
    .map((node) => program.code.slice(node.start as number, node.end as number))
}

function withoutTypes(from: Program): Program {
  if (!from.code.includes(' as any')) return from
  const result = transformSync(from.code, {
    filename: 'input.ts',
    ...{ configFile: false, babelrc: false, sourceType: from.script ? 'script' : 'module' },
    presets: ['@babel/preset-typescript'],
  })
  return { ...from, code: result?.code ?? '' }
}
