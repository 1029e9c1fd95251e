import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { testBackend } from '../../runtime/src/backends/contract.js'
import type { Backend } from '../../runtime/src/index.js'
import { buildRuntime } from '../runtime/build-runtime.js'
import { AsyncStore, PlainStore } from '../runtime/stores.js'

const root = mkdtempSync(join(tmpdir(), 'autocached-contract-suite-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

it('runs under node:test', () => {
  const fixture = fileURLToPath(new URL('fixtures/contract.mjs', import.meta.url))
  const { status, stdout } = spawnSync(process.execPath, ['--test', '--test-reporter=tap', fixture], {
    encoding: 'utf8',
    env: { ...process.env, RUNTIME: buildRuntime(join(root, 'built')), NODE_OPTIONS: '' },
  })
  expect(stdout).toContain('ok 1 - gives nothing for a key that was never set')
  expect(stdout).not.toContain('not ok')
  expect(status).toBe(0)
})

it('runs under jest', () => {
  const host = fileURLToPath(new URL('../hosts/jest/', import.meta.url))
  const jest = join(dirname(createRequire(join(host, 'package.json')).resolve('jest/package.json')), 'bin/jest.js')
  const { status, stderr } = spawnSync(process.execPath, [jest, '--verbose', '--runInBand', '--no-cache'], {
    cwd: host,
    encoding: 'utf8',
    env: {
      ...process.env,
      RUNTIME: buildRuntime(join(root, 'built-for-jest')),
      NODE_OPTIONS: '--experimental-vm-modules',
      FORCE_COLOR: '0',
    },
  })
  expect(stderr).toMatch(/✓ gives nothing for a key that was never set/)
  expect(stderr).toMatch(/Tests: +\d+ passed, \d+ total/)
  expect(status).toBe(0)
})

/** The titles of the tests that fail. */
async function failuresOf(open: () => Backend): Promise<string[]> {
  const tests: [string, () => Promise<void>][] = []
  const it = (title: string, body: () => Promise<void>) => tests.push([title, body])
  testBackend({ describe: (_, body) => body(), it, name: 'x', open })
  const failed: string[] = []
  for (const [title, body] of tests) await body().catch(() => failed.push(title))
  return failed
}

class Changed extends PlainStore {
  constructor(private readonly change: (text: string) => string) {
    super()
  }
  override set(key: string, entry: string): void {
    super.set(key, this.change(entry))
  }
}

class Renamed extends PlainStore {
  constructor(private readonly rename: (key: string) => string) {
    super()
  }
  override get(key: string): string | undefined {
    return super.get(this.rename(key))
  }
  override set(key: string, entry: string): void {
    super.set(this.rename(key), entry)
  }
}

class Deaf extends PlainStore {
  delete(): void {}
}

class Generous extends PlainStore {
  lock() {
    return { renew() {}, release() {} }
  }
}

class Fickle extends AsyncStore {
  override get(key: string) {
    return (this.entries.has(key) ? this.entries.get(key) : super.get(key)) as Promise<string | undefined>
  }
}

it.each<[string, () => Backend, string]>([
  ['trims', () => new Changed((text) => text.trimEnd()), 'gives back what was set: white space at the end'],
  [
    'knows Latin-1 only',
    () => new Changed((text) => Buffer.from(text, 'latin1').toString('latin1')),
    'gives back what was set: scripts, emoji and a byte order mark',
  ],
  ['takes lower case for upper case', () => new Renamed((key) => key.toLowerCase()), 'keeps keys apart'],
  ['cuts keys off', () => new Renamed((key) => key.slice(0, 249)), 'keeps keys apart'],
  ['does not delete', () => new Deaf(), 'deletes one entry and no other, where it can delete'],
  ['gives a lock to all', () => new Generous(), 'gives a lock to one at a time, where it has locks'],
  ['gives promises at times', () => new Fickle(), 'gives one kind of answer: always promises, or never'],
])('finds a backend that %s', async (_, open, title) => {
  expect(await failuresOf(open)).toContain(title)
})

it('finds nothing in a backend that keeps the contract', async () => {
  expect(await failuresOf(() => new PlainStore())).toEqual([])
})
