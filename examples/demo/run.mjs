// npm run demo: one analysis of real data, cached on disk, in four ways. Every cell of the table is a process of its own.
//
//   node examples/demo/run.mjs           what an earlier run stored is found again
//   node examples/demo/run.mjs --fresh   forgets the earlier runs first
import { fork } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compile, makeProject } from './compile.mjs'
import { report } from './report.mjs'

const demo = fileURLToPath(new URL('.', import.meta.url))
const root = join(demo, '../..')
const cache = join(demo, '.cache')
const ways = ['Babel', 'SWC', 'source']

if (process.argv.includes('--fresh')) rmSync(cache, { recursive: true, force: true })
mkdirSync(join(cache, 'disk'), { recursive: true })

// What earlier runs of the command stored, so that this one knows what has to be a hit.
const history = readJson(join(cache, 'disk/history.json')) ?? { runs: 0, stored: {} }
history.runs += 1
remember()

const original = readSources(join(demo, 'src'))
const edited = {
  // Both edits are other ones in every run, so that no earlier run can have stored their results.
  comment: edit(original, [
    ['// Younger features are left out.', `// Run ${history.runs}: what took less is left out.`],
    [/\bcomplete\b/g, `everywhere${history.runs}`],
  ]),
  body: edit(original, [['minimumDays = 365', `minimumDays = ${365 + history.runs}`]]),
}

const data = 'node_modules/@mdn/browser-compat-data'
const { version } = readJson(join(root, data, 'package.json'))
const megabytes = statSync(join(root, data, 'data.json')).size / 1e6

makeProject(demo, join(cache, 'project'), root)
console.log(
  ` Five functions over ${megabytes.toFixed(1)} MB of browser-compat-data ${version}; each step is a new process.`,
)

const uncached = await run(await compile('source', original, 'out/uncached'), undefined)
const results = []
for (const way of ways) {
  const disk = join(cache, 'disk', way)
  const plain = await compile(way, original, `out/${way}`)
  const folders = {
    first: plain,
    again: plain,
    comment: await compile(way, edited.comment, `out/${way}-comment`),
    body: await compile(way, edited.body, `out/${way}-body`),
  }
  const runs = {}
  for (const [step, folder] of Object.entries(folders)) {
    const stored = history.stored[way] ?? []
    runs[step] = { ...(await run(folder, disk)), stored }
    history.stored[way] = [...new Set([...stored, ...Object.values(runs[step].versions)])]
    remember()
  }
  results.push({ way, runs })
}

const broken = report({ uncached, results, earlier: history.runs > 1 })
process.exitCode = broken > 0 ? 1 : 0

/** Runs the compiled analysis in a process of its own, with the cache in `disk` or with none. */
function run(folder, disk) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, DEMO_CACHE: disk ?? '' }
    const child = fork(join(folder, 'main.js'), [join(data, 'data.json'), version], { cwd: root, env })
    child.once('message', resolve)
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`${relative(root, folder)}/main.js ended with code ${code}.`)))
  })
}

function remember() {
  writeFileSync(join(cache, 'disk/history.json'), JSON.stringify(history))
}

function edit(sources, replacements) {
  let text = sources['questions.ts']
  for (const [search, replacement] of replacements) {
    const changed = text.replace(search, replacement)
    if (changed === text) throw new Error(`The demo wants to edit ${search} in questions.ts, and it is not there.`)
    text = changed
  }
  return { ...sources, 'questions.ts': text }
}

function readSources(folder) {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}
