/**
 * What the plugins cost, as the generated part of docs/cost.md: `npm run bench:cost`.
 *
 * COST_EVERY: measures every n-th file of the corpus (default 6). COST_ROUNDS: default 5.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { corpus, exportEverything } from '../../test/corpus.js'
import { babelVariants, type Input, swcVariants } from './compilers.js'
import { type Cost, compare } from './measure.js'
import { scalingInputs } from './scaling.js'

const require = createRequire(import.meta.url)
const every = Number(process.env.COST_EVERY ?? 6)
const rounds = Number(process.env.COST_ROUNDS ?? 5)
console.warn = () => {} // the refusals of the corpus

const files: Input[] = corpus().filter((_, index) => index % every === 0)
const exported = files.flatMap((file) => {
  const code = exportEverything(file)
  return code === undefined ? [] : [{ ...file, code, script: false }]
})
// One file in twenty uses `cached`, and nothing else is wanted.
const few = exported.map((file, index) => (index % 20 === 0 ? wrapFirst(file) : file))

const sets = [
  ['the files as they are', files, {}],
  ['every top-level function exported', exported, {}],
  ['`cached` in one file of twenty, `exports: false`', few, { exports: false }],
] as const

const lines = [
  `Node.js ${process.version}, @babel/core ${versionOf('@babel/core')}, @swc/core ${versionOf('@swc/core')}.`,
  `Every ${every === 1 ? '' : `${every}th `}file of the corpus, ${rounds} rounds.`,
  '',
  '| compiler | what | files | without | with | ratio | ratio, all rounds |',
  '|---|---|---|---|---|---|---|',
]
for (const [what, inputs, options] of sets) {
  add('Babel', what, compare([...inputs], babelVariants(options), rounds))
  add('SWC', what, compare([...inputs], swcVariants(options), rounds))
}
lines.push('', '| one file | Babel, ms | with | SWC, ms | with |', '|---|---|---|---|---|')
for (const [what, input] of scalingInputs()) {
  const babel = compare([input], babelVariants(), 2)
  const swc = compare([input], swcVariants(), 2)
  const times = [babel, swc].flatMap(({ items, least }) => (items === 0 ? ['fails', ''] : least.slice(0, 2).map(ms)))
  lines.push(`| ${what} | ${times.join(' | ')} |`)
}

const page = fileURLToPath(new URL('../../docs/cost.md', import.meta.url))
const marked = /(<!-- generated -->\n)[\s\S]*(<!-- end -->)/
writeFileSync(
  page,
  readFileSync(page, 'utf8').replace(marked, (_, start, end) => `${start}\n${lines.join('\n')}\n\n${end}`),
)
console.log(lines.join('\n'))

function add(compiler: string, what: string, { items, least, total }: Cost): void {
  const [plain = 0, plugin = 0] = least
  const [plainTotal = 1, pluginTotal = 0] = total
  const row = [ms(plain), ms(plugin), (plugin / plain).toFixed(2), (pluginTotal / plainTotal).toFixed(2)]
  lines.push(`| ${compiler} | ${what} | ${items} | ${row.join(' | ')} |`)
}

function wrapFirst(file: Input): Input {
  const name = /^(?:export )?(?:async )?function (\w+)/m.exec(file.code)?.[1]
  return name ? { ...file, code: `${file.code}\nimport { cached as _c } from 'autocached'\n_c(${name})\n` } : file
}

function ms(time: number): string {
  return time < 10 ? time.toFixed(1) : time.toFixed(0)
}

function versionOf(name: string): string {
  return (require(`${name}/package.json`) as { version: string }).version
}
