/** The bundlers in use, as their users would set them up: each makes one file of each program. */
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { build } from 'esbuild'
import { rollup } from 'rollup'
import webpack from 'webpack'

export interface Bundler {
  readonly name: string
  /** Bundles `<from>/<folder>/main.js` for every folder into `<from>/<folder>/main.bundle.js`. */
  bundle(from: string, folders: readonly string[]): Promise<void>
}

const isPackage = (id: string) => isBuiltin(id) || /^(autocached|foreign)/.test(id)

export const bundlers: readonly Bundler[] = [
  { name: 'rollup', bundle: bundleWithRollup },
  { name: 'esbuild', bundle: (from, folders) => bundleWithEsbuild(from, folders, ['autocached', 'foreign']) },
  // The runtime is part of the bundle: another copy of it than the one that reads the versions.
  { name: 'esbuild, minified, with the runtime', bundle: (from, folders) => bundleWithEsbuild(from, folders) },
  { name: 'webpack, minified', bundle: bundleWithWebpack },
]

async function bundleWithRollup(from: string, folders: readonly string[]): Promise<void> {
  const bundle = await rollup({
    input: entriesOf(from, folders),
    external: isPackage,
    // What a plugin would read from `sideEffects` in package.json.
    treeshake: { moduleSideEffects: (id) => !id.includes('side-effect-free/parts') },
    onwarn(warning) {
      if (warning.code !== 'CIRCULAR_DEPENDENCY' && warning.code !== 'EVAL') throw new Error(warning.message)
    },
  })
  await bundle.write({ dir: from, entryFileNames: '[name].bundle.js', chunkFileNames: 'chunks/[hash].js' })
  await bundle.close()
}

async function bundleWithEsbuild(from: string, folders: readonly string[], external?: string[]): Promise<void> {
  await build({
    entryPoints: entriesOf(from, folders),
    outdir: from,
    entryNames: '[dir]/[name].bundle',
    bundle: true,
    splitting: external === undefined,
    minify: external === undefined,
    format: 'esm',
    platform: 'node',
    target: 'esnext',
    external: external ?? ['foreign'],
    logLevel: 'error',
  })
}

async function bundleWithWebpack(from: string, folders: readonly string[]): Promise<void> {
  const compiler = webpack({
    mode: 'production',
    target: 'node20',
    context: from,
    entry: entriesOf(from, folders),
    output: {
      path: from,
      filename: '[name].bundle.js',
      library: { type: 'module' },
      module: true,
      chunkFormat: 'module',
    },
    experiments: { outputModule: true },
    externalsType: 'module',
    externals: [({ request = '' }, done) => (isPackage(request) ? done(undefined, request) : done())],
    optimization: { splitChunks: false },
  }) as webpack.Compiler
  await new Promise<void>((resolve, reject) =>
    compiler.run((error, stats) => {
      if (error !== null && error !== undefined) reject(error)
      else if (stats?.hasErrors()) reject(new Error(stats.toString({ all: false, errors: true })))
      else compiler.close(() => resolve())
    }),
  )
}

function entriesOf(from: string, folders: readonly string[]): Record<string, string> {
  return Object.fromEntries(folders.map((folder) => [`${folder}/main`, join(from, folder, 'main.js')]))
}
