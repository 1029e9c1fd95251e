/** One of the processes of run.ts: measures its share of the files, and writes the rows. */
import { writeFileSync } from 'node:fs'
import { corpus } from '../../test/corpus.js'
import { edits } from './edits.js'
import { measureRows } from './rows.js'

const [index, count, step] = process.argv.slice(2, 5).map(Number) as [number, number, number]
const output = process.argv[5] as string
const files = corpus()
  .filter((_, number) => number % step === 0)
  .filter((_, number) => number % count === index)
const rows = await measureRows(files, edits, (done) => {
  if (done % 50 === 0) console.log(`process ${index + 1} of ${count}: ${done} of ${files.length} files`)
})
writeFileSync(output, JSON.stringify(rows))
