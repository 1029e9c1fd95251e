/**
 * Babel and SWC agree on real code: all source files of real packages in node_modules, in all compilers, and in both orders of
 * SWC. Everything in a file is reported: all names of a module are exported, and a script is one function.
 *
 * AUTOCACHED_PARITY_FILES: how many files, evenly chosen from all of node_modules, or `all`. Default: all files of every second
 * package, those above 600 kB aside.
 */
import { statSync } from 'node:fs'
import { expect, it, vi } from 'vitest'
import { type Agreement, agreement, functionsIn } from './agreement.js'
import { packageOf, sourceFiles, sourcesOf } from './everything.js'

const wanted = process.env.AUTOCACHED_PARITY_FILES
const hours = 60 * 60 * 1000

it('gives the same report for every file of real packages', {
  timeout: wanted ? 6 * hours : 0.25 * hours,
}, async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  const tally = new Tally()
  for (const file of chosenFiles()) {
    const found: Agreement[] = []
    for (const source of sourcesOf(file)) {
      found.push(await agreement(source))
    }
    tally.add(file, found)
  }
  vi.restoreAllMocks()
  console.log(tally.summary())
  expect(tally.different).toEqual([])
  if (wanted && wanted !== 'all') return
  expect(tally.packages.size).toBeGreaterThanOrEqual(30)
  expect(tally.functions).toBeGreaterThanOrEqual(10_000)
})

class Tally {
  readonly packages = new Set<string>()
  functions = 0
  readonly different: string[] = []
  private files = 0
  private definitions = 0
  private refusals = 0
  /** Files that some compiler cannot parse, by the names of those compilers. */
  private readonly rejected = new Map<string, string[]>()

  /** One file, in every form that it was given to the compilers. */
  add(file: string, found: Agreement[]): void {
    const reports = found.flatMap(({ report }) => report ?? [])
    const rejected = new Set(found.flatMap((agreed) => agreed.rejected))
    if (rejected.size > 0) {
      const by = reports.length > 0 ? [...rejected].join(', ') : 'any compiler (no source files)'
      this.rejected.set(by, [...(this.rejected.get(by) ?? []), file])
    }
    if (reports.length === 0) return
    this.files++
    this.packages.add(packageOf(file))
    // The functions of a script are counted once, however often they are reported.
    this.functions += Math.max(...reports.map(functionsIn))
    for (const { definitions, diagnostics } of reports) {
      this.definitions += definitions.length
      this.refusals += diagnostics.length
    }
    for (const { compiler, what, expected, actual } of found.flatMap(({ disagreements }) => disagreements)) {
      this.different.push(`${file}: ${compiler}: ${what}\n${excerpts(expected, actual)}`)
    }
  }

  summary(): string {
    const { files, packages, functions, definitions, refusals, different } = this
    const lines = [
      `parity: ${functions} functions in ${definitions} definitions, ${refusals} refusals, in ${files} files of ` +
        `${packages.size} packages; ${different.length} disagreements`,
    ]
    for (const [by, names] of this.rejected) lines.push(`  ${names.length} not parsed by ${by}: ${names.join(' ')}`)
    return lines.join('\n')
  }
}

/** Where two long texts part. */
function excerpts(expected: string, actual: string): string {
  let at = 0
  while (at < expected.length && expected[at] === actual[at]) at++
  const cut = (text: string): string => text.slice(Math.max(0, at - 200), at + 200)
  return `- ${cut(expected)}\n+ ${cut(actual)}`
}

function chosenFiles(): string[] {
  const files = sourceFiles()
  if (wanted === 'all') return files
  if (wanted !== undefined) {
    const step = Math.max(1, files.length / Number(wanted))
    return files.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step))
  }
  const sizes = new Map<string, number>()
  for (const file of files) sizes.set(packageOf(file), (sizes.get(packageOf(file)) ?? 0) + statSync(file).size)
  const small = [...sizes].filter(([, size]) => size < 600_000).map(([name]) => name)
  const chosen = new Set(small.sort().filter((_, index) => index % 2 === 0))
  return files.filter((file) => chosen.has(packageOf(file)))
}
