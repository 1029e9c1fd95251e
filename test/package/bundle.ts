import { spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from './consumer.js'

export interface Bundle {
  readonly code: string
  /** What each module weighs, minified: the largest first. */
  readonly modules: readonly (readonly [file: string, bytes: number])[]
}

/** Bundles `code` for browsers as a program would that has installed the built package into `folder`. */
export async function bundleForBrowsers(folder: string, code: string): Promise<Bundle> {
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  symlinkOnce(root, join(folder, 'node_modules/autocached'))
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: folder },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    absWorkingDir: root,
  })
  const [output] = Object.values(metafile.outputs)
  const modules = Object.entries(output?.inputs ?? {})
    .map(([file, { bytesInOutput }]) => [file.replace('dist/esm/runtime/src/', ''), bytesInOutput] as const)
    .filter(([, bytes]) => bytes > 0)
    .sort((a, b) => b[1] - a[1])
  return { code: outputFiles[0]?.text ?? '', modules }
}

const PRINT =
  'globalThis.print = (...values) => ' +
  'console.log(...values.map((value) => (typeof value === "object" ? JSON.stringify(value) : String(value))))\n'

/** What `code`, bundled for browsers, gives to `print`: it runs in a process of its own, where no other import has brought anything. */
export async function runBundled(folder: string, code: string): Promise<string> {
  const bundle = await bundleForBrowsers(folder, code)
  const file = join(folder, 'program.mjs')
  writeFileSync(file, PRINT + bundle.code)
  const { stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' })
  if (stderr !== '') throw new Error(stderr.slice(-1000))
  return stdout.trim().replaceAll('\n', ' ')
}

function symlinkOnce(target: string, path: string): void {
  try {
    symlinkSync(target, path, 'junction')
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EEXIST') throw error
  }
}
