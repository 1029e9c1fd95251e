/**
 * Whenever two functions have one version, nobody can tell them apart: small random programs over the language, and what
 * random rewrites make of them (right ones and wrong ones), are run on many inputs; results, effects, their order, the turns of
 * the event loop and exceptions must be equal.
 *
 * AUTOCACHED_SEED and AUTOCACHED_RUNS repeat a run, or make it longer. Default: a new seed, 1,500 programs.
 */
import { expect, it } from 'vitest'
import { describeDifference, differential } from './soundness/differential.js'

const seed = Number(process.env.AUTOCACHED_SEED ?? Date.now() % 2 ** 31)
const runs = Number(process.env.AUTOCACHED_RUNS ?? 1500)

it('gives one version only to functions that do the same', { timeout: 6 * 3_600_000 }, async () => {
  const { alone, pairs, equal, different } = await differential(seed, runs)
  console.log(`soundness: seed ${seed}, ${runs} programs, ${pairs} pairs, ${equal} with one version`)
  expect(different.map(describeDifference), `seed ${seed}`).toEqual([])
  // Every rewrite that a rule promises must have given one version, or nothing was tested.
  const idle = [...alone].filter(([, { equal }]) => equal === 0).map(([{ id, name }]) => `${id}: ${name}`)
  expect(idle, `seed ${seed}`).toEqual([])
  expect(equal).toBeGreaterThan(pairs / 4)
})
