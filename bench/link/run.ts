/**
 * What linking costs: wrapping a function whose version is linked, the first link of a function with 100 definitions, and the growth
 * of the compiled output, minified and compressed. `npm run bench:link` prints it; docs/linking.md has what was measured.
 */
import { gzipSync } from 'node:zlib'
import { transformSync } from 'esbuild'
import { define } from '../../dist/esm/runtime/src/define.js'
import { cached, explain, versionOf } from '../../dist/esm/runtime/src/index.js'
import { compilers } from '../../test/compilers.js'
import { corpus, type SourceFile } from '../../test/corpus.js'

console.log(`wrapping, with the version linked: ${micro(wrapping(20_000))} µs`)
console.log(`wrapping and reading the version: ${micro(wrapping(20_000, (fn) => fn.version))} µs`)
console.log(`first link of 100 definitions: ${micro(linking(500, 100))} µs`)
console.log(`first link of 1,000 definitions: ${micro(linking(50, 1000))} µs`)
console.log(`explaining 100 definitions: ${micro(linking(200, 100, explain))} µs`)
printGrowth()

/** The median of rounds, in nanoseconds for each function. */
function wrapping(count: number, use: (fn: { readonly version: string }) => unknown = () => {}): number {
  const fn = define((n: number) => n, tableOf([rowOf('root', '')]))
  versionOf(fn)
  return medianOf(15, () => {
    const start = process.cpuUsage()
    for (let index = 0; index < count; index++) use(cached(fn))
    // Processor time: other work on the machine counts less.
    const { user, system } = process.cpuUsage(start)
    return ((user + system) * 1000) / count
  })
}

/** The median of first links: each graph is new, its rows are not read yet. */
function linking(
  rounds: number,
  definitions: number,
  link: (fn: (n: number) => number) => unknown = versionOf,
): number {
  let graphs = 0
  return medianOf(rounds, () => {
    const fn = graphOf(definitions, `${graphs++}`)
    const start = process.hrtime.bigint()
    link(fn)
    return Number(process.hrtime.bigint() - start)
  })
}

/** A tree in which each definition refers to two others and, through a thunk, to a function that another module registered. */
function graphOf(definitions: number, salt: string): (n: number) => number {
  const thunks: (() => unknown)[] = []
  const other = tableOf([rowOf(`leaf-${salt}`, '')])
  const cells = Array.from({ length: definitions }, (_, index) => {
    const exported = define((n: number) => n, other)
    thunks.push(() => exported)
    const below = [2 * index + 1, 2 * index + 2].filter((next) => next < definitions)
    return rowOf(`${salt}-${index}`, `${below.map((next) => `d${next}`).join('')}b${index}`)
  })
  return define((n: number) => n, tableOf(cells, thunks))
}

function tableOf(cells: readonly string[], thunks: readonly unknown[] = []): () => readonly unknown[] {
  const text = ['c1,src/a.ts', ...cells].join(';')
  return () => [text, ...thunks]
}

/** `I`: a function. */
function rowOf(name: string, edges: string): string {
  return `${name.padEnd(22, '_')}I1${edges},${name}`
}

function medianOf(rounds: number, measure: () => number): number {
  const times = Array.from({ length: rounds }, measure).sort((a, b) => a - b)
  return times[rounds >> 1] as number
}

function micro(nanoseconds: number): string {
  return (nanoseconds / 1000).toFixed(2)
}

/** Each package as one text of minified modules: as a bundle has them, without what a bundler drops. */
function printGrowth(): void {
  const babel = compilers[0] as (typeof compilers)[number]
  const packages = new Map<string, SourceFile[]>()
  for (const file of corpus()) packages.set(file.folder, [...(packages.get(file.folder) ?? []), file])
  console.log('package: compressed bytes, growth with exports, without names, with wrapped functions alone')
  const totals = [0, 0, 0, 0]
  for (const [name, files] of packages) {
    const sizes = [{ plain: true }, {}, { options: { names: false } }, { options: { exports: false } }].map((how) =>
      sizeOf(files, (file) => babel.compile({ code: file.code, file: file.file, script: file.script, ...how }).code),
    )
    sizes.forEach((size, index) => {
      totals[index] = (totals[index] ?? 0) + size
    })
    console.log(line(name, sizes))
  }
  console.log(line('all', totals))
}

function sizeOf(files: readonly SourceFile[], compile: (file: SourceFile) => string): number {
  const texts = files.flatMap((file) => {
    try {
      return transformSync(compile(file), { minify: true, loader: 'jsx', format: 'esm' }).code
    } catch {
      return [] // what the compiler itself cannot parse
    }
  })
  return gzipSync(texts.join('\n')).length
}

function line(name: string, [plain = 0, ...others]: readonly number[]): string {
  return `${name}: ${plain} ${others.map((size) => `+${((size / plain - 1) * 100).toFixed(1)} %`).join(' ')}`
}
