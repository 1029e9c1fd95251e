/**
 * Chooses mutants: spread over the files, and over the kinds so that each has about as many as any other, as far as there are
 * enough places for it.
 */
import type { types as t } from '@babel/core'
import { exportEverything, type SourceFile } from '../../test/corpus.js'
import { type Random, shuffled } from '../../test/random.js'
import { applyEdits, candidates, parse } from '../../test/soundness/edits.js'
import { mutations } from './mutations.js'

export interface Mutant {
  kind: string
  /** The name of the top-level definition that contains it, and the lines of that. */
  definition: TopLevel
  /** Where the mutated node begins and ends, in UTF-16 units, and its line. */
  start: number
  end: number
  line: number
  /** The whole mutated file, made when it is needed. */
  code(): string
}

export interface MutatedFile {
  file: string
  code: string
  mutants: Mutant[]
}

export interface TopLevel {
  name: string
  start: number
  end: number
  firstLine: number
  lastLine: number
}

/** How many mutants of one kind a single file gives at most. */
const FROM_ONE_FILE = 5

export function sample(files: readonly SourceFile[], count: number, random: Random): MutatedFile[] {
  const all = files.flatMap((file) => {
    const code = exportEverything(file)
    const mutants = code === undefined ? [] : mutantsOf(file.file, code, random)
    return code === undefined ? [] : [{ file: file.file, code, mutants }]
  })
  const byKind = new Map<string, Mutant[]>(mutations.map(({ kind }) => [kind, []]))
  for (const { mutants } of all) for (const mutant of mutants) byKind.get(mutant.kind)?.push(mutant)
  const chosen = new Set<Mutant>()
  let [left, kinds] = [count, byKind.size]
  // The rarest kinds first: what they cannot give is shared among the others.
  for (const mutants of [...byKind.values()].sort((a, b) => a.length - b.length)) {
    const taken = shuffled(random, mutants).slice(0, Math.ceil(left / kinds))
    for (const mutant of taken) chosen.add(mutant)
    left -= taken.length
    kinds--
  }
  return all
    .map((file) => ({ ...file, mutants: file.mutants.filter((mutant) => chosen.has(mutant)) }))
    .filter(({ mutants }) => mutants.length > 0)
}

/** A few mutants of every kind for one file, inside of its named top-level definitions. */
function mutantsOf(file: string, code: string, random: Random): Mutant[] {
  const ast = parse(code, { file })
  const definitions = ast.program.body.flatMap(topLevelOf)
  const byKind = new Map<string, Mutant[]>()
  for (const { rule, node, edits: alternative } of candidatesOf(ast, code)) {
    const edits = typeof alternative === 'function' ? alternative() : alternative
    const [start, end] = [Math.min(...edits.map((edit) => edit.start)), Math.max(...edits.map((edit) => edit.end))]
    const definition = definitions.find((found) => found.start <= start && end <= found.end)
    if (!definition) continue
    const of = byKind.get(rule.kind) ?? []
    byKind.set(rule.kind, of)
    const line = node.loc?.start.line ?? 0
    of.push({ kind: rule.kind, definition, start, end, line, code: () => applyEdits(code, edits) })
  }
  return [...byKind.values()].flatMap((of) =>
    of.length <= FROM_ONE_FILE ? of : shuffled(random, of).slice(0, FROM_ONE_FILE),
  )
}

/** None for a file that has a type and a constant of one name, which Babel's scopes refuse. */
function candidatesOf(ast: t.File, code: string) {
  try {
    return candidates(ast, code, mutations)
  } catch (error) {
    if (/^Duplicate declaration/.test((error as Error).message)) return []
    throw error
  }
}

function topLevelOf(statement: t.Statement): TopLevel[] {
  const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
  switch (declaration?.type) {
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return declaration.declare || !declaration.id ? [] : [rangeOf(declaration.id.name, declaration)]
    case 'VariableDeclaration':
      return declaration.declare
        ? []
        : declaration.declarations.flatMap((item) =>
            item.id.type === 'Identifier' && item.init ? [rangeOf(item.id.name, item.init, declaration)] : [],
          )
    default:
      return []
  }
}

function rangeOf(name: string, node: t.Node, from: t.Node = node): TopLevel {
  return {
    name,
    start: node.start as number,
    end: node.end as number,
    firstLine: from.loc?.start.line ?? 0,
    lastLine: node.loc?.end.line ?? 0,
  }
}
