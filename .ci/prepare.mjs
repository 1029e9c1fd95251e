// Brings a fresh clone to the point where the demo and the tests can run: dependencies, then the build. Does nothing twice.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build, sourcesHash } from './build.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const installedStamp = `${root}node_modules/.autocached-lock.json`
const builtStamp = `${root}dist/sources.sha256`

const lock = readFileSync(`${root}package-lock.json`, 'utf8')
if (!existsSync(installedStamp) || readFileSync(installedStamp, 'utf8') !== lock) {
  console.log('Installing the dependencies of the lockfile (npm ci) …')
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  mkdirSync(`${root}node_modules`, { recursive: true })
  writeFileSync(installedStamp, lock)
}

const hash = sourcesHash()
if (!existsSync(builtStamp) || readFileSync(builtStamp, 'utf8') !== hash) {
  console.log('Building the package …')
  build()
  writeFileSync(builtStamp, hash)
}
