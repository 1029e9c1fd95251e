// Builds dist/: the same sources once as ECMAScript modules and once as CommonJS, each with its types.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
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

/** Builds beside the last build, then takes its place: what runs meanwhile finds a whole one. Ends the process if it fails. */
export function build() {
  const next = `${root}node_modules/.autocached-build`
  rmSync(next, { recursive: true, force: true })
  for (const [format, project] of [
    ['esm', 'tsconfig.build.json'],
    ['cjs', 'tsconfig.cjs.json'],
  ]) {
    const tsc = [`${root}node_modules/typescript/bin/tsc`, '-p', project, '--outDir', `${next}/${format}`]
    const { status } = spawnSync(process.execPath, tsc, { cwd: root, stdio: 'inherit' })
    if (status !== 0) {
      console.error(`The build failed (tsc -p ${project}).`)
      process.exit(1)
    }
  }
  // The nearest package.json decides how Node reads a file; for the ECMAScript modules that is the one of the root.
  writeFileSync(
    `${next}/cjs/package.json`,
    `${JSON.stringify({ type: 'commonjs', sideEffects: ['./runtime/src/full.js'] })}\n`,
  )
  rmSync(`${root}dist`, { recursive: true, force: true })
  renameSync(next, `${root}dist`)
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
