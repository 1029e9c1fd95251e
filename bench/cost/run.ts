/**
 * What the plugins cost, as the generated part of docs/cost.md: `npm run bench:cost`.
 *
 * COST_EVERY: measures every n-th file of the corpus (default 1, all of them; 12 for a look). COST_ROUNDS: default 5.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cpus, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { breakdown } from './breakdown.js'
import { buildIdentityPlugin } from './identity.js'
import { scalingInputs } from './scaling.js'

const require = createRequire(import.meta.url)
const rounds = Number(process.env.COST_ROUNDS ?? 5)

const identity = buildIdentityPlugin()
if (identity) process.env.COST_IDENTITY = identity
// It reads the environment, as the processes that it is measured in do.
const { every, presetNames, setNames } = await import('./comparisons.js')
const { compare } = await import('./measure.js')

const busy = loadavg()[0] as number
const lines = [
  `Node.js ${process.version}, @babel/core ${versionOf('@babel/core')}, @swc/core ${versionOf('@swc/core')}.`,
  `${every === 1 ? 'All files' : `One file in ${every}`} of the corpus, ${rounds} rounds; ${cpus().length} processors, ${busy.toFixed(1)} processes at work when it began.`,
]
const page = fileURLToPath(new URL('../../docs/cost.md', import.meta.url))
await babelTable()
await breakdownTable()
await swcTable()
await scalingTable()

console.log(lines.join('\n'))

async function babelTable(): Promise<void> {
  table('Babel', ['presets', 'what', 'files', 'without', 'with', 'ratio', 'all rounds', 'first round', 'processors'])
  for (const presets of presetNames) {
    for (const what of setNames) {
      const { items, median, total, first, worked } = await compare(`${presets}: ${what}`, rounds)
      const [plain, plugin] = median
      const ratios = [median, total, first, worked].map(([without, with_]) => ratio(with_, without))
      row([presets, what, items, ms(plain), ms(plugin), ...ratios])
    }
  }
}

async function breakdownTable(): Promise<void> {
  const { median, total } = await compare('passes', rounds)
  table('The passes of the Babel plugin', ['part', 'ms', 'of the compilation without', 'all rounds'])
  const all = breakdown(total)
  breakdown(median).forEach(([what, time], index) => {
    row([what, ms(time), percent(time, median[0]), percent(all[index]?.[1], total[0])])
  })
}

async function swcTable(): Promise<void> {
  table('SWC', [
    'what',
    'files',
    'without',
    'does nothing',
    'with',
    'ratio to one that does nothing',
    'all rounds',
    'processors',
  ])
  for (const what of setNames) {
    const { items, median, total, worked } = await compare(`swc: ${what}`, rounds)
    const [plain, nothing, plugin] = withNothing(median)
    const ratios = [median, total, worked].map((times) => {
      const [, without, with_] = withNothing(times)
      return ratio(with_, without)
    })
    row([what, items, ms(plain), ms(nothing), ms(plugin), ...ratios])
  }
}

async function scalingTable(): Promise<void> {
  table('One file that grows', ['file', 'Babel', 'with', 'ratio', 'SWC', 'does nothing', 'with', 'ratio'])
  for (const [what] of scalingInputs()) {
    const babel = (await compare(`typescript: ${what}`, 1)).median
    const [plain, nothing, plugin] = withNothing((await compare(`swc: ${what}`, 1)).median)
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

/** Of SWC: alone, with the plugin that does nothing, where that could be built, and with ours. */
function withNothing(times: number[]): (number | undefined)[] {
  return identity ? times : [times[0], undefined, times[1]]
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

function ratio(time: number | undefined, base: number | undefined): string {
  return time === undefined || base === undefined ? 'not measured' : (time / base).toFixed(2)
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
