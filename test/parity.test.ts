/**
 * Babel and SWC agree on real code: the source files of real packages in node_modules, in all compilers, and in both orders of
 * SWC. Everything in a file is reported: all names of a module are exported, and a script is one function.
 *
 * These are all files of every second package, those above 600 kB aside; `npm run bench:parity` takes all of them.
 */
import { statSync } from 'node:fs'
import { expect, it, vi } from 'vitest'
import { Tally } from '../bench/parity/tally.js'
import { type Agreement, agreement } from './agreement.js'
import { packageOf, sourceFiles, sourcesOf } from './everything.js'

it('gives the same report for every file of real packages', { timeout: 15 * 60 * 1000 }, async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  const tally = new Tally()
  for (const file of chosenFiles()) {
    const found: Agreement[] = []
    for (const source of sourcesOf(file)) found.push(await agreement(source))
    tally.add(file, found)
  }
  vi.restoreAllMocks()
  console.log(tally.summary())
  expect(tally.different).toEqual([])
  expect(tally.packages.size).toBeGreaterThanOrEqual(30)
  expect(tally.functions).toBeGreaterThanOrEqual(10_000)
})

function chosenFiles(): string[] {
  const files = sourceFiles()
  const sizes = new Map<string, number>()
  for (const file of files) sizes.set(packageOf(file), (sizes.get(packageOf(file)) ?? 0) + statSync(file).size)
  const small = [...sizes].filter(([, size]) => size < 600_000).map(([name]) => name)
  const chosen = new Set(small.sort().filter((_, index) => index % 2 === 0))
  return files.filter((file) => chosen.has(packageOf(file)))
}
