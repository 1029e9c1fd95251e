/** The compilers to measure, each with the plugin and without, set up as small as a TypeScript transform can be. */
import { fileURLToPath } from 'node:url'
import { type TransformOptions, transformSync as transformWithBabel } from '@babel/core'
import { type Options, transformSync as transformWithSwc } from '@swc/core'
import type { Variant } from './measure.js'

export interface Input {
  file: string
  code: string
  script: boolean
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const plugin = `${root}dist/cjs/babel-plugin/src/index.js`
const wasm = `${root}swc-plugin/autocached-1.16.wasm`

export function babelVariants(options: Record<string, unknown> = {}): Variant<Input>[] {
  return [
    { name: 'plain', run: (input) => babel(input, []) },
    { name: 'plugin', run: (input) => babel(input, [[plugin, options]]) },
  ]
}

export function swcVariants(options: Record<string, unknown> = {}): Variant<Input>[] {
  return [
    { name: 'plain', run: (input: Input) => swc(input, []) },
    { name: 'plugin', run: (input: Input) => swc(input, [[wasm, options]]) },
  ]
}

function babel(input: Input, plugins: NonNullable<TransformOptions['plugins']>): void {
  transformWithBabel(input.code, {
    filename: `${root}${input.file}`,
    cwd: root,
    configFile: false,
    babelrc: false,
    sourceType: input.script ? 'script' : 'module',
    plugins,
    presets: [['@babel/preset-typescript', { allowDeclareFields: true }]],
  })
}

function swc(input: Input, plugins: [string, Record<string, unknown>][]): void {
  transformWithSwc(input.code, {
    filename: `${root}${input.file}`,
    cwd: root,
    configFile: false,
    swcrc: false,
    isModule: !input.script,
    jsc: {
      target: 'esnext',
      parser: /\.[cm]?jsx?$/.test(input.file)
        ? { syntax: 'ecmascript', jsx: input.file.endsWith('x'), decorators: true }
        : { syntax: 'typescript', tsx: input.file.endsWith('x'), decorators: true },
      experimental: { plugins },
    },
  } satisfies Options)
}
