// Installs Node in the versions that the package supports, from npm, beside everything else: as dev dependencies, one of them would
// become the `node` of all npm scripts. test/package/nodes.test.ts runs them. Does nothing twice.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The first release that `engines` allows, and one of each later line. */
export const versions = ['20.19.5', '22.23.3', '24.12.0', '26.10.0']

/** Where the binary of a version is, once it is installed. */
export function binaryOf(version) {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const binary = process.platform === 'win32' ? 'node.exe' : 'node'
  return `${folderOf(version)}/node_modules/node-${platform}-${process.arch}/bin/${binary}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) for (const version of versions) install(version)

function install(version) {
  if (existsSync(binaryOf(version))) return
  const folder = folderOf(version)
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/package.json`, '{ "private": true }\n')
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const name = `node-${platform}-${process.arch}@${version}`
  console.log(`Installing ${name} …`)
  const options = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--no-bin-links', '--loglevel=error']
  execFileSync('npm', ['install', ...options, name], { cwd: folder, stdio: 'inherit', shell: platform === 'win' })
}

function folderOf(version) {
  return `${root}node_modules/.autocached-nodes/${version}`
}
