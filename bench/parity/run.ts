/**
 * Whether all compilers give the same report for every source file of node_modules and of the project, as the generated part of
 * docs/parity.md: `npm run bench:parity`, about eight minutes.
 *
 * PARITY_FILES: only that many files, evenly chosen; then nothing is written.
 */
import { agreement } from '../../test/agreement.js'
import { sourceFiles, sourcesOf } from '../../test/everything.js'
import { writeDocument } from './document.js'
import { Tally } from './tally.js'

const wanted = Number(process.env.PARITY_FILES ?? Infinity)
console.warn = () => {} // the refusals

const files = sourceFiles()
const step = Math.max(1, files.length / wanted)
const tally = new Tally()
let told = Date.now()
for (const [index, file] of files.entries()) {
  if (Math.floor(index / step) === Math.floor((index - 1) / step)) continue
  const found = []
  for (const source of sourcesOf(file)) found.push(await agreement(source))
  tally.add(file, found)
  if (Date.now() - told < 20_000) continue
  console.log(`${index + 1} of ${files.length} files, ${tally.different.length} disagreements`)
  told = Date.now()
}
console.log([tally.summary(), ...tally.different].join('\n'))
if (wanted === Infinity) writeDocument(tally)
process.exitCode = tally.different.length > 0 ? 1 : 0
