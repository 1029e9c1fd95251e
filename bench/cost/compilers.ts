/** The compilers to measure, each with the plugin and without, set up as the README says and otherwise as small as can be. */
import { fileURLToPath } from 'node:url'
import { createConfigItem, type PluginItem, transformSync as transformWithBabel } from '@babel/core'
import { type Options, transformSync as transformWithSwc } from '@swc/core'
import type { Variant } from './comparisons.js'

export interface Input {
  file: string
  code: string
  script: boolean
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const plugin = `${root}dist/cjs/babel-plugin/src/index.js`
const wasm = `${root}swc-plugin/autocached-1.16.wasm`
const typescript = preset(['@babel/preset-typescript', { allowDeclareFields: true }])

/** By the names of the rows. The first are those of the README. */
export const presetsOfBabel = {
  'env, typescript': [preset('@babel/preset-env'), typescript],
  'env for Node.js 20, typescript': [preset(['@babel/preset-env', { targets: { node: '20' } }]), typescript],
  typescript: [typescript],
}
export type Presets = keyof typeof presetsOfBabel

export function babelVariants(options: Record<string, unknown>, name: Presets): Variant[] {
  const [plugins, presets] = [[pluginItem([plugin, options])], presetsOfBabel[name]]
  return [
    { name: 'plain', run: (input) => compileWithBabel(input, [], presets) },
    { name: 'plugin', run: (input) => compileWithBabel(input, plugins, presets) },
  ]
}

/** `identity`: the file of the plugin that does nothing; without it, only the first and the last. */
export function swcVariants(options: Record<string, unknown> = {}, identity?: string): Variant[] {
  return [
    { name: 'plain', run: (input) => compileWithSwc(input, []) },
    ...(identity ? [{ name: 'identity', run: (input: Input) => compileWithSwc(input, [[identity, {}]]) }] : []),
    { name: 'plugin', run: (input) => compileWithSwc(input, [[wasm, options]]) },
  ]
}

/**
 * A plugin as a configuration file holds it: Babel finds it and reads its options once. Given as a name with each compilation, it
 * would be looked for in the file system and set up anew each time, which is 3 to 8 % of a compilation, whatever the plugin does.
 */
export function pluginItem(item: PluginItem): PluginItem {
  return createConfigItem(item, { type: 'plugin', dirname: root })
}

function preset(item: PluginItem): PluginItem {
  return createConfigItem(item, { type: 'preset', dirname: root })
}

export function compileWithBabel(input: Input, plugins: PluginItem[], presets: PluginItem[]): void {
  transformWithBabel(input.code, {
    filename: `${root}${input.file}`,
    cwd: root,
    configFile: false,
    babelrc: false,
    sourceType: input.script ? 'script' : 'module',
    plugins,
    presets,
  })
}

function compileWithSwc(input: Input, plugins: [string, Record<string, unknown>][]): void {
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
