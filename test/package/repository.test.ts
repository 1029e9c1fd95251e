import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { RELEASE } from '../../runtime/src/registry.js'
import { root } from './consumer.js'
import { machinePath } from './machine-path.js'

const TOP_LEVEL = [
  ...['babel-plugin', 'swc-plugin', 'runtime', 'test', 'examples', 'package.json', 'README.md', 'LICENSE'],
  // What tools demand.
  ...['.ci', '.github', '.gitignore', '.npmrc', 'biome.json', 'package-lock.json', 'vitest.config.ts'],
  ...['tsconfig.json', 'tsconfig.build.json', 'tsconfig.cjs.json'],
  ...['CHANGELOG.md', 'CONTRIBUTING.md', 'docs', 'bench'],
]

describe.skipIf(!existsSync(join(root, '.git')))('the repository', () => {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
    .trim()
    .split('\n')
    .filter((file) => existsSync(join(root, file)))

  it('has no top-level name beside the agreed ones', () => {
    const names = new Set(files.map((file) => file.split('/')[0]))
    expect([...names].filter((name) => !TOP_LEVEL.includes(name as string))).toEqual([])
  })

  it('holds no path of the machine that it was written on', () => {
    expect(files.filter((file) => machinePath(readFileSync(join(root, file), 'latin1')))).toEqual([])
  })

  it('knows its release', () => {
    expect(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version).toBe(RELEASE)
  })

  it('has no link in a document that leads nowhere', () => {
    const broken = files
      .filter((file) => file.endsWith('.md'))
      .flatMap((file) =>
        [...readFileSync(join(root, file), 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)]
          .filter(([, target = '']) => !existsSync(join(root, dirname(file), target)))
          .map(([link]) => `${file}: ${link}`),
      )
    expect(broken).toEqual([])
  })

  it('holds no file above two megabytes', () => {
    expect(files.filter((file) => statSync(join(root, file)).size > 2_000_000)).toEqual([])
  })
})

describe('the lockfile', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))

  it('has no download addresses', () => {
    expect(JSON.stringify(lock)).not.toMatch(/"resolved":"https?:/)
  })

  it('has an integrity hash for every package from a registry', () => {
    const packages = Object.entries<{ link?: boolean; integrity?: string }>(lock.packages)
    const unchecked = packages.filter(
      ([path, entry]) => path.includes('node_modules/') && !entry.link && !entry.integrity,
    )
    expect(unchecked.map(([path]) => path)).toEqual([])
  })
})
