/** The names that a user writes in .swcrc: each is found by its host, and the wrong one says which is right. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'autocached-names-'))
const hosts = {
  '1.16': createRequire(import.meta.url).resolve('@swc/core'),
  '1.15': createRequire(new URL('../hosts/swc-1.15/index.js', import.meta.url)).resolve('@swc/core'),
}

beforeAll(() => {
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(root, join(folder, 'node_modules', 'autocached'), 'junction')
  writeFileSync(
    join(folder, 'price.ts'),
    "import { cached } from 'autocached'\nexport const price = cached((id: string) => { return id })\n",
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it.each([
  ['1.16', 'autocached/swc-plugin'],
  ['1.15', 'autocached/swc-plugin/1.15'],
] as const)('@swc/core %s finds %s', (host, name) => {
  const { stdout, stderr } = compile(host, name)
  expect(stderr).toBe('')
  expect(stdout).toContain('autocached/define')
})

it.each([
  ['1.15', 'autocached/swc-plugin', 'use "autocached/swc-plugin/1.15" instead of "autocached/swc-plugin"'],
  ['1.16', 'autocached/swc-plugin/1.15', 'use "autocached/swc-plugin" instead of "autocached/swc-plugin/1.15"'],
] as const)('@swc/core %s with %s is told the right name', (host, name, message) => {
  const { stdout, stderr } = compile(host, name)
  expect(stdout).toBe('')
  expect(stderr.replaceAll(/\s+(\|\s+)?/g, ' ')).toContain(message)
})

/** In a process of its own, because SWC looks for plugins from the folder that the process runs in. */
function compile(host: keyof typeof hosts, name: string): { stdout: string; stderr: string } {
  writeFileSync(
    join(folder, '.swcrc'),
    JSON.stringify({ jsc: { parser: { syntax: 'typescript' }, experimental: { plugins: [[name, {}]] } } }),
  )
  const script = `
    const { transformFileSync } = require(${JSON.stringify(hosts[host])})
    try { process.stdout.write(transformFileSync('price.ts').code) } catch (error) { console.error(error.message) }`
  return spawnSync(process.execPath, ['-e', script], { cwd: folder, encoding: 'utf8' })
}
