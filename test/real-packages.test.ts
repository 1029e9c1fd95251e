/**
 * The plugins never break a program: real packages, compiled with and without the plugin from their sources, run in processes
 * of their own and are called many times; all that could be seen is compared. Pure functions of theirs are cached, too: their
 * results stay, and every compiler and bundler gives them one version.
 *
 * AUTOCACHED_PACKAGES=all: all packages through all compilers, also with every top-level function registered (minutes).
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build as esbuild } from 'esbuild'
import { rolldown } from 'rolldown'
import { afterAll, describe, expect, it } from 'vitest'
import { type Compiler, compilers } from './compilers.js'
import { type Built, type Observed, observe, Workshop } from './real-packages/build.js'
import { type Package, packages } from './real-packages/packages.js'

const all = process.env.AUTOCACHED_PACKAGES === 'all'
const large = ['zod', 'rxjs', 'ramda', 'lodash-es']
const chosen = packages.filter(({ name }) => all || !large.includes(name))
const usual = ['Babel 7', 'SWC 1.16, plugin first', 'SWC 1.16, default order']
const bundlers = bundlersOf()
const workshop = new Workshop()
afterAll(() => workshop.clear())

const modules = new Set<string>()
let calls = 0
afterAll(() =>
  console.log(`real packages: ${chosen.length} packages, ${modules.size} modules, ${calls} calls compared`),
)

/** By package and function: the versions that the compilers gave. */
const versions = new Map<string, Set<string>>()

describe.each(compilers.filter(({ name }) => all || usual.includes(name)))('$name', (compiler) => {
  it.each(chosen)('$name does the same with and without the plugin', async (source) => {
    // What is exported is registered anyway. Of a script, nothing would be.
    for (const everything of source.script ? [true] : all ? [false, true] : [false]) {
      const { plain, plugin } = await both(compiler, source, everything)
      expect(firstDifference(plugin.observed.lines, rightNames(plain.observed.lines, source))).toBeUndefined()
      expect(plugin.observed.calls).toBeGreaterThan(40)
      calls += plugin.observed.calls
      for (const file of plugin.built.modules) modules.add(`${source.name} ${file.slice(plugin.built.folder.length)}`)
      remember(source, plugin.observed)
    }
  })
})

it('gives every cached function one version in all compilers', () => {
  expect(versions.size).toBeGreaterThan(40)
  expect([...versions].filter(([, given]) => given.size !== 1)).toEqual([])
})
describe.each(['reselect', 'noble-hashes'])('a bundle of %s', (name) => {
  const source = packages.find((one) => one.name === name) as Package
  const compiler = compilers.find((one) => one.name === 'Babel 7') as Compiler

  it.each(Object.entries(bundlers))(
    'does the same by %s, with the same versions',
    async (bundler, { bundle, names }) => {
      const [plain, plugin] = await Promise.all(
        [true, false].map(async (plain) => {
          const built = await workshop.build({ compiler, package: source, plain })
          return observe({ ...built, entry: await bundle(built, bundler), modules: [] }, source, { names })
        }),
      )
      expect(firstDifference(plugin?.lines ?? [], plain?.lines ?? [])).toBeUndefined()
      calls += plugin?.calls ?? 0
      remember(source, plugin as Observed)
      const changed = Object.keys(plugin?.versions ?? {}).filter((fn) => versions.get(`${name} ${fn}`)?.size !== 1)
      expect(changed).toEqual([])
    },
  )
})

/** Bundlers, and whether names of functions outlive their minifying. */
function bundlersOf() {
  const viaEsbuild = (keepNames: boolean) => async (built: Built, name: string) => {
    const outfile = join(built.folder, `${name}.js`)
    await esbuild({
      entryPoints: [built.entry],
      outfile,
      bundle: true,
      minify: true,
      keepNames,
      format: 'esm',
      platform: 'node',
    })
    return outfile
  }
  const viaRolldown = async (built: Built, name: string) => {
    const bundle = await rolldown({ input: built.entry, platform: 'node' })
    const { output } = await bundle.generate({ format: 'esm', minify: true, keepNames: true })
    const outfile = join(built.folder, `${name}.js`)
    writeFileSync(outfile, output[0].code)
    await bundle.close()
    return outfile
  }
  return {
    esbuild: { bundle: viaEsbuild(false), names: false },
    'esbuild with names': { bundle: viaEsbuild(true), names: true },
    'rolldown with names': { bundle: viaRolldown, names: true },
  }
}

async function both(compiler: Compiler, source: Package, everything: boolean) {
  const [plain, plugin] = await Promise.all(
    [true, false].map(async (plain) => {
      const built = await workshop.build({ compiler, package: source, plain, everything })
      // What an exported variable is assigned in a function is registered there, so that the text of the function shows it.
      return { built, observed: await observe(built, source, { texts: !everything || source.script === true }) }
    }),
  )
  return { plain, plugin } as {
    plain: { built: Built; observed: Observed }
    plugin: { built: Built; observed: Observed }
  }
}

function remember(source: Package, observed: Observed): void {
  for (const [fn, { version, bySource }] of Object.entries(observed.versions)) {
    // Methods, what a script exports without a name of its own, and what is refused count by their text, which compilers print as
    // they like.
    if (version.startsWith('s1.') || bySource) continue
    const name = `${source.name} ${fn}`
    versions.set(name, (versions.get(name) ?? new Set()).add(version))
  }
}

/** As CommonJS, compilers call an anonymous default export `_default`; the plugins give it its right name. */
function rightNames(lines: string[], { commonjs = false }: Package): string[] {
  return commonjs ? lines.map((line) => line.replaceAll(/(\bFunction\b[^"{]*)"_default"\//g, '$1"default"/')) : lines
}

function firstDifference(lines: string[], expected: string[]): string | undefined {
  const index = expected.findIndex((line, index) => lines[index] !== line)
  const at = index < 0 && lines.length > expected.length ? expected.length : index
  if (at < 0) return undefined
  const [got = '', wanted = ''] = [lines[at], expected[at]]
  const from = Math.max(0, [...wanted].findIndex((character, index) => character !== got[index]) - 100)
  return `line ${at} (${wanted.slice(0, 80)}): …${got.slice(from, from + 300)}… instead of …${wanted.slice(from, from + 300)}…`
}
