import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { chart, times } from './chart.js'
import { measure, type Result, type Variant } from './measure.js'

/** Something that all variants do; the first one is what the others are compared with. */
export interface Comparison {
  readonly title: string
  readonly variants: () => Promise<Variant[]> | Variant[]
}

const docs = new URL('../../docs/', import.meta.url)

/**
 * Measures each comparison in a process of its own, so that none runs code that another has shaped, and writes the tables into the
 * section of docs/speed.md with this name, and a chart for each. `AUTOCACHED_ONLY` names one comparison, and writes nothing.
 */
export async function bench(section: string, script: string, comparisons: Readonly<Record<string, Comparison>>) {
  const [asked] = process.argv.slice(2)
  if (asked !== undefined) {
    const variants = await (comparisons[asked] as Comparison).variants()
    process.stdout.write(`\n@${JSON.stringify(await measure(variants))}`)
    return
  }
  const only = process.env.AUTOCACHED_ONLY
  const parts: string[] = []
  for (const [id, { title }] of Object.entries(comparisons)) {
    if (only !== undefined && only !== id) continue
    const results = measureApart(script, id)
    console.log(`${title}\n${table(results)}\n`)
    parts.push(`### ${title}\n\n${table(results)}\n\n![${title}](${section}-${id}.svg)`)
    if (only === undefined) writeFileSync(new URL(`${section}-${id}.svg`, docs), chart(title, results))
  }
  if (only === undefined) write(section, parts.join('\n\n'))
}

function measureApart(script: string, id: string): Result[] {
  const args = ['--import', 'tsx', '--expose-gc', '--max-semi-space-size=128', fileURLToPath(script), id]
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${id} failed:\n${stderr}`)
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\n@') + 2)) as Result[]
}

function table(results: readonly Result[]): string {
  const base = results[0]?.ns ?? 1
  const rows = results.map(({ name, ns, bytes }) => {
    const own = name === 'autocached' ? '**' : ''
    return `| ${own}${name}${own} | ${ns < 100 ? ns.toFixed(1) : ns.toFixed(0)} | ${own}${times(ns / base)}${own} | ${bytes} |`
  })
  return ['| | ns per call | ratio | bytes per call |', '|---|---:|---:|---:|', ...rows].join('\n')
}

function write(section: string, text: string): void {
  const file = new URL('speed.md', docs)
  const machine = `Node ${process.version}, ${cpus()[0]?.model.trim()}, ${cpus().length} cores.`
  const [start, end] = [`<!-- ${section} -->`, `<!-- end ${section} -->`]
  const before = readFileSync(file, 'utf8')
  const after = before.replace(
    new RegExp(`${start}[\\s\\S]*?${end}`),
    () => `${start}\n\n${machine}\n\n${text}\n\n${end}`,
  )
  writeFileSync(file, after)
}
