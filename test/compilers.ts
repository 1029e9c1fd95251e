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
  /** What the plugin reports, without the work that a report does not need. */
  analyze(source: Source): Promise<Report>
}

export const compilers: Compiler[] = [
  ...[
    { name: 'Babel 7', babel: babel7, from: require },
    { name: 'Babel 8', babel: babel8 as unknown as typeof babel7, from: requireBabel8 },
  ].map(({ name, babel, from }) => ({
    name,
    seesAll: true,
    compile: (source: Source) => compileWithBabel(babel, from, source),
    analyze: (source: Source) => analyzeWithBabel(babel, source),
  })),
  ...[
    { version: '1.16', swc: swc116, wasm: 'autocached-1.16.wasm' },
    { version: '1.15', swc: swc115 as unknown as typeof swc116, wasm: 'autocached-1.15.wasm' },
  ].flatMap(({ version, swc, wasm }) =>
    [true, false].map((first) => ({
      name: `SWC ${version}, ${first ? 'plugin first' : 'default order'}`,
      seesAll: first,
      compile: (source: Source) => compileWithSwc(swc, wasm, first, source),
      analyze: (source: Source) => analyzeWithSwc(swc, wasm, first, source),
    })),
  ),
]

function compileWithBabel(babel: typeof babel7, from: NodeJS.Require, source: Source): Output {
  const result = babel.transformSync(source.code, {
    ...babelOptions(source),
    sourceMaps: true,
    plugins: [
      [from.resolve('@babel/plugin-proposal-decorators'), { version: source.legacyDecorators ? 'legacy' : '2023-11' }],
      ...autocached(source),
    ],
    presets: [
      ...(source.commonjs && !source.script
        ? [[from.resolve('@babel/preset-env'), { targets: { node: '20' }, modules: 'commonjs' }]]
        : []),
      [from.resolve('@babel/preset-typescript'), babel.version.startsWith('7.') ? { allowDeclareFields: true } : {}],
    ] as babel7.PluginItem[],
  })
  return {
    code: result?.code ?? '',
    map: result?.map ? JSON.stringify(result.map) : undefined,
    report: reportOf(result),
  }
}

/** The plugin works before every visitor, so that none is needed: the parser gets what presets would tell it. */
async function analyzeWithBabel(babel: typeof babel7, source: Source): Promise<Report> {
  const options = babelOptions(source)
  const decorators = source.legacyDecorators ? ['decorators-legacy'] : ['decorators', 'decoratorAutoAccessors']
  const typescript = /\.[cm]?js$/.test(fileOf(source)) ? [] : ['typescript']
  const result = babel.transformSync(source.code, {
    ...options,
    ast: false,
    code: false,
    parserOpts: {
      plugins: [...(options.parserOpts?.plugins ?? []), ...typescript, ...decorators],
    } as babel7.ParserOptions,
    plugins: autocached(source),
  })
  return reportOf(result)
}

function babelOptions(source: Source): babel7.TransformOptions {
  const file = fileOf(source)
  return {
    filename: `${root}${file}`,
    cwd: root,
    configFile: false,
    babelrc: false,
    sourceType: source.script ? 'script' : 'module',
    parserOpts: { plugins: file.endsWith('x') ? ['jsx'] : [] },
  }
}

function autocached({ plain, options }: Source): babel7.PluginItem[] {
  return plain ? [] : [[`${root}dist/cjs/babel-plugin/src/index.js`, { report: true, ...options }]]
}

function reportOf(result: babel7.BabelFileResult | null): Report {
  return (result?.metadata as { autocached?: Report } | undefined)?.autocached ?? emptyReport
}

function compileWithSwc(swc: typeof swc116, wasm: string, first: boolean, source: Source): Output {
  const result = swc.transformSync(source.code, { ...swcOptions(wasm, first, source), sourceMaps: true })
  return { code: result.code, map: result.map, report: emittedReport(result) }
}

async function analyzeWithSwc(swc: typeof swc116, wasm: string, first: boolean, source: Source): Promise<Report> {
  return emittedReport(await swc.transform(source.code, swcOptions(wasm, first, source)))
}

function swcOptions(wasm: string, first: boolean, source: Source): swc116.Options {
  const file = fileOf(source)
  return {
    filename: `${root}${file}`,
    cwd: root,
    configFile: false,
    swcrc: false,
    isModule: !source.script,
    ...(source.commonjs && !source.script ? { module: { type: 'commonjs' } } : {}),
    jsc: {
      target: 'esnext',
      parser: /\.[cm]?js$/.test(file)
        ? { syntax: 'ecmascript', decorators: true, autoAccessors: true, explicitResourceManagement: true }
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
  }
}

function emittedReport({ output }: swc116.Output & { output?: string }): Report {
  const emitted = output ? (JSON.parse(output) as { autocached?: string }).autocached : undefined
  return emitted ? (JSON.parse(emitted) as Report) : emptyReport
}

function fileOf({ file, script }: Source): string {
  return file ?? (script ? 'input.cjs' : 'input.tsx')
}

const emptyReport: Report = { rules: 'c1', definitions: [], registrations: [], diagnostics: [] }
