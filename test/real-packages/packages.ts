/** The packages that are compiled and called, each with the modules that its entry reaches. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, posix, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const nodeModules = fileURLToPath(new URL('../../node_modules/', import.meta.url))

export interface Package {
  name: string
  /** Below `node_modules`; all paths of modules are relative to it. */
  folder: string
  entry: string
  /** What is compiled as the entry, where the package has none that reaches all of its modules. */
  entryCode?: string
  /** As the source is written: `require` instead of `import`. */
  script?: boolean
  /** What it is compiled to. */
  commonjs?: boolean
}

export const packages: Package[] = [
  { name: 'zod', folder: 'zod/src', entry: 'index.ts' },
  { name: 'immer', folder: 'immer/src', entry: 'immer.ts', commonjs: true },
  { name: 'redux', folder: 'redux/src', entry: 'index.ts', commonjs: true },
  { name: 'reselect', folder: 'reselect/src', entry: 'index.ts' },
  {
    name: 'noble-hashes',
    folder: '@noble/hashes/src',
    entry: 'all.ts',
    entryCode: [
      ...['argon2', 'blake1', 'blake2', 'blake3', 'hkdf', 'hmac', 'legacy', 'pbkdf2', 'scrypt'],
      ...['sha2', 'sha3', 'sha3-addons', 'utils'],
    ]
      .map((name) => `export * from './${name}.ts'\n`)
      .join(''),
  },
  { name: 'query-core', folder: '@tanstack/query-core/src', entry: 'index.ts' },
  { name: 'rxjs', folder: 'rxjs/src', entry: 'index.ts', commonjs: true },
  { name: 'ramda', folder: 'ramda/src', entry: 'index.js', script: true, commonjs: true },
  { name: 'lodash-es', folder: 'lodash-es', entry: 'lodash.js' },
  { name: 'semver', folder: 'semver', entry: 'index.js', script: true, commonjs: true },
  { name: 'acorn', folder: 'acorn/dist', entry: 'acorn.mjs' },
  { name: 'marked', folder: 'marked/lib', entry: 'marked.esm.js' },
  { name: 'luxon', folder: 'luxon/src', entry: 'luxon.js', commonjs: true },
  { name: 'decimal.js', folder: 'decimal.js', entry: 'decimal.mjs' },
  { name: 'preact', folder: 'preact/src', entry: 'index.js' },
]

export interface ModuleFile {
  file: string
  code: string
}

/** The modules that the entry reaches, itself first. */
export function modulesOf({ folder, entry, entryCode }: Package): ModuleFile[] {
  const root = `${nodeModules}${folder}`
  const files = [entry]
  const modules: ModuleFile[] = []
  for (const file of files) {
    const path = `${root}/${file}`
    const code = file === entry && entryCode !== undefined ? entryCode : readFileSync(path, 'utf8')
    modules.push({ file, code })
    for (const [, specifier] of code.matchAll(relativeImport)) {
      const found = resolve(path, specifier as string)
      const next = found && relative(root, found)
      if (next && !next.startsWith('..') && !files.includes(next)) files.push(next)
    }
  }
  return modules
}

/** The code with its relative imports as Node.js needs them: with the names of the compiled files. */
export function withFileNames(code: string, { folder }: Package, file: string): string {
  const path = `${nodeModules}${folder}/${file}`
  return code.replaceAll(relativeImport, (all, specifier: string) => {
    const found = resolve(path, specifier)
    if (!found) return all
    const target = posix.relative(posix.dirname(path), compiledName(found))
    return all.replace(specifier, target.startsWith('.') ? target : `./${target}`)
  })
}

export function compiledName(file: string): string {
  return file.replace(/\.[cm]?[jt]sx?$/, '.js')
}

const relativeImport = /\b(?:from|import|require\()\s*\(?['"](\.[^'"\n]*)['"]/g

function resolve(from: string, specifier: string): string | undefined {
  const path = posix.join(dirname(from), specifier)
  const candidates = [
    path,
    `${path}.ts`,
    `${path}.js`,
    path.replace(/\.js$/, '.ts'),
    `${path}/index.ts`,
    `${path}/index.js`,
  ]
  return candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile())
}
