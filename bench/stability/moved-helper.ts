/**
 * In every module that has one, a helper is moved to a file of its own; then the packages are loaded as they were and as they are
 * now, and the runtime links the versions of their functions.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type * as babel from '@babel/core'
import { exportEverything, type SourceFile } from '../../test/corpus.js'
import { compileModule } from './compile.js'
import { moveHelper, type Needs } from './move-helper.js'

export interface MovedHelpers {
  needs: Needs
  /** How many helpers were moved, each out of a module that loads. */
  helpers: number
  /** Functions and classes of these modules, whose versions were compared. */
  functions: number
  lost: { file: string; name: string }[]
  /** Modules that do not load in Node.js as they are, or not with a helper elsewhere. */
  failed: { file: string; why: string }[]
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const variants = ['functions', 'constants'] as const

export function measureMovedHelpers(files: readonly SourceFile[]): MovedHelpers[] {
  const folder = mkdtempSync(join(tmpdir(), 'autocached-moved-'))
  const modules = join(folder, 'modules')
  try {
    mkdirSync(join(modules, 'node_modules'), { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
    symlinkSync(root, join(modules, 'node_modules', 'autocached'), 'junction')
    const known = new Set(files.filter(({ script }) => !script).map(({ file }) => file))
    const moved: { file: string; name: string; needs: Needs }[] = []
    for (const source of files.filter(({ script }) => !script)) {
      for (const needs of writeModules(source, known, modules))
        moved.push({ file: source.file, name: compiledName(source.file), needs })
    }
    writeFileSync(join(modules, 'names.json'), JSON.stringify([...new Set(moved.map(({ name }) => name))]))
    writeFileSync(join(modules, 'load.mjs'), loader)
    const before = load(modules, 'before')
    return variants.map((needs) => compare(before, load(modules, needs), needs, moved))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Writes the module as it was, and as it is with a helper of either kind elsewhere. Returns of which kinds there was one. */
function writeModules({ file, code: original }: SourceFile, known: ReadonlySet<string>, folder: string): Needs[] {
  const found: Needs[] = []
  try {
    const code = exportEverything({ code: original, file })
    if (code === undefined) return found
    const helperFile = file.replace(/(\.[cm]?[jt]sx?)$/, '.helper$1')
    const paths = pathsOf(file, known)
    const before = compileModule(code, file, paths)
    write(join(folder, 'before', compiledName(file)), before)
    for (const needs of variants) {
      const moved = moveHelper(
        code,
        file,
        needs,
        `./${basename(compiledName(helperFile))}`,
        `./${basename(compiledName(file))}`,
      )
      write(join(folder, needs, compiledName(file)), moved ? compileModule(moved.main, file, paths) : before)
      if (!moved) continue
      write(join(folder, needs, compiledName(helperFile)), compileModule(moved.helper, helperFile, paths))
      found.push(needs)
    }
  } catch {
    // What Babel cannot compile alone, such as `import a = require()` in a module, is missing everywhere.
  }
  return found
}

/** Relative imports name the compiled files; those of other files stay where they are. */
function pathsOf(file: string, known: ReadonlySet<string>): babel.PluginItem {
  const rename = ({
    node,
  }: babel.NodePath<
    babel.types.ImportDeclaration | babel.types.ExportNamedDeclaration | babel.types.ExportAllDeclaration
  >) => {
    const path = node.source?.value
    if (!node.source || !path?.startsWith('.') || path.endsWith('.mjs')) return
    const target = join(dirname(file), path)
    const found = [
      target,
      target.replace(/\.js$/, '.ts'),
      ...['.ts', '.tsx', '.js', '/index.ts', '/index.js'].map((end) => target + end),
    ].find(
      (candidate) =>
        known.has(candidate) || (existsSync(join(root, 'node_modules', candidate)) && /\.\w+$/.test(candidate)),
    )
    if (!found) return
    const compiled = relative(dirname(file), compiledName(found))
    node.source.value = known.has(found)
      ? compiled.startsWith('.')
        ? compiled
        : `./${compiled}`
      : pathToFileURL(join(root, 'node_modules', found)).href
    delete node.source.extra
  }
  return () => ({
    visitor: { ImportDeclaration: rename, ExportNamedDeclaration: rename, ExportAllDeclaration: rename },
  })
}

function compiledName(file: string): string {
  return `${file.replace(/\.[cm]?[jt]sx?$/, '')}.mjs`
}

function write(path: string, code: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, code)
}

/** What a module exports, by name; or why it does not load. */
type Loaded = Record<string, { versions: Record<string, { name: string; version: string }> } | { why: string }>

/** Each variant in a process of its own: what modules leave behind on `globalThis` would be found by the next. */
function load(modules: string, variant: string): Loaded {
  const stdio: ['ignore', 'ignore', 'inherit'] = ['ignore', 'ignore', 'inherit']
  execFileSync(process.execPath, [join(modules, 'load.mjs'), variant], { stdio })
  return JSON.parse(readFileSync(join(modules, `${variant}.json`), 'utf8')) as Loaded
}

function compare(
  before: Loaded,
  after: Loaded,
  needs: Needs,
  moved: readonly { file: string; name: string; needs: Needs }[],
): MovedHelpers {
  const result: MovedHelpers = { needs, helpers: 0, functions: 0, lost: [], failed: [] }
  for (const { file, name } of moved.filter((each) => each.needs === needs)) {
    const [was, is] = [before[name], after[name]]
    if (!was || !is || 'why' in was || 'why' in is) {
      const [failed] = [was, is].filter((each) => each && 'why' in each) as { why: string }[]
      result.failed.push({ file, why: failed?.why ?? '' })
      continue
    }
    result.helpers++
    for (const [key, { name, version }] of Object.entries(was.versions)) {
      result.functions++
      if (is.versions[key]?.version !== version) result.lost.push({ file, name })
    }
  }
  return result
}

/** Runs beside the compiled modules, so that they and it find one runtime. */
const loader = `
import { readFileSync, writeFileSync } from 'node:fs'
import { versionOf } from 'autocached'
const names = JSON.parse(readFileSync(new URL('./names.json', import.meta.url), 'utf8'))
const [variant] = process.argv.slice(2)
const loaded = {}
for (const name of names) {
  let exports
  try {
    exports = await import('./' + variant + '/' + name)
  } catch (error) {
    loaded[name] = { why: String(error).split('\\n')[0] }
    continue
  }
  const versions = {}
  for (const key of Object.keys(exports)) {
    const version = versionIn(exports, key)
    if (version !== undefined) versions[key] = { name: exports[key].name || key, version }
  }
  loaded[name] = { versions }
}
writeFileSync(new URL('./' + variant + '.json', import.meta.url), JSON.stringify(loaded))
process.exit(0)

function versionIn(module, name) {
  if (!/^_\\d+_$/.test(name) || typeof module[name] !== 'function') return undefined
  try { return versionOf(module[name]) } catch { return undefined }
}
`
