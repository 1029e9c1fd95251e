/**
 * The compilers that every vector runs through: real Babel 7 and 8, real @swc/core 1.16 and 1.15, each with the plugin as it is
 * built, and SWC in both of its orders.
 */
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import * as babel8 from '@autocached-test/babel-8'
import * as swc115 from '@autocached-test/swc-1.15'
import * as babel7 from '@babel/core'
import * as swc116 from '@swc/core'
import type { Report } from 'autocached/babel-plugin'

const require = createRequire(import.meta.url)
const requireBabel8 = createRequire(new URL('./hosts/babel-8/index.js', import.meta.url))
const root = fileURLToPath(new URL('..', import.meta.url))

export interface Source {
  code: string
  /** Relative to the root; the ending chooses the syntax. Default `input.tsx`, and `input.cjs` for a script. */
  file?: string
  /** A script instead of a module. */
  script?: boolean
  /** Compiles imports and exports to CommonJS. */
  commonjs?: boolean
  options?: Record<string, unknown>
  /** With TypeScript's decorators instead of the standard ones. */
  legacyDecorators?: boolean
  /** Leaves the plugin out, for comparison. */
  plain?: boolean
}

export interface Output {
  code: string
  map: string | undefined
  report: Report
}

export interface Compiler {
  name: string
  /** Whether the plugin sees the code before TypeScript and decorators are lowered. */
  seesAll: boolean
  compile(source: Source): Output
}

export const compilers: Compiler[] = [
  { name: 'Babel 7', seesAll: true, compile: (source) => compileWithBabel(babel7, require, source) },
  {
    name: 'Babel 8',
    seesAll: true,
    compile: (source) => compileWithBabel(babel8 as unknown as typeof babel7, requireBabel8, source),
  },
  ...[
    { version: '1.16', swc: swc116, wasm: 'autocached-1.16.wasm' },
    { version: '1.15', swc: swc115 as unknown as typeof swc116, wasm: 'autocached-1.15.wasm' },
  ].flatMap(({ version, swc, wasm }) =>
    [true, false].map((first) => ({
      name: `SWC ${version}, ${first ? 'plugin first' : 'default order'}`,
      seesAll: first,
      compile: (source: Source) => compileWithSwc(swc, wasm, first, source),
    })),
  ),
]

function compileWithBabel(babel: typeof babel7, from: NodeJS.Require, source: Source): Output {
  const file = fileOf(source)
  const result = babel.transformSync(source.code, {
    filename: `${root}${file}`,
    cwd: root,
    configFile: false,
    babelrc: false,
    sourceMaps: true,
    sourceType: source.script ? 'script' : 'module',
    parserOpts: { plugins: file.endsWith('x') ? ['jsx'] : [] },
    plugins: [
      [from.resolve('@babel/plugin-proposal-decorators'), { version: source.legacyDecorators ? 'legacy' : '2023-11' }],
      ...(source.plain ? [] : [[`${root}dist/cjs/babel-plugin/src/index.js`, { report: true, ...source.options }]]),
    ] as babel7.PluginItem[],
    presets: [
      ...(source.commonjs && !source.script
        ? [[from.resolve('@babel/preset-env'), { targets: { node: '20' }, modules: 'commonjs' }]]
        : []),
      [from.resolve('@babel/preset-typescript'), babel.version.startsWith('7.') ? { allowDeclareFields: true } : {}],
    ] as babel7.PluginItem[],
  })
  const metadata = result?.metadata as { autocached?: Report } | undefined
  return {
    code: result?.code ?? '',
    map: result?.map ? JSON.stringify(result.map) : undefined,
    report: metadata?.autocached ?? emptyReport,
  }
}

function compileWithSwc(swc: typeof swc116, wasm: string, first: boolean, source: Source): Output {
  const file = fileOf(source)
  const result = swc.transformSync(source.code, {
    filename: `${root}${file}`,
    cwd: root,
    configFile: false,
    swcrc: false,
    sourceMaps: true,
    isModule: !source.script,
    ...(source.commonjs && !source.script ? { module: { type: 'commonjs' } } : {}),
    jsc: {
      target: 'esnext',
      parser: /\.[cm]?js$/.test(file)
        ? { syntax: 'ecmascript', decorators: true }
        : { syntax: 'typescript', tsx: file.endsWith('x'), decorators: true },
      transform: {
        react: { runtime: 'preserve' },
        ...(source.legacyDecorators ? { legacyDecorator: true } : { decoratorVersion: '2022-03' }),
      },
      experimental: {
        runPluginFirst: first,
        plugins: source.plain ? [] : [[`${root}swc-plugin/${wasm}`, { report: true, ...source.options }]],
      },
    } as swc116.JscConfig,
  }) as swc116.Output & { output?: string }
  const emitted = result.output ? (JSON.parse(result.output) as { autocached?: string }).autocached : undefined
  return {
    code: result.code,
    map: result.map,
    report: emitted ? (JSON.parse(emitted) as Report) : emptyReport,
  }
}

function fileOf({ file, script }: Source): string {
  return file ?? (script ? 'input.cjs' : 'input.tsx')
}

const emptyReport: Report = { rules: 'c1', definitions: [], registrations: [], diagnostics: [] }
