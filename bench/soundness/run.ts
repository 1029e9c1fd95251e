/**
 * Mutates functions of real packages; every mutant must have another version than its original. Writes docs/soundness.md.
 *
 * AUTOCACHED_MUTANTS is how many, and AUTOCACHED_SEED chooses them.
 */
import { type Compiler, compilers } from '../../test/compilers.js'
import { corpus } from '../../test/corpus.js'
import { randomOf } from '../../test/random.js'
import { analyseWith, analyseWithBabel, type Judged, judge } from './judge.js'
import { type MutatedFile, sample } from './sample.js'
import { describeMutant, summarize, writeTable } from './table.js'

const DEFAULT = 11_500
/** Characters; larger files take longer to compile than they add. */
const LARGEST = 30_000
/** Every how many mutants one goes through the SWC plugin as well. */
const SWC_EVERY = 10

const count = Number(process.env.AUTOCACHED_MUTANTS ?? DEFAULT)
const seed = Number(process.env.AUTOCACHED_SEED ?? 1)
const swc = compilers.find(({ name }) => name === 'SWC 1.16, plugin first') as Compiler

const files = sample(
  corpus().filter(({ code }) => code.length < LARGEST),
  count,
  randomOf(seed),
)
console.log(
  `seed ${seed}: ${files.reduce((sum, { mutants }) => sum + mutants.length, 0)} mutants of ${files.length} files`,
)
const judged: Judged[] = []
const judgedBySwc: Judged[] = []
let told = Date.now()
for (const [index, file] of files.entries()) {
  judged.push(...judge(file, analyseWithBabel))
  const some = everyNth(file, judged.length)
  if (some.mutants.length > 0) judgedBySwc.push(...judge(some, analyseWith(swc)))
  if (Date.now() - told > 20_000) console.log(`${index + 1} of ${files.length} files`)
  if (Date.now() - told > 20_000) told = Date.now()
}

const [summary, summaryOfSwc] = [summarize(judged), summarize(judgedBySwc)]
for (const one of [...summary.unexplained, ...summaryOfSwc.unexplained]) console.log(describeMutant(one))
const { mutants, survived } = summary.total
const bySwc = summaryOfSwc.total
console.log(`${mutants} mutants, ${survived} survived; through SWC ${bySwc.mutants}, ${bySwc.survived} survived`)
if (count === DEFAULT && seed === 1) {
  writeTable(summary, [
    `Seed ${seed}: ${mutants} mutants in ${files.length} files of ${new Set(files.map(({ file }) => file.split('/')[0])).size} packages;`,
    `${summary.syntaxErrors} further edits were no programs. ${bySwc.mutants} of the mutants went through the SWC plugin as well:`,
    `${bySwc.changed} have another version there, ${bySwc.refused} are refused, ${bySwc.equivalent} are equivalent, ${bySwc.survived} survived.`,
  ])
}
process.exitCode = survived + bySwc.survived > 0 ? 1 : 0

function everyNth(file: MutatedFile, until: number): MutatedFile {
  const first = until - file.mutants.length
  return { ...file, mutants: file.mutants.filter((_, index) => (first + index) % SWC_EVERY === 0) }
}
