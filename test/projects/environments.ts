/** Compiles programs in every way in which a user would, bundles them, and runs them, each way in a process of its own. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Compiler, compilers } from '../compilers.js'
import { bundlers } from './bundlers.js'
import type { Files } from './project.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const runner = fileURLToPath(new URL('run-programs.mjs', import.meta.url))

/** A program under the name of a folder; `run` are the functions of `main.ts` that change it while it runs. */
export interface Program {
  readonly folder: string
  readonly files: Files
  readonly run: readonly string[]
  readonly commonjs: boolean
}

/** The versions of a program's functions by name, or why it failed; `after` has them behind each run of a function. */
export interface Outcome {
  readonly error?: string
  readonly versions?: Versions
  readonly after?: Readonly<Record<string, Versions>>
}

type Versions = Readonly<Record<string, string>>

const compiled = ['Babel 7', 'SWC 1.16, plugin first'].map((name) => compilers.find((c) => c.name === name) as Compiler)

/** Names that never count may be left out: the versions stay. */
export const WITHOUT_NAMES = 'CommonJS, without names'

export const environments = compiled.flatMap(({ name }) =>
  ['ESM', WITHOUT_NAMES, ...bundlers.map((bundler) => bundler.name)].map((form) => ({ compiler: name, form })),
)

/** What every program gives in one environment, by its folder. */
export async function outcomesIn(
  place: string,
  { compiler: name, form }: (typeof environments)[number],
  programs: readonly Program[],
): Promise<Record<string, Outcome>> {
  const compiler = compiled.find((compiler) => compiler.name === name) as Compiler
  const target = join(place, `${name} ${form}`.replaceAll(/[^\w.]+/g, '-'))
  const commonjs = form === WITHOUT_NAMES
  const those = programs.filter((program) => program.commonjs || !commonjs)
  mkdirSync(join(target, 'node_modules'), { recursive: true })
  symlinkSync(root, join(target, 'node_modules', 'autocached'), 'junction')
  writeFileSync(join(target, 'package.json'), `{ "type": "${commonjs ? 'commonjs' : 'module'}" }`)
  for (const { folder, files } of those) write(join(target, folder), files, compiler, commonjs)
  const bundler = bundlers.find((bundler) => bundler.name === form)
  const folders = those.map(({ folder }) => folder)
  await bundler?.bundle(target, folders)
  const file = bundler === undefined ? 'main.js' : 'main.bundle.js'
  const work = those.map(({ folder, run }) => ({ folder, run }))
  writeFileSync(join(target, 'work.json'), JSON.stringify({ from: target, file, commonjs, work }))
  const output = execFileSync(process.execPath, [runner, join(target, 'work.json')], {
    encoding: 'utf8',
    cwd: target,
    maxBuffer: 1e8,
  })
  return JSON.parse(output)
}

function write(target: string, files: Files, compiler: Compiler, commonjs: boolean): void {
  for (const [file, code] of Object.entries(files)) {
    const path = join(target, file.replace(/\.tsx?$/, '.js'))
    mkdirSync(dirname(path), { recursive: true })
    // What is below node_modules is what nobody compiled.
    const foreign = file.startsWith('node_modules/')
    writeFileSync(path, foreign ? code : compileOnce(compiler, code, file, commonjs))
  }
}

const outputs = new Map<string, string>()

/** An edit leaves most files as they are, and all bundlers get the same modules. */
function compileOnce(compiler: Compiler, code: string, file: string, commonjs: boolean): string {
  const key = JSON.stringify([compiler.name, code, file, commonjs])
  let output = outputs.get(key)
  if (output === undefined) {
    output = compiler.compile({ code, file: `src/${file}`, commonjs, options: { names: !commonjs } }).code
    outputs.set(key, output)
  }
  return output
}
