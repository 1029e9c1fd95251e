/**
 * Whether all compilers report the same about a source: canonical forms, hashes, slots, registrations and diagnostics with
 * their lines and columns. Only SWC's default order may differ, and only by refusing (R6) what was lowered before the plugin.
 */
import type { Report, ReportedDefinition } from 'autocached/babel-plugin'
import { type Compiler, compilers, type Source } from './compilers.js'

export interface Agreement {
  /** What is expected of all: the report of the first compiler that parses the source. None where none does. */
  report: Report | undefined
  /** Compilers whose parser rejects the source, without the plugin as well. */
  rejected: string[]
  disagreements: Disagreement[]
  /** By the name of each compiler that parses the source: how many definitions of the report it gives the same form. */
  same: Map<string, number>
}

export interface Disagreement {
  compiler: string
  /** The first part of the report that differs, as both have it. */
  what: string
  expected: string
  actual: string
}

export async function agreement(source: Source): Promise<Agreement> {
  // SWC works on threads of its own while Babel has this one.
  const [babel7, babel8, ...swc] = compilers as [Compiler, Compiler, ...Compiler[]]
  const running = swc.map((compiler) => analyze(compiler, source))
  const results = [await analyze(babel7, source), await analyze(babel8, source), ...(await Promise.all(running))]
  const expected = results.find(({ report }) => report)?.report
  const rejected: string[] = []
  const disagreements: Disagreement[] = []
  const same = new Map<string, number>()
  for (const [index, { report, error }] of results.entries()) {
    const compiler = compilers[index] as Compiler
    if (!report) {
      if (await rejects(compiler, source)) rejected.push(compiler.name)
      else disagreements.push({ compiler: compiler.name, what: 'crash', expected: 'a report', actual: String(error) })
    } else if (expected) {
      const difference =
        compiler.seesAll || !mayBeLowered(source) ? differ(expected, report) : differSeen(source, expected, report)
      if (difference) disagreements.push({ compiler: compiler.name, ...difference })
      same.set(compiler.name, countSame(expected, report))
    }
  }
  return { report: expected, rejected, disagreements, same }
}

function countSame({ definitions }: Report, actual: Report): number {
  const known = new Set(actual.definitions.map(identity))
  return definitions.filter((definition) => known.has(identity(definition))).length
}

/** How many functions the canonical forms of a report hold. */
export function functionsIn({ definitions }: Report): number {
  return definitions.reduce((count, { form }) => count + form.split('["Function",').length - 1, 0)
}

interface Analysis {
  report?: Report
  error?: unknown
}

async function analyze(compiler: Compiler, source: Source): Promise<Analysis> {
  try {
    return { report: await compiler.analyze(source) }
  } catch (error) {
    return { error }
  }
}

async function rejects(compiler: Compiler, source: Source): Promise<boolean> {
  return (await analyze(compiler, { ...source, plain: true })).error !== undefined
}

/**
 * Whether there is anything that SWC lowers in its default order. Everything else has to be seen as by the others. Its pass for
 * decorators also moves the keys of a class that are computed, strings or numbers out of it.
 */
export function mayBeLowered({ code }: Source): boolean {
  return lowered.some((pattern) => pattern.test(code))
}

const lowered = [
  /@|\b(enum|namespace|module|using|accessor|public|private|protected|readonly|override)\b/,
  /\b(im|ex)port\b[^'"]*=/,
  /\bclass\b[\s\S]*(''|""|\[|(^|[{;}*]|\b(static|get|set|async)\b)\s*['"\d])/m,
]

type Difference = Omit<Disagreement, 'compiler'>

function differ(expected: Report, actual: Report): Difference | undefined {
  const same = JSON.stringify(expected) === JSON.stringify(actual)
  if (same) return undefined
  return (
    firstOf('diagnostics', expected.diagnostics, actual.diagnostics) ??
    firstOf('definitions', expected.definitions, actual.definitions) ??
    firstOf('registrations', expected.registrations, actual.registrations) ?? {
      what: 'report',
      ...texts(expected, actual),
    }
  )
}

function firstOf(what: string, expected: object[], actual: object[]): Difference | undefined {
  for (let index = 0; index < Math.max(expected.length, actual.length); index++) {
    const { expected: left, actual: right } = texts(expected[index], actual[index])
    if (left !== right) return { what: `${what} ${index}`, expected: left, actual: right }
  }
  return undefined
}

function texts(expected: unknown, actual: unknown): { expected: string; actual: string } {
  return { expected: JSON.stringify(expected) ?? 'nothing', actual: JSON.stringify(actual) ?? 'nothing' }
}

/**
 * What SWC has lowered is refused (R6) or not a definition any more, as a class that became a variable; what is left must be
 * what the others see.
 */
function differSeen({ code, file }: Source, expected: Report, actual: Report): Difference | undefined {
  const typescript = file && /\.[cm]?js$/.test(file) ? '' : code.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
  // Decorators of parameters are refused (R1), and make the others distrust every name in them; SWC has compiled them away.
  if (/[(,]\s*@/.test(typescript)) return undefined
  // So does a direct `eval`, which could assign the name of an enum; SWC has put the values of a constant one in its place.
  if (/\bconst\s+enum\b/.test(typescript) && /\beval\b/.test(typescript)) return undefined
  // An enum that is used before it is there is an input (T1); compiled, and refused, it is an ordinary slot.
  const isRefused = actual.diagnostics.some(({ rule }) => rule === 'R6')
  const isCompiledEnum = /\benum\b/.test(code) && isRefused
  const seen = (definition: ReportedDefinition) =>
    isCompiledEnum ? identity(definition).replaceAll('["Input",', '["Slot",') : identity(definition)
  const known = new Set(expected.definitions.map(seen))
  // Nobody registers an enum, or what `export import a = b.c` declares; compiled, and refused, these are variables, and what is done
  // to them is found, with all that this refers to.
  const isCompiledVariable = isCompiledEnum || /\bexport\s+import\b[^'"]*=/.test(code)
  const isLowered = (definition: ReportedDefinition) =>
    (isRefused && isList(definition)) || (isCompiledVariable && isStatement(definition))
  const besides = reachedFrom(
    actual.definitions.filter((definition) => !known.has(seen(definition)) && isLowered(definition)),
    actual,
  )
  const unknown = actual.definitions.find((definition) => !known.has(seen(definition)) && !besides.has(definition))
  return unknown && { what: 'definitions', ...texts(expected.definitions.map(seen), seen(unknown)) }
}

/** With everything that these refer to in the file. */
function reachedFrom(start: ReportedDefinition[], { definitions }: Report): ReadonlySet<ReportedDefinition> {
  const reached = new Set(start)
  for (const { slots } of reached) {
    for (const slot of slots) {
      const [, index] = /#(\d+)/.exec(slot) ?? []
      if (index !== undefined) reached.add(definitions[Number(index)] as ReportedDefinition)
    }
  }
  return reached
}

/** A statement has the name of what it changes; of several, of the one that is met first, which may not be there any more. */
function identity(definition: ReportedDefinition): string {
  const { name, line, facts, form } = definition
  return `${line}: ${isStatement(definition) ? 'a statement' : name} (${facts}) ${form}`
}

/** S13: what is done to something that is refused (R6) has no definition that could list it. */
function isList({ form }: ReportedDefinition): boolean {
  return form.includes('"value":["Block",[]]')
}

function isStatement({ form }: ReportedDefinition): boolean {
  return form.includes('"value":["Block",')
}
