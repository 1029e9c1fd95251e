/**
 * Babel and SWC agree on the whole language: random modules and scripts over every production of the grammar (syntax/), in all
 * compilers whose parsers accept them. A disagreement is made as small as it can be and printed as a vector.
 *
 * AUTOCACHED_SEED and AUTOCACHED_RUNS repeat a run, or make it longer. Default: a new seed, 200 files.
 */
import { expect, it, vi } from 'vitest'
import { type Agreement, agreement, type Disagreement, functionsIn } from './agreement.js'
import type { Source } from './compilers.js'
import { bitsOf } from './random.js'
import { generate, type Random, type Tree } from './syntax/generate.js'
import type { Language } from './syntax/grammar.js'
import { print, type Surroundings, surroundings } from './syntax/print.js'
import { shrink } from './syntax/shrink.js'

const seed = Number(process.env.AUTOCACHED_SEED ?? Date.now() % 2 ** 31)
const runs = Number(process.env.AUTOCACHED_RUNS ?? 200)

interface Kind extends Language {
  file: string
}

const plain = { typescript: false, jsx: false, module: true, legacyDecorators: false }
const kinds: Kind[] = [
  { ...plain, file: 'input.js' },
  { ...plain, file: 'input.cjs', module: false },
  { ...plain, file: 'input.ts', typescript: true },
  { ...plain, file: 'input.ts', typescript: true, legacyDecorators: true },
  { ...plain, file: 'input.cts', typescript: true, module: false },
  { ...plain, file: 'input.tsx', typescript: true, jsx: true },
  { ...plain, file: 'input.tsx', typescript: true, jsx: true, legacyDecorators: true },
]

it('gives the same report for random files over the whole syntax', { timeout: 6 * 60 * 60 * 1000 }, async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  const next = bitsOf(seed)
  const random: Random = () => next() / 2 ** 32
  let rejected = 0
  let functions = 0
  let definitions = 0
  const found: string[] = []
  for (let run = 0; run < runs && found.length < 10; run++) {
    const kind = kinds[Math.floor(random() * kinds.length)] as Kind
    const around = surroundings(random)
    const tree = generate(random, kind)
    const { report, rejected: by, disagreements } = await agreement(sourceOf(tree, around, kind))
    if (by.length > 0) rejected++
    else if (report) {
      functions += functionsIn(report)
      definitions += report.definitions.length
    }
    const [first] = disagreements
    if (first) found.push(await smallest(tree, around, kind, first, by.length))
  }
  vi.restoreAllMocks()
  console.log(
    `syntax: ${runs - rejected} files with ${definitions} definitions and ${functions} functions agree, ${rejected} that a ` +
      `parser rejects; seed ${seed} (AUTOCACHED_SEED, AUTOCACHED_RUNS)`,
  )
  expect(found.join('\n'), `seed ${seed}`).toBe('')
  expect(rejected).toBeLessThan(runs / 2)
  expect(definitions).toBeGreaterThan(runs / 2)
})

/** The same kind of disagreement in as little code as possible, as a vector for test/vectors. */
async function smallest(
  tree: Tree,
  around: Surroundings,
  kind: Kind,
  { compiler, what }: Disagreement,
  rejected: number,
): Promise<string> {
  const shows = (found: Agreement): Disagreement | undefined =>
    found.rejected.length > rejected
      ? undefined
      : found.disagreements.find((other) => other.compiler === compiler && partOf(other.what) === partOf(what))
  const small = await shrink(
    tree,
    async (smaller) => shows(await agreement(sourceOf(smaller, around, kind))) !== undefined,
  )
  const source = sourceOf(small, around, kind)
  const difference = shows(await agreement(source))
  return [
    `# ${compiler}: ${what}`,
    `#   ${difference?.expected}`,
    `#   ${difference?.actual}`,
    '- id: a-name-for-it',
    `  code: ${JSON.stringify(source.code)}`,
    `  file: ${kind.file}`,
    ...(kind.module ? [] : ['  script: true']),
    ...(kind.legacyDecorators ? ['  # with legacyDecorators'] : []),
  ].join('\n')
}

/** `definitions 3` is a difference of the definitions. */
function partOf(what: string): string {
  return what.replace(/ \d+$/, '')
}

function sourceOf(tree: Tree, around: Surroundings, { file, module, legacyDecorators }: Kind): Source {
  return { code: print(tree, around), file, script: !module, legacyDecorators }
}
