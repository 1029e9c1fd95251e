// Builds dist/: the same sources once as ECMAScript modules and once as CommonJS, each with its types.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const inputs = [
  'runtime/src',
  'babel-plugin/src',
  '.ci/build.mjs',
  'tsconfig.json',
  'tsconfig.build.json',
  'tsconfig.cjs.json',
  'package.json',
]

export function build() {
  rmSync(`${root}dist`, { recursive: true, force: true })
  for (const [format, project] of [
    ['esm', 'tsconfig.build.json'],
    ['cjs', 'tsconfig.cjs.json'],
  ]) {
    execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', project], {
      cwd: root,
      stdio: 'inherit',
    })
    mkdirSync(`${root}dist/${format}`, { recursive: true })
    const type = format === 'esm' ? 'module' : 'commonjs'
    writeFileSync(`${root}dist/${format}/package.json`, `${JSON.stringify({ type, sideEffects: false })}\n`)
  }
}

/** A hash over everything that the build reads. */
export function sourcesHash() {
  const hash = createHash('sha256')
  for (const file of inputs.flatMap(filesBelow))
    hash
      .update(`${file}\0`)
      .update(readFileSync(root + file))
      .update('\0')
  return hash.digest('hex')
}

function filesBelow(path) {
  if (statSync(root + path).isFile()) return [path]
  return readdirSync(root + path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build()
