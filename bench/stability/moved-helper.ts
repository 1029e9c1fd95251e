/**
 * In every module that has one, a helper is moved to a file of its own; then the packages are loaded as they were and as they are
 * now, and the runtime links the versions of their functions.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import * as babel from '@babel/core'
import { exportEverything, type SourceFile } from '../../test/corpus.js'
import { compileModule } from './compile.js'
import { moveHelper } from './move-helper.js'

export interface MovedHelpers {
  /** Modules that loaded, and how many helpers were moved out of them. */
  modules: number
  helpers: number
  /** Functions and classes whose versions were compared. */
  functions: number
  lost: { file: string; name: string }[]
  /** Modules that do not load in Node.js, as they were or as they are now. */
  failed: { file: string; why: string }[]
}

const root = fileURLToPath(new URL('../..', import.meta.url))

export function measureMovedHelpers(files: readonly SourceFile[]): MovedHelpers {
  const folder = mkdtempSync(join(tmpdir(), 'autocached-moved-'))
  try {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
    mkdirSync(join(folder, 'modules', 'node_modules'), { recursive: true })
    symlinkSync(root, join(folder, 'modules', 'node_modules', 'autocached'), 'junction')
    const modules = files.filter(({ script }) => !script)
    const known = new Set(modules.map(({ file }) => file))
    const moved = modules.filter((source) => writeModules(source, known, join(folder, 'modules'))).map(({ file }) => file)
    const list = join(folder, 'modules', 'list.json')
    writeFileSync(list, JSON.stringify({ moved, names: moved.map((file) => compiledName(file)) }))
    writeFileSync(join(folder, 'modules', 'load.mjs'), loader)
    execFileSync(process.execPath, [join(folder, 'modules', 'load.mjs')], { stdio: ['ignore', 'ignore', 'inherit'] })
    return JSON.parse(readFileSync(join(folder, 'modules', 'result.json'), 'utf8')) as MovedHelpers
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Writes the module as it was and as it is now. Returns whether there was a helper to move. */
function writeModules({ file, code: original }: SourceFile, known: ReadonlySet<string>, folder: string): boolean {
  try {
    const code = exportEverything({ code: original, file })
    if (code === undefined) return false
    const helperFile = file.replace(/(\.[cm]?[jt]sx?)$/, '.helper$1')
    const moved = moveHelper(code, file, `./${compiledName(helperFile).split('/').at(-1)}`, `./${compiledName(file).split('/').at(-1)}`)
    write(join(folder, 'before', compiledName(file)), compileModule(code, file, pathsOf(file, known)))
    write(join(folder, 'after', compiledName(file)), compileModule(moved?.main ?? code, file, pathsOf(file, known)))
    if (moved) write(join(folder, 'after', compiledName(helperFile)), compileModule(moved.helper, helperFile, pathsOf(file, known)))
    return moved !== undefined
  } catch {
    // What Babel cannot compile alone, such as `import a = require()` in a module, is missing in both.
    return false
  }
}

/** Relative imports name the compiled files; those of other files stay where they are. */
function pathsOf(file: string, known: ReadonlySet<string>): babel.PluginItem {
  const rename = ({ node }: babel.NodePath<babel.types.ImportDeclaration | babel.types.ExportNamedDeclaration | babel.types.ExportAllDeclaration>) => {
    const path = node.source?.value
    if (!node.source || !path?.startsWith('.') || path.endsWith('.mjs')) return
    const target = join(dirname(file), path)
    const found = [target, target.replace(/\.js$/, '.ts'), ...['.ts', '.tsx', '.js', '/index.ts', '/index.js'].map((end) => target + end)].find(
      (candidate) => known.has(candidate) || existsSync(join(root, 'node_modules', candidate)) && /\.\w+$/.test(candidate),
    )
    if (!found) return
    const compiled = relative(dirname(file), compiledName(found))
    node.source.value = known.has(found) ? (compiled.startsWith('.') ? compiled : `./${compiled}`) : pathToFileURL(join(root, 'node_modules', found)).href
    delete node.source.extra
  }
  return () => ({ visitor: { ImportDeclaration: rename, ExportNamedDeclaration: rename, ExportAllDeclaration: rename } })
}

function compiledName(file: string): string {
  return `${file.replace(/\.[cm]?[jt]sx?$/, '')}.mjs`
}

function write(path: string, code: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, code)
}

/** Runs beside the compiled modules, so that they and it find one runtime. */
const loader = `
import { readFileSync, writeFileSync } from 'node:fs'
import { versionOf } from 'autocached'
const { moved, names } = JSON.parse(readFileSync(new URL('./list.json', import.meta.url), 'utf8'))
const result = { modules: 0, helpers: 0, functions: 0, lost: [], failed: [] }
for (const [index, file] of moved.entries()) {
  let before, after
  try {
    before = await import('./before/' + names[index])
    after = await import('./after/' + names[index])
  } catch (error) {
    result.failed.push({ file, why: String(error).split('\\n')[0] })
    continue
  }
  result.modules++
  result.helpers++
  for (const name of Object.keys(before)) {
    const version = versionIn(before, name)
    if (version === undefined) continue
    result.functions++
    if (versionIn(after, name) !== version) result.lost.push({ file, name: before[name].name || name })
  }
}
writeFileSync(new URL('./result.json', import.meta.url), JSON.stringify(result))
process.exit(0)

function versionIn(module, name) {
  if (!/^_\\d+_$/.test(name) || typeof module[name] !== 'function') return undefined
  try { return versionOf(module[name]) } catch { return undefined }
}
`
