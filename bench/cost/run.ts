/**
 * What the plugins cost, as the generated part of docs/cost.md: `npm run bench:cost`.
 *
 * COST_EVERY: measures every n-th file of the corpus (default 1, all of them; 12 for a look). COST_ROUNDS: default 5.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cpus, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { corpus, exportEverything } from '../../test/corpus.js'
import { breakdown, stepVariants } from './breakdown.js'
import { babelVariants, type Input, presetEnv, swcVariants } from './compilers.js'
import { buildIdentityPlugin } from './identity.js'
import { type Cost, compare } from './measure.js'
import { scalingInputs } from './scaling.js'

const require = createRequire(import.meta.url)
const every = Number(process.env.COST_EVERY ?? 1)
const rounds = Number(process.env.COST_ROUNDS ?? 5)
console.warn = () => {} // the refusals of the corpus

const identity = buildIdentityPlugin()
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

const busy = loadavg()[0] as number
const lines = [
  `Node.js ${process.version}, @babel/core ${versionOf('@babel/core')}, @swc/core ${versionOf('@swc/core')}.`,
  `${every === 1 ? 'All files' : `Every ${every}th file`} of the corpus, ${rounds} rounds; ${cpus().length} processors, ${busy.toFixed(1)} processes at work when it began.`,
]
const page = fileURLToPath(new URL('../../docs/cost.md', import.meta.url))
babelTable()
breakdownTable()
swcTable()
scalingTable()

console.log(lines.join('\n'))

function babelTable(): void {
  table('Babel', ['presets', 'what', 'files', 'without', 'with', 'ratio', 'ratio, all rounds'])
  for (const [what, inputs, options] of sets) {
    add(['typescript', what], compare([...inputs], babelVariants(options), rounds))
  }
  add(['env, typescript', sets[0][0]], compare(files, babelVariants({}, presetEnv), rounds))
}

function breakdownTable(): void {
  const { median, total } = compare(files, stepVariants(), rounds)
  table('The passes of the Babel plugin', ['part', 'ms', 'of the compilation without', 'all rounds'])
  const all = breakdown(total)
  breakdown(median).forEach(([what, time], index) => {
    row([what, ms(time), percent(time, median[0]), percent(all[index]?.[1], total[0])])
  })
}

function swcTable(): void {
  table('SWC', ['what', 'files', 'without', 'does nothing', 'with', 'ratio to one that does nothing', 'all rounds'])
  for (const [what, inputs, options] of sets) {
    const { items, median, total } = compare([...inputs], swcVariants(options, identity), rounds)
    const [plain, nothing, plugin] = identity ? median : [median[0], undefined, median[1]]
    row([
      what,
      items,
      ms(plain),
      ms(nothing),
      ms(plugin),
      ratio(plugin, nothing),
      ratio(total[2], identity && total[1]),
    ])
  }
}

function scalingTable(): void {
  table('One file that grows', ['file', 'Babel', 'with', 'ratio', 'SWC', 'does nothing', 'with', 'ratio'])
  for (const [what, input] of scalingInputs()) {
    const babel = compare([input], babelVariants(), 1).median
    const swc = compare([input], swcVariants({}, identity), 1).median
    const [plain, nothing, plugin] = identity ? swc : [swc[0], undefined, swc[1]]
    row([
      what,
      ms(babel[0]),
      ms(babel[1]),
      ratio(babel[1], babel[0]),
      ms(plain),
      ms(nothing),
      ms(plugin),
      ratio(plugin, nothing),
    ])
  }
}

function table(title: string, columns: string[]): void {
  console.error(title)
  lines.push('', `## ${title}`, '')
  row(columns)
  row(columns.map(() => '---'))
}

/** Written at once: a run that is stopped leaves what it has measured. */
function row(cells: (string | number)[]): void {
  lines.push(`| ${cells.join(' | ')} |`)
  const marked = /(<!-- generated -->\n)[\s\S]*(<!-- end -->)/
  const text = readFileSync(page, 'utf8')
  writeFileSync(
    page,
    text.replace(marked, (_, start, end) => `${start}\n${lines.join('\n')}\n\n${end}`),
  )
}

function add(what: string[], { items, median, total }: Cost): void {
  row([...what, items, ms(median[0]), ms(median[1]), ratio(median[1], median[0]), ratio(total[1], total[0])])
}

function wrapFirst(file: Input): Input {
  const name = /^(?:export )?(?:async )?function (\w+)/m.exec(file.code)?.[1]
  return name ? { ...file, code: `${file.code}\nimport { cached as _c } from 'autocached'\n_c(${name})\n` } : file
}

function ratio(time: number | undefined, base: number | string | undefined): string {
  return time === undefined || typeof base !== 'number' ? 'not measured' : (time / base).toFixed(2)
}

function percent(time: number | undefined, base: number | undefined): string {
  return `${(100 * ((time ?? 0) / (base ?? 1))).toFixed(1)} %`
}

function ms(time: number | undefined): string {
  if (time === undefined) return 'not measured'
  return Math.abs(time) < 10 ? time.toFixed(1) : time.toFixed(0)
}

function versionOf(name: string): string {
  return (require(`${name}/package.json`) as { version: string }).version
}
