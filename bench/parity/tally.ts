/** What many files agree on, counted. */
import { type Agreement, functionsIn } from '../../test/agreement.js'
import { compilers } from '../../test/compilers.js'
import { packageOf } from '../../test/everything.js'

/** Of one compiler. */
export interface Row {
  compiler: string
  files: number
  /** That the first compiler which parses the file reports. */
  definitions: number
  /** How many of them have the same form here. */
  same: number
  disagreements: number
}

export class Tally {
  readonly packages = new Set<string>()
  functions = 0
  definitions = 0
  /** Of the first compiler, by rule. */
  readonly refusals = new Map<string, { count: number; message: string }>()
  /** Every disagreement, with where the two texts part. */
  readonly different: string[] = []
  /** Files that some compiler cannot parse, without the plugin as well, by the names of those compilers. */
  readonly rejected = new Map<string, string[]>()
  readonly rows: Row[] = compilers.map(({ name }) => ({
    compiler: name,
    files: 0,
    definitions: 0,
    same: 0,
    disagreements: 0,
  }))
  /** Files and functions, by the ending of the name. */
  readonly endings = new Map<string, { files: number; functions: number }>()
  files = 0

  /** One file, in every form that it was given to the compilers. */
  add(file: string, found: Agreement[]): void {
    const reports = found.flatMap(({ report }) => report ?? [])
    this.reject(file, found, reports.length > 0)
    for (const row of this.rows) this.addTo(row, found)
    for (const { compiler, what, expected, actual } of found.flatMap(({ disagreements }) => disagreements))
      this.different.push(`${file}: ${compiler}: ${what}\n${excerpts(expected, actual)}`)
    if (reports.length === 0) return
    // The functions of a script are counted once, however often they are reported.
    const functions = Math.max(...reports.map(functionsIn))
    this.files++
    this.packages.add(packageOf(file))
    this.functions += functions
    this.count(file, functions)
    for (const { definitions, diagnostics } of reports) {
      this.definitions += definitions.length
      for (const { rule, message } of diagnostics) {
        const known = this.refusals.get(rule)
        this.refusals.set(rule, { count: (known?.count ?? 0) + 1, message: known?.message ?? message })
      }
    }
  }

  summary(): string {
    const refusals = [...this.refusals.values()].reduce((sum, { count }) => sum + count, 0)
    const lines = [
      `parity: ${this.functions} functions in ${this.definitions} definitions, ${refusals} refusals, in ${this.files} files of ` +
        `${this.packages.size} packages; ${this.different.length} disagreements`,
    ]
    for (const [by, names] of this.rejected) lines.push(`  ${names.length} not parsed by ${by}: ${names.join(' ')}`)
    return lines.join('\n')
  }

  private reject(file: string, found: Agreement[], isParsed: boolean): void {
    const rejected = new Set(found.flatMap((agreed) => agreed.rejected))
    if (rejected.size === 0) return
    const by = isParsed ? [...rejected].join(', ') : 'any compiler (no source files)'
    this.rejected.set(by, [...(this.rejected.get(by) ?? []), file])
  }

  private addTo(row: Row, found: Agreement[]): void {
    const parsed = found.filter(({ same }) => same.has(row.compiler))
    if (parsed.length === 0) return
    row.files++
    for (const { report, same, disagreements } of parsed) {
      row.definitions += report?.definitions.length ?? 0
      row.same += same.get(row.compiler) as number
      row.disagreements += disagreements.filter(({ compiler }) => compiler === row.compiler).length
    }
  }

  private count(file: string, functions: number): void {
    const ending = file.slice(file.lastIndexOf('.'))
    const known = this.endings.get(ending) ?? { files: 0, functions: 0 }
    this.endings.set(ending, { files: known.files + 1, functions: known.functions + functions })
  }
}

/** Where two long texts part. */
function excerpts(expected: string, actual: string): string {
  let at = 0
  while (at < expected.length && expected[at] === actual[at]) at++
  const cut = (text: string): string => text.slice(Math.max(0, at - 200), at + 200)
  return `- ${cut(expected)}\n+ ${cut(actual)}`
}
