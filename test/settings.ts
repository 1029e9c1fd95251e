/**
 * One program, compiled for real with the settings of many toolchains and run in a process of its own: what version its
 * function has. For the test, which wants one version, and for the table in docs/stability.md.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as babel from '@babel/core'
import * as swc from '@swc/core'
import * as esbuild from 'esbuild'
import * as terser from 'terser'
import ts from 'typescript'

export interface Setting {
  name: string
  /** TypeScript has compiled the source before the plugin sees it, so that it sees another program for an older target. */
  after?: 'TypeScript'
  /** `plugin`: without it, the runtime takes the version from the text. */
  compile(code: string, file: string, plugin: boolean): string | Promise<string>
}

/** What the program prints with each setting: the version, then the result. By name. */
export async function runSettings(settings: readonly Setting[], plugin: boolean): Promise<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'autocached-settings-'))
  try {
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(root, join(folder, 'node_modules', 'autocached'), 'junction')
    const printed: Record<string, string> = {}
    for (const [index, { name, compile }] of settings.entries()) {
      const target = join(folder, String(index))
      mkdirSync(target)
      writeFileSync(join(target, 'package.json'), '{ "type": "module" }')
      for (const [file, code] of Object.entries(sources)) {
        writeFileSync(join(target, file.replace('.ts', '.js')), await compile(code, join(folder, file), plugin))
      }
      const main = join(target, 'main.js')
      printed[name] = execFileSync(process.execPath, [main], { encoding: 'utf8', cwd: target }).trim()
    }
    return printed
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const root = fileURLToPath(new URL('..', import.meta.url))
const require = createRequire(import.meta.url)

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

const istanbul = (cwd: string): babel.PluginItem => [require.resolve('babel-plugin-istanbul'), { cwd }]
const minified = { compress: true, mangle: true }

export const settings: Setting[] = [
  { name: 'Babel, types only', compile: withBabel({}) },
  { name: 'Babel, preset-env for Node 20', compile: withBabel({}, { targets: { node: '20' } }) },
  { name: 'Babel, preset-env for Node 12', compile: withBabel({}, { targets: { node: '12' } }) },
  { name: 'Babel, preset-env for Chrome 60', compile: withBabel({}, { targets: { chrome: '60' } }) },
  { name: 'Babel, compact and without comments', compile: withBabel({ compact: true, comments: false }) },
  { name: 'Babel, minified', compile: withBabel({ minified: true }) },
  { name: 'Babel, istanbul coverage', compile: withBabel({}, undefined, true) },
  {
    name: 'Babel, preset-env for Chrome 60, istanbul coverage',
    compile: withBabel({}, { targets: { chrome: '60' } }, true),
  },
  { name: 'Babel, then terser', compile: then(withBabel({}), minifyWithTerser) },
  {
    name: 'Babel, preset-env for Chrome 60, then terser',
    compile: then(withBabel({}, { targets: { chrome: '60' } }), minifyWithTerser),
  },
  { name: 'Babel, then esbuild, minified', compile: then(withBabel({}), minifyWithEsbuild) },
  { name: 'SWC, ESNext', compile: withSwc({ target: 'esnext' }) },
  {
    name: 'SWC, ESNext, plugin first',
    compile: withSwc({ target: 'esnext', experimental: { runPluginFirst: true } }),
  },
  ...(['es2022', 'es2021', 'es2020', 'es2019', 'es2018', 'es2017'] as const).map((target) => ({
    name: `SWC, ${target.toUpperCase()}`,
    compile: withSwc({ target }),
  })),
  ...(['esnext', 'es2022', 'es2017'] as const).map((target) => ({
    name: `SWC, ${target === 'esnext' ? 'ESNext' : target.toUpperCase()}, minified`,
    compile: withSwc({ target, minify: minified }, { minify: true }),
  })),
  ...(['esnext', 'es2022', 'es2017'] as const).map((target) => ({
    name: `SWC, ${target === 'esnext' ? 'ESNext' : target.toUpperCase()}, then istanbul coverage`,
    compile: then(withSwc({ target }), addCoverage),
  })),
  ...(['ESNext', 'ES2022', 'ES2021', 'ES2020', 'ES2019', 'ES2018', 'ES2017'] as const).map(
    (target): Setting => ({
      name: `TypeScript, ${target}, then Babel`,
      after: 'TypeScript',
      compile: (code, file, plugin) => withBabel({})(withTypeScript(code, ts.ScriptTarget[target]), file, plugin),
    }),
  ),
]

function withBabel(options: babel.TransformOptions, presetEnv?: object, coverage = false): Setting['compile'] {
  return (code, filename, plugin) => {
    const cwd = join(filename, '..')
    const presets: babel.PluginItem[] = [require.resolve('@babel/preset-typescript')]
    if (presetEnv) presets.unshift([require.resolve('@babel/preset-env'), { modules: false, ...presetEnv }])
    const plugins = [
      ...(coverage ? [istanbul(cwd)] : []),
      ...(plugin ? [`${root}dist/cjs/babel-plugin/src/index.js`] : []),
    ]
    const common = { filename, cwd, configFile: false, babelrc: false } as const
    return babel.transformSync(code, { ...common, presets, ...options, plugins })?.code ?? ''
  }
}

function withSwc(jsc: swc.JscConfig, options: swc.Options = {}): Setting['compile'] {
  return (code, filename, plugin) =>
    swc.transformSync(code, {
      filename,
      cwd: join(filename, '..'),
      configFile: false,
      swcrc: false,
      isModule: true,
      ...options,
      jsc: {
        parser: { syntax: 'typescript' },
        ...jsc,
        experimental: {
          ...jsc.experimental,
          plugins: plugin ? [[`${root}swc-plugin/autocached-1.16.wasm`, {}]] : [],
        },
      },
    }).code
}

function withTypeScript(code: string, target: ts.ScriptTarget): string {
  return ts.transpileModule(code, { compilerOptions: { target, module: ts.ModuleKind.ESNext } }).outputText
}

function then(
  compile: Setting['compile'],
  next: (code: string, file: string) => string | Promise<string>,
): Setting['compile'] {
  return async (code, file, plugin) => next(await compile(code, file, plugin), file)
}

async function minifyWithTerser(code: string): Promise<string> {
  return (await terser.minify(code, { module: true })).code ?? ''
}

async function minifyWithEsbuild(code: string): Promise<string> {
  return (await esbuild.transform(code, { minify: true, format: 'esm' })).code
}

function addCoverage(code: string, filename: string): string {
  const options = { filename, cwd: join(filename, '..'), configFile: false, babelrc: false } as const
  return babel.transformSync(code, { ...options, plugins: [istanbul(options.cwd)] })?.code ?? ''
}
