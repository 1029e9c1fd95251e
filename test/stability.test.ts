/**
 * Edits that change nothing keep every version of real code, but for causes that are known, and recognised in the canonical forms.
 * A sample of what `npm run bench:stability` measures and docs/stability.md shows.
 *
 * AUTOCACHED_STABILITY_FILES is how many files at most, evenly chosen; default 30.
 */
import { expect, it } from 'vitest'
import { edits } from '../bench/stability/edits.js'
import { measureMovedHelpers } from '../bench/stability/moved-helper.js'
import { measureRows } from '../bench/stability/rows.js'
import { corpus, type SourceFile } from './corpus.js'

const most = Number(process.env.AUTOCACHED_STABILITY_FILES ?? 30)

/** What an edit may lose. All others keep every version. */
const expected: Record<string, readonly string[]> = {
  'types stripped by TypeScript': ['emitted', 'reached'],
  'white space minified by esbuild': ['emitted', 'reached', 'name', 'template', 'block'],
  'locals renamed by terser': ['emitted', 'reached', 'name'],
  'locals renamed by esbuild': ['emitted', 'reached', 'name', 'template', 'block'],
  'every local, label and private name renamed': ['reached', 'name'],
}

it('keeps the versions of real code over edits that change nothing', { timeout: 300_000 }, async () => {
  const rows = await measureRows(
    sample(corpus(), most),
    edits.filter(({ goal }) => goal),
  )
  const lost = rows.flatMap(({ edit, lost: all }) =>
    all
      .filter(({ causes }) => causes.some((cause) => !expected[edit]?.includes(cause)))
      .map(({ file, name, causes }) => `${edit}: ${file} ${name}: ${causes.join()}`),
  )
  expect(lost).toEqual([])
  for (const { definitions, failed } of rows) {
    expect(definitions).toBeGreaterThan(most)
    expect(failed).toEqual([])
  }
})

it('keeps them where a helper moves to another file', { timeout: 300_000 }, () => {
  const [moved] = measureMovedHelpers(corpus(['luxon/src', 'redux/src', 'reselect/src']))
  expect(moved?.lost).toEqual([])
  expect(moved?.failed).toEqual([])
  expect(moved?.helpers).toBeGreaterThan(10)
})

/** Evenly chosen among the files that are not large, so that the test is short. */
function sample(files: SourceFile[], count: number): SourceFile[] {
  const small = files.filter(({ code }) => code.length < 20_000)
  const step = small.length / count
  return Array.from(
    { length: Math.min(count, small.length) },
    (_, index) => small[Math.floor(index * step)] as SourceFile,
  )
}
