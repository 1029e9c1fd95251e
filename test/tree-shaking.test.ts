/**
 * Bundlers drop exports that nobody uses, with all that the plugins wrote for them: a constant that holds a function, object or
 * computed value; a whole module without side effects. An unused function or class beside a used one stays: docs/linking.md.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, describe, expect, it } from 'vitest'
import { type Compiler, compilers } from './compilers.js'
import { bundlers } from './projects/bundlers.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const place = mkdtempSync(join(tmpdir(), 'autocached-shaking-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))

const FOLDER = 'side-effect-free'
const files = {
  'main.ts': `
    import { used } from './lib.js'
    import { part } from './parts/index.js'
    console.log(used(1), part(1))`,
  'lib.ts': `
    import { kept, dropped } from './imported.js'
    const helper = (n: number) => n + 'HELPER'
    export const used = (n: number) => kept(n) + 'USED'
    export const unusedArrow = (n: number) => helper(dropped(n)) + 'ARROW'
    export const unusedObject = { method() { return 'OBJECT' } }
    export const unusedClass = class { method() { return 'CLASS' } }
    export const unusedList = [() => 'LIST']
    export default (n: number) => n + 'DEFAULT'`,
  'imported.ts': `
    export const kept = (n: number) => n + 'KEPT'
    export const dropped = (n: number) => n + 'DROPPED'`,
  'parts/index.ts': 'export * from "./used.js"\nexport * from "./unused.js"',
  'parts/used.ts': 'export function part(n: number) { return n + "PART" }',
  'parts/unused.ts':
    'export function other(n: number) { return n + "OTHER" }\nexport class Other { a() { return "OTHER" } }',
}
const compiled = compilers.filter(({ name }) => ['Babel 7', 'SWC 1.16, plugin first'].includes(name))

describe.each(compiled)('$name', (compiler) => {
  it.each(bundlers)('$name drops what nobody uses', async (bundler) => {
    const from = write(compiler, bundler.name)
    await bundler.bundle(from, [FOLDER])
    const output = readFileSync(join(from, FOLDER, 'main.bundle.js'), 'utf8')
    const marks = ['HELPER', 'USED', 'KEPT', 'DROPPED', 'ARROW', 'OBJECT', 'CLASS', 'LIST', 'DEFAULT', 'PART', 'OTHER']
    expect(marks.filter((mark) => output.includes(mark))).toEqual(['USED', 'KEPT', 'PART'])
    // The table of a module goes with the last of its definitions. What it refers to does not keep it: `dropped`.
    const hashes = (file: keyof typeof files) =>
      compiler.compile({ code: files[file], file: `src/${file}` }).report.definitions.map(({ hash }) => hash)
    const kept = (file: keyof typeof files) => hashes(file).filter((hash) => output.includes(hash))
    expect([kept('lib.ts'), kept('parts/used.ts'), kept('parts/unused.ts')].map((list) => list.length)).toEqual([
      7, 1, 0,
    ])
  })
})

it('drops explain from the bundle of a program that does not call it', async () => {
  const bundled = async (names: string) => {
    const { outputFiles } = await build({
      stdin: { contents: `import { ${names} } from 'autocached'; console.log(${names})`, resolveDir: root },
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'node',
      alias: { autocached: join(root, 'dist/esm/runtime/src/index.js') },
    })
    return outputFiles[0]?.text ?? ''
  }
  const texts = ['input, in the key', 'it is no record of versions']
  const without = await bundled('cached')
  expect(texts.filter((text) => without.includes(text))).toEqual([])
  const whole = await bundled('cached, explain')
  expect(texts.filter((text) => whole.includes(text))).toEqual(texts)
  const file = join(place, 'without-explain.mjs')
  writeFileSync(file, without.replace(/console\.log\((\w+)\)/, '$1(() => 1, { explainMisses: true })'))
  // In a process of its own: all copies in one share their parts.
  const { stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' })
  expect(stderr).toContain('The option "explainMisses" needs what explains versions')
})

function write(compiler: Compiler, bundler: string): string {
  const from = join(place, `${compiler.name} ${bundler}`.replaceAll(/[^\w.]+/g, '-'))
  mkdirSync(join(from, 'node_modules'), { recursive: true })
  mkdirSync(join(from, FOLDER, 'parts'), { recursive: true })
  symlinkSync(root, join(from, 'node_modules', 'autocached'), 'junction')
  writeFileSync(join(from, 'package.json'), '{ "type": "module", "sideEffects": ["./**/main.js"] }')
  for (const [file, code] of Object.entries(files))
    writeFileSync(join(from, FOLDER, file.replace('.ts', '.js')), compiler.compile({ code, file: `src/${file}` }).code)
  return from
}
