import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('../..', import.meta.url))
const sources = join(root, 'runtime/src')

/** Builds the runtime of this tree as a package of its own into `place`, without types: for tests that start processes. */
export function buildRuntime(place: string): string {
  for (const [format, module] of [
    ['esm', ts.ModuleKind.ESNext],
    ['cjs', ts.ModuleKind.CommonJS],
  ] as const) {
    for (const file of readdirSync(sources, { recursive: true }).map(String)) {
      if (!file.endsWith('.ts')) continue
      const options = { module, target: ts.ScriptTarget.ES2022, esModuleInterop: true }
      const { outputText } = ts.transpileModule(readFileSync(join(sources, file), 'utf8'), { compilerOptions: options })
      const out = join(place, 'dist', format, 'runtime/src', file.replace(/ts$/, 'js'))
      mkdirSync(dirname(out), { recursive: true })
      writeFileSync(out, outputText)
    }
    writeFileSync(
      join(place, 'dist', format, 'package.json'),
      JSON.stringify({ type: format === 'esm' ? 'module' : 'commonjs' }),
    )
  }
  writeFileSync(join(place, 'package.json'), JSON.stringify({ name: 'autocached', type: 'module' }))
  symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'))
  return place
}
