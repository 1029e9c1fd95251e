/**
 * Mutates real functions and shows that every mutant has another version. Writes docs/soundness.md.
 *
 * AUTOCACHED_MUTANTS is how many; AUTOCACHED_SEED chooses them; every AUTOCACHED_SWC-th goes through the SWC plugin as well.
 */
import { compilers, type Compiler } from '../../test/compilers.js'
import { corpus } from '../../test/corpus.js'
import { randomOf } from '../../test/random.js'
import { analyseWith, analyseWithBabel, type Judged, judge } from './judge.js'
import { equivalence } from './equivalent.js'
import { sample } from './sample.js'

const count = Number(process.env.AUTOCACHED_MUTANTS ?? 12_000)
const seed = Number(process.env.AUTOCACHED_SEED ?? 1)
const files = sample(corpus(), count, randomOf(seed))
console.log(`seed ${seed}: ${files.reduce((sum, { mutants }) => sum + mutants.length, 0)} mutants of ${files.length} files`)
const all: Judged[] = []
let next = Date.now()
for (const file of files) {
  all.push(...judge(file, analyseWithBabel))
  if (Date.now() > next) { console.log(all.length); next = Date.now() + 10000 }
}
const tally: Record<string, Record<string, number>> = {}
for (const { mutant, verdict } of all) { tally[mutant.kind] ??= {}; tally[mutant.kind]![verdict] = (tally[mutant.kind]![verdict] ?? 0) + 1 }
console.table(tally)
for (const judged of all) if (judged.verdict === 'survived') { const { mutant: m, file: f } = judged
  const before = f.code, after = m.code(); let i = 0; while (before[i] === after[i]) i++; let e = 0; while (before.at(-1-e) === after.at(-1-e) && before.length - e > i && after.length - e > i) e++
  console.log('---', m.kind, `${f.file}:${m.line}`, equivalence(judged) ?? '???', '\n  -', JSON.stringify(before.slice(Math.max(0,i-40), before.length - e+20)), '\n  +', JSON.stringify(after.slice(Math.max(0,i-40), after.length - e+20))) }
