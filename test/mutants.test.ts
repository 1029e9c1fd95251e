/**
 * No mutant of real code keeps its version, unless it is shown to be equivalent (bench/soundness/equivalent.ts). The bench does
 * the same with many more, and writes docs/soundness.md.
 *
 * AUTOCACHED_MUTANTS is how many (default 400), AUTOCACHED_SEED chooses them; a fixed seed, so that those that are equivalent
 * are known.
 */
import { expect, it } from 'vitest'
import { analyseWithBabel, judge } from '../bench/soundness/judge.js'
import { sample } from '../bench/soundness/sample.js'
import { describeMutant, summarize } from '../bench/soundness/table.js'
import { corpus } from './corpus.js'
import { randomOf, shuffled } from './random.js'

const seed = Number(process.env.AUTOCACHED_SEED ?? 7)
const count = Number(process.env.AUTOCACHED_MUTANTS ?? 400)
/** Larger files take longer to compile than they add. */
const LARGEST = 30_000

it('gives every mutant of real code another version', { timeout: 600_000 }, () => {
  const random = randomOf(seed)
  const files = shuffled(
    random,
    corpus().filter(({ code }) => code.length < LARGEST),
  ).slice(0, count / 2)
  const judged = sample(files, count, random).flatMap((file) => judge(file, analyseWithBabel))
  const { total, unexplained } = summarize(judged)
  console.log(`mutants: seed ${seed}, ${total.mutants} mutants, ${total.equivalent} of them equivalent`)
  expect(unexplained.map(describeMutant), `seed ${seed}`).toEqual([])
  expect(total.changed).toBeGreaterThan(count / 2)
})
