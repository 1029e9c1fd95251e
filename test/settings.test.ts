/**
 * One version for one source, whatever the toolchain is set to: targets, minifiers, coverage, compilers, module formats. Each
 * row is compiled for real and run in a process of its own.
 */
import { expect, it } from 'vitest'
import { runSettings, settings } from './settings.js'

it('gives one version in all of them', async () => {
  const seen = settings.filter(({ after }) => after === undefined)
  const printed = await runSettings(seen, true)
  const [first] = Object.values(printed)
  expect(first).toMatch(/^c1\.[\w-]{22} 2$/)
  expect(printed).toEqual(Object.fromEntries(seen.map(({ name }) => [name, first])))
})
