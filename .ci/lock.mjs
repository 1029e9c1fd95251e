// Writes package-lock.json from package.json: with the optional packages of every platform, and without download addresses.
// It works in an empty folder, because npm leaves other platforms' packages out of the lockfile where node_modules exists.
import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'lock-'))
const hosts = readdirSync(`${root}test/hosts`).map((name) => `test/hosts/${name}/package.json`)

for (const file of ['package.json', 'package-lock.json', ...hosts]) {
  if (!existsSync(root + file)) continue
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  copyFileSync(root + file, join(folder, file))
}
execFileSync('npm', ['install', '--package-lock-only', '--omit-lockfile-registry-resolved=false', '--no-audit'], {
  cwd: folder,
  stdio: 'inherit',
  shell: process.platform === 'win32',
})
const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'))
for (const entry of Object.values(lock.packages)) if (/^https?:/.test(entry.resolved ?? '')) delete entry.resolved
writeFileSync(`${root}package-lock.json`, `${JSON.stringify(lock, null, 2)}\n`)
rmSync(folder, { recursive: true })
