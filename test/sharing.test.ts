/** Two functions share entries if and only if their code is the same, as far as their build can tell. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { compilers } from './compilers.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'autocached-sharing-'))
mkdirSync(join(folder, 'node_modules'))
symlinkSync(root, join(folder, 'node_modules', 'autocached'), 'junction')
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const code = `
import { cached } from 'autocached'
const entries = new Map()
const backend = { get: (key) => entries.get(key), set: (key, entry) => { entries.set(key, entry) } }
globalThis.runs = []
const one = cached((price) => { runs.push('one'); return price + 1 }, { backend })
const same = cached(function other(n) { runs.push('one'); return (n + 1) }, { backend })
const changed = cached((price) => { runs.push('one'); return price + 2 }, { backend })
console.log(JSON.stringify([one(1), same(1), changed(1), runs.length]))
`

it.each(compilers)('$name: whatever their names, but not with another body', (compiler) => {
  expect(run(compiler.compile({ code, file: 'src/a.ts' }).code)).toEqual([2, 2, 3, 2])
})

it.each(compilers)('$name, without the plugin: not where the text differs', (compiler) => {
  expect(run(compiler.compile({ code, file: 'src/a.ts', plain: true }).code)).toEqual([2, 2, 3, 3])
})

function run(output: string): unknown {
  const file = join(folder, 'main.js')
  writeFileSync(file, output)
  return JSON.parse(execFileSync(process.execPath, [file], { encoding: 'utf8' }))
}
