/** Compiles each mutant and says what became of the version of the definition that contains it. */
import type { Report } from '../../babel-plugin/src/report.js'
import type { Compiler } from '../../test/compilers.js'
import { analyse } from '../../test/soundness/analyse.js'
import { versionText } from '../../test/soundness/version-text.js'
import type { Mutant, MutatedFile, TopLevel } from './sample.js'

/**
 * - `changed`: another version
 * - `refused`: no version any more, so that the source text counts
 * - `syntax error`: no program
 * - `survived`: the same version
 * - `unversioned`: the definition had no version before
 */
export type Verdict = 'changed' | 'refused' | 'syntax error' | 'survived' | 'unversioned'

export interface Judged {
  mutant: Mutant
  file: MutatedFile
  verdict: Verdict
}

export type Analyse = (code: string, file: string) => Report

export const analyseWithBabel: Analyse = (code, file) => analyse(code, `node_modules/${file}`)

export function judge(file: MutatedFile, analyse: Analyse): Judged[] {
  const original = attempt(() => analyse(file.code, file.file))
  const before = new Map<string, string | undefined>()
  return file.mutants.map((mutant) => {
    const { definition } = mutant
    if (!before.has(definition.name)) before.set(definition.name, original && versionOf(original, definition))
    return { mutant, file, verdict: verdictOf(mutant, file, before.get(definition.name), analyse) }
  })
}

function verdictOf(
  { code, definition }: Mutant,
  { file }: MutatedFile,
  before: string | undefined,
  analyse: Analyse,
): Verdict {
  if (before === undefined) return 'unversioned'
  const report = attempt(() => analyse(code(), file))
  if (!report) return 'syntax error'
  const after = versionOf(report, definition)
  if (after === undefined) return 'refused'
  return after === before ? 'survived' : 'changed'
}

/** A mutation leaves the first line of the definition around it where it was. */
function versionOf(report: Report, { name, firstLine, lastLine }: TopLevel): string | undefined {
  const index = report.definitions.findIndex(
    (definition) => definition.name === name && definition.line >= firstLine && definition.line <= lastLine,
  )
  return index < 0 ? undefined : versionText(report, index)
}

function attempt(analyse: () => Report): Report | undefined {
  try {
    return analyse()
  } catch {
    return undefined
  }
}

export function analyseWith(compiler: Compiler): Analyse {
  return (code, file) => compiler.compile({ code, file: `node_modules/${file}` }).report
}
