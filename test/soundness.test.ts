/**
 * Whenever two functions have one version, nobody can tell them apart: small random programs over the language, and what
 * random rewrites make of them (right ones and wrong ones), are run on many inputs; results, effects, their order, the turns of
 * the event loop and exceptions must be equal.
 *
 * AUTOCACHED_SEED and AUTOCACHED_RUNS repeat a run, or make it longer. Default: a new seed, 1,500 programs.
 */
import { expect, it } from 'vitest'
import { describeDifference, differential, versionOf } from './soundness/differential.js'
import { openDefects } from './soundness/open-defects.js'

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

it.each(openDefects)('still has one version, wrongly: $name', ({ first, second, gives, script = false }) => {
  const [one, other] = [first, second].map((text) => new Function(`${script ? '' : '"use strict";'} return ${text}`)())
  expect([one(7), other(7)]).toEqual(gives)
  // Once this fails, the defect is repaired: take its entry out of the list.
  const [before, after] = [first, second].map((text) => versionOf({ code: `cached(${text})`, script }))
  expect(after).toBe(before)
})
