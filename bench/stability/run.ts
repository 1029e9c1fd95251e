/**
 * `npm run bench:stability` measures everything and writes docs/stability.md. AUTOCACHED_STABILITY_STEP=100 measures every
 * hundredth file only, and the document says so.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { corpus } from '../../test/corpus.js'
import { runSettings, settings } from '../../test/settings.js'
import { document, generatedPart } from './document.js'
import { measureMovedHelpers } from './moved-helper.js'
import type { Row } from './rows.js'

const target = fileURLToPath(new URL('../../docs/stability.md', import.meta.url))
const step = Number(process.env.AUTOCACHED_STABILITY_STEP ?? 1)

const rows = merged(await measureInProcesses(Math.min(4, availableParallelism())))
console.log('One helper of each module to another file …')
// All of them: modules import each other.
const moved = measureMovedHelpers(corpus())
console.log('Settings …')
const versions = { plugin: await runSettings(settings, true), source: await runSettings(settings, false) }
const generated = generatedPart({ step, rows, moved, versions })
writeFileSync(target, document(readFileSync(target, 'utf8'), generated))
console.log('Written: docs/stability.md')

/** Every process measures each n-th file. */
async function measureInProcesses(count: number): Promise<Row[][]> {
  const folder = mkdtempSync(join(tmpdir(), 'autocached-stability-'))
  try {
    return await Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const output = join(folder, `${index}.json`)
        await worker([String(index), String(count), String(step), output])
        return JSON.parse(readFileSync(output, 'utf8')) as Row[]
      }),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function worker(args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = fileURLToPath(new URL('./worker.ts', import.meta.url))
    const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], { stdio: 'inherit' })
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`A process ended with ${code}.`))))
  })
}

function merged(parts: Row[][]): Row[] {
  const [first = [], ...others] = parts
  return first.map((row, index) => {
    const same = others.map((part) => part[index] as Row)
    const sum = (field: 'definitions' | 'kept' | 'texts' | 'keptTexts') =>
      same.reduce((total, other) => total + other[field], row[field])
    return {
      edit: row.edit,
      goal: row.goal,
      definitions: sum('definitions'),
      kept: sum('kept'),
      texts: sum('texts'),
      keptTexts: sum('keptTexts'),
      failed: [row, ...same].flatMap(({ failed }) => failed),
      lost: [row, ...same].flatMap(({ lost }) => lost),
    }
  })
}
