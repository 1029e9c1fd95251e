/** Compiles a package into a folder and runs it there, in a process of its own. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { parseSync } from '@babel/core'
import type * as t from '@babel/types'
import type { Compiler } from '../compilers.js'
import { exportEverything } from '../corpus.js'
import { compiledName, type ModuleFile, modulesOf, type Package, withFileNames } from './packages.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const here = fileURLToPath(new URL('.', import.meta.url))

export interface Settings {
  compiler: Compiler
  package: Package
  /** Without the plugin, and with an `autocached` that does nothing. */
  plain: boolean
  /** Every top-level function is one that the plugin registers: exported too, or given to `cached` in a script. */
  everything?: boolean
}

export interface Built {
  folder: string
  /** Exports what the package exports, and its pure functions given to `cached`. */
  entry: string
  /** Those of the package. */
  modules: string[]
}

export interface Observed {
  lines: string[]
  calls: number
  /** `bySource`: whether it counts functions by their source text. */
  versions: Record<string, { version: string; bySource: boolean }>
}

/** Two folders, with and without the plugin's runtime. */
export class Workshop {
  private readonly folder = mkdtempSync(join(tmpdir(), 'autocached-packages-'))

  constructor() {
    mkdirSync(join(this.folder, 'plugin', 'node_modules'), { recursive: true })
    symlinkSync(root, join(this.folder, 'plugin', 'node_modules', 'autocached'), 'junction')
    const stub = join(this.folder, 'plain', 'node_modules', 'autocached')
    mkdirSync(stub, { recursive: true })
    writeFileSync(join(stub, 'index.js'), 'exports.cached = (fn) => fn')
  }

  async build({ compiler, package: source, plain, everything = false }: Settings): Promise<Built> {
    const name = [source.name, compiler.name, everything ? 'all' : ''].join(' ').replaceAll(/[^\w.]+/g, '-')
    const folder = join(this.folder, plain ? 'plain' : 'plugin', name)
    const write = (file: string, code: string): string => {
      const path = join(folder, file)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, code)
      return path
    }
    write('package.json', source.commonjs ? '{ "type": "commonjs" }' : '{ "type": "module" }')
    const compile = ({ file, code }: ModuleFile): string => {
      const output = compiler.compile({
        code,
        file: `src/${file}`,
        plain,
        ...(source.script ? { script: true } : {}),
        ...(source.commonjs ? { commonjs: true } : {}),
      })
      return write(compiledName(file), withFileNames(output.code, source, file))
    }
    const modules = modulesOf(source).map(({ file, code }) =>
      compile({ file, code: everything ? registerEverything(source, code, file) : code }),
    )
    const samples = (await import(pathToFileURL(samplesOf(source)).href)) as { pure: Record<string, unknown> }
    const entry = compile({ file: 'wrapped.js', code: wrapping(source, Object.keys(samples.pure)) })
    return { folder, entry, modules }
  }

  clear(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Loads the modules, makes the calls of `samples/<package>.mjs`, and tells all that could be seen. */
export async function observe(
  { entry, modules }: Built,
  source: Package,
  { names = true, texts = true, commonjs = source.commonjs ?? false } = {},
): Promise<Observed> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      `${here}observe.mjs`,
      JSON.stringify({ entry, modules, samples: samplesOf(source), commonjs, names, texts: names && texts }),
    ],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      timeout: 60_000,
      env: { ...process.env, TZ: 'UTC', LANG: 'C', NODE_ENV: 'development' },
    },
  )
  return JSON.parse(stdout) as Observed
}

function samplesOf({ name }: Package): string {
  return `${here}samples/${name}.mjs`
}

/** An entry that exports the package, and `cached_<name>` for each of these functions. */
function wrapping({ script, entry }: Package, functions: string[]): string {
  const from = `./${compiledName(entry)}`
  const wrapped = functions.map((path) => [`cached_${path.replaceAll('.', '_')}`, `cached(pkg.${path})`])
  if (script) {
    return `const { cached } = require('autocached')
const pkg = require('${from}')
module.exports = { ...pkg, ${wrapped.map(([name, value]) => `${name}: ${value}`).join(', ')} }
`
  }
  return `import { cached } from 'autocached'
import * as pkg from '${from}'
export * from '${from}'
${wrapped.map(([name, value]) => `export const ${name} = ${value}\n`).join('')}`
}

function registerEverything({ script }: Package, code: string, file: string): string {
  // Unlike in each file, because `export *` puts those of several files into one.
  if (!script) return exportEverything({ code, file }, `${file.replaceAll(/\W/g, '_')}_`) ?? code
  const calls = functionNames(code).map((name) => `\nif (typeof ${name} === 'function') __cached(${name})`)
  return calls.length === 0 ? code : `${code}\n;const { cached: __cached } = require('autocached');${calls.join('')}\n`
}

/** Of functions, and of variables that may hold one. */
function functionNames(code: string): string[] {
  const parsed = parseSync(code, { configFile: false, babelrc: false, sourceType: 'script' })
  return (parsed?.program.body ?? []).flatMap((statement: t.Statement) => {
    if (statement.type === 'FunctionDeclaration') return statement.id && !statement.generator ? [statement.id.name] : []
    if (statement.type !== 'VariableDeclaration') return []
    return statement.declarations.flatMap(({ id, init }) => {
      const makesFunction = init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression'
      const mayMake =
        init?.type === 'CallExpression' && !(init.callee.type === 'Identifier' && init.callee.name === 'require')
      return id.type === 'Identifier' && (makesFunction || mayMake) ? [id.name] : []
    })
  })
}
