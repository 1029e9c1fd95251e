/**
 * The compiled output runs, and does what the program does without the plugin and without a cache: small programs of several
 * files, compiled by every compiler, each run in a process of its own. Without the plugin, `cached` is a stub that does nothing.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { type Compiler, compilers } from './compilers.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const programs = new URL('programs/', import.meta.url)
const folder = mkdtempSync(join(tmpdir(), 'autocached-programs-'))
const stub = `
// As a decorator, it leaves the method as it is.
const cached = (first) => (typeof first === 'function' ? first : (fn, context) => (context ? undefined : fn))
module.exports = { cached }
`
mkdirSync(join(folder, 'compiled', 'node_modules'), { recursive: true })
symlinkSync(root, join(folder, 'compiled', 'node_modules', 'autocached'), 'junction')
mkdirSync(join(folder, 'plain', 'node_modules', 'autocached'), { recursive: true })
writeFileSync(join(folder, 'plain', 'node_modules', 'autocached', 'index.js'), stub)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const names = readdirSync(programs).sort()

describe.each(compilers)('$name', (compiler) => {
  it.each(names)('%s does the same with and without plugin and cache', (name) => {
    const plain = run(compiler, name, true)
    const compiled = run(compiler, name, false)
    expect(compiled).toBe(plain)
    expect(plain).toContain('ok')
  })
})

function run(compiler: Compiler, name: string, plain: boolean): string {
  const target = join(folder, plain ? 'plain' : 'compiled', `${compiler.name} ${name}`.replaceAll(/[^\w.]+/g, '-'))
  mkdirSync(target, { recursive: true })
  writeFileSync(join(target, 'package.json'), '{ "type": "module" }')
  const source = new URL(`${name}/`, programs)
  for (const file of readdirSync(source)) {
    const code = readFileSync(new URL(file, source), 'utf8')
    const script = file.endsWith('.cts')
    const legacyDecorators = name.startsWith('legacy')
    const output = compiler.compile({ code, file: `src/${file}`, plain, script, legacyDecorators })
    writeFileSync(join(target, file.replace(/\.(c?)ts$/, '.$1js')), output.code)
  }
  return execFileSync(process.execPath, [join(target, 'main.js')], { encoding: 'utf8', cwd: target })
}
