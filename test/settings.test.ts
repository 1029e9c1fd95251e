/**
 * One version for one source, whatever the toolchain is set to: targets, minifiers, coverage, compilers, module formats. Each
 * row is compiled for real and run in a process of its own.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as babel from '@babel/core'
import * as swc from '@swc/core'
import { afterAll, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const require = createRequire(import.meta.url)
const folder = mkdtempSync(join(tmpdir(), 'autocached-settings-'))
mkdirSync(join(folder, 'node_modules'))
symlinkSync(root, join(folder, 'node_modules', 'autocached'), 'junction')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const sources = {
  'main.ts': `import { cached } from 'autocached'
import { discount } from './discount.js'
const VAT = 0.19
class Money { cents: number; constructor(cents: number) { this.cents = cents } toString() { return \`\${this.cents}\` } }
async function load(id?: string) { const { length = 0 } = (await id) ?? ''; return [...Array(length).keys()] }
export const price = cached(async (id: string) => {
  let sum = 0
  for (const cents of await load(id)) sum += discount(cents)
  return String(new Money(Math.round(sum * (1 + VAT))))
})
const first = await price('abc')
console.log(price.version, first)
`,
  'discount.ts': `export const discount = (cents: number): number => (cents > 100 ? cents - 10 : half(cents))
function half(cents: number) { return cents / 2 }
`,
}

type Compile = (code: string, file: string) => string

const plugin = `${root}dist/cjs/babel-plugin/src/index.js`

function withBabel(options: babel.TransformOptions, presetEnv?: object): Compile {
  return (code, filename) => {
    const presets: babel.PluginItem[] = [require.resolve('@babel/preset-typescript')]
    if (presetEnv) presets.unshift([require.resolve('@babel/preset-env'), { modules: false, ...presetEnv }])
    const common = { filename: join(folder, filename), cwd: folder, configFile: false, babelrc: false } as const
    return (
      babel.transformSync(code, { ...common, presets, ...options, plugins: [...(options.plugins ?? []), plugin] })
        ?.code ?? ''
    )
  }
}

function withSwc(jsc: swc.JscConfig, options: swc.Options = {}): Compile {
  return (code, filename) =>
    swc.transformSync(code, {
      filename: join(folder, filename),
      cwd: folder,
      configFile: false,
      swcrc: false,
      isModule: true,
      ...options,
      jsc: {
        parser: { syntax: 'typescript' },
        ...jsc,
        experimental: { ...jsc.experimental, plugins: [[`${root}swc-plugin/autocached-1.16.wasm`, {}]] },
      },
    }).code
}

const settings: Record<string, Compile> = {
  'Babel, types only': withBabel({}),
  'Babel, preset-env for Node 20': withBabel({}, { targets: { node: '20' } }),
  'Babel, preset-env for Chrome 60': withBabel({}, { targets: { chrome: '60' } }),
  'Babel, compact and without comments': withBabel({ compact: true, comments: false }),
  'Babel, minified': withBabel({ minified: true }),
  'Babel, istanbul coverage': withBabel({ plugins: [[require.resolve('babel-plugin-istanbul'), { cwd: folder }]] }),
  'SWC, ESNext': withSwc({ target: 'esnext' }),
  'SWC, ESNext, plugin first': withSwc({ target: 'esnext', experimental: { runPluginFirst: true } }),
  'SWC, ES2022': withSwc({ target: 'es2022' }),
  'SWC, ES2017': withSwc({ target: 'es2017' }),
  'SWC, minified': withSwc({ target: 'es2022', minify: { compress: true, mangle: true } }, { minify: true }),
  'SWC, ES2017, minified': withSwc({ target: 'es2017', minify: { compress: true, mangle: true } }, { minify: true }),
}

it('gives one version in all of them', () => {
  const printed = Object.entries(settings).map(([name, compile], index) => {
    const target = join(folder, String(index))
    mkdirSync(target)
    writeFileSync(join(target, 'package.json'), '{ "type": "module" }')
    for (const [file, code] of Object.entries(sources)) {
      writeFileSync(join(target, file.replace('.ts', '.js')), compile(code, file))
    }
    return [name, execFileSync(process.execPath, [join(target, 'main.js')], { encoding: 'utf8', cwd: target }).trim()]
  })
  expect(printed[0]?.[1]).toMatch(/^c1\.[\w-]{22} 2$/)
  expect(Object.fromEntries(printed)).toEqual(
    Object.fromEntries(Object.keys(settings).map((name) => [name, printed[0]?.[1]])),
  )
})
