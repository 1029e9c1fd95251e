// A project that has installed the package as it would be published: the packed tarball, and nothing undeclared beside it.
import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** The package as the tarball holds it. */
export interface Manifest {
  version: string
  exports: Record<string, string | { import: string; require: string }>
  dependencies: Record<string, string>
  bin?: Record<string, string>
}

/** Packs the repository. Returns the tarball's path. */
export function pack(folder: string): string {
  npm(['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], root)
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))
  if (!tarball) throw new Error('npm pack wrote no tarball')
  return join(folder, tarball)
}

/**
 * Makes `folder`/node_modules: autocached from the tarball, its dependencies, and `packages`, which stand in for what the project
 * itself would install. They are links to this repository's copies, so that no test needs the network; a dependency that
 * package.json does not declare is not found.
 */
export function install(folder: string, tarball: string, packages: string[]): Manifest {
  const modules = join(folder, 'node_modules')
  const target = join(modules, 'autocached')
  mkdirSync(target, { recursive: true })
  execFileSync('tar', ['-xzf', tarball, '-C', target, '--strip-components=1'])
  const manifest = readManifest(target)
  for (const name of [...Object.keys(manifest.dependencies), ...packages]) {
    const installed = realpathSync(join(root, 'node_modules', name))
    link(installed, join(modules, name))
    for (const [command, file] of Object.entries(readManifest(installed).bin ?? {})) {
      link(join(installed, file), join(modules, '.bin', command))
    }
  }
  return manifest
}

function link(from: string, to: string): void {
  if (existsSync(to)) return
  mkdirSync(dirname(to), { recursive: true })
  symlinkSync(from, to, 'junction')
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}

export function npm(args: string[], cwd: string): string {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: 'pipe', shell: process.platform === 'win32' })
}

/** A temporary folder that disappears at the end of the test file. */
export function temporaryFolder(cleanup: (remove: () => void) => void): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'autocached-')))
  cleanup(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
