/** Writes what was measured into docs/soundness.md, between its markers. */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { equivalence } from './equivalent.js'
import type { Judged, Verdict } from './judge.js'
import { mutations } from './mutations.js'

export interface Row {
  kind: string
  mutants: number
  changed: number
  refused: number
  equivalent: number
  survived: number
}

export interface Summary {
  rows: Row[]
  total: Row
  /** Edits that are no programs, which count nowhere else. */
  syntaxErrors: number
  /** How many mutants are equivalent for each reason. */
  reasons: Map<string, number>
  unexplained: Judged[]
}

export function summarize(judged: readonly Judged[]): Summary {
  const reasons = new Map<string, number>()
  const unexplained: Judged[] = []
  const explained = new Set<Judged>()
  for (const one of judged) {
    if (one.verdict !== 'survived') continue
    const reason = equivalence(one)
    if (reason === undefined) unexplained.push(one)
    else {
      explained.add(one)
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
    }
  }
  const rowOf = (kind: string, of: readonly Judged[]): Row => {
    const count = (verdict: Verdict): number => of.filter((one) => one.verdict === verdict).length
    const equivalent = of.filter((one) => explained.has(one)).length
    const [changed, refused, survived] = [count('changed'), count('refused'), count('survived') - equivalent]
    return { kind, mutants: changed + refused + equivalent + survived, changed, refused, equivalent, survived }
  }
  const rows = mutations.map(({ kind }) =>
    rowOf(
      kind,
      judged.filter(({ mutant }) => mutant.kind === kind),
    ),
  )
  const syntaxErrors = judged.filter(({ verdict }) => verdict === 'syntax error').length
  return { rows, total: rowOf('all', judged), syntaxErrors, reasons, unexplained }
}

export function writeTable(summary: Summary, intro: string[]): void {
  const file = fileURLToPath(new URL('../../docs/soundness.md', import.meta.url))
  const before = readFileSync(file, 'utf8')
  const [start, end] = ['<!-- mutants: begin -->', '<!-- mutants: end -->']
  const text = [...intro, '', ...tableOf(summary), '', ...reasonsOf(summary)].join('\n')
  writeFileSync(
    file,
    `${before.slice(0, before.indexOf(start) + start.length)}\n\n${text}\n\n${before.slice(before.indexOf(end))}`,
  )
}

function tableOf({ rows, total }: Summary): string[] {
  const line = ({ kind, mutants, changed, refused, equivalent, survived }: Row): string =>
    `| ${kind.replaceAll('|', '\\|')} | ${mutants} | ${changed} | ${refused} | ${equivalent} | ${survived} |`
  return [
    '| mutation | mutants | another version | refused | equivalent | survived |',
    '|---|---:|---:|---:|---:|---:|',
    ...rows.map(line),
    line({ ...total, kind: '**all**' }),
  ]
}

function reasonsOf({ reasons }: Summary): string[] {
  const sorted = [...reasons].sort(([a], [b]) => (a < b ? -1 : 1))
  return [
    '| why they are equivalent | mutants |',
    '|---|---:|',
    ...sorted.map(([reason, count]) => `| ${reason} | ${count} |`),
  ]
}

/** A mutant that survived, with the text around the change. */
export function describeMutant({ mutant, file }: Judged): string {
  const [before, after] = [file.code, mutant.code()]
  let start = 0
  while (before[start] === after[start]) start++
  let end = 0
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)) end++
  const part = (code: string): string => code.slice(Math.max(0, start - 30), code.length - end + 20)
  return `${file.file}:${mutant.line} ${mutant.kind}\n  was ${part(before)}\n  is  ${part(after)}`
}
