/** What is too large or too deep for the plugins is refused or takes its time; it never ends the compilation. */
import { describe, expect, it } from 'vitest'
import { type Compiler, compilers } from './compilers.js'

/** More than the plugins allow; not much more, because the compilers themselves overflow next. */
const depth = 420

const deep: Record<string, string> = {
  members: `x${'.a'.repeat(depth)}`,
  sums: `x${' + x'.repeat(depth)}`,
  strings: `'a'${" + 'a'".repeat(depth)}`,
  conditionals: `${'x ? 1 : '.repeat(depth)}2`,
}

/** An expression or a statement around another one, over and over. */
const nested: Record<string, (count: number) => string> = {
  parentheses: (count) => `export const f = (x) => ${'('.repeat(count)}x${')'.repeat(count)}`,
  arrays: (count) => `export const f = (x) => ${'['.repeat(count)}x${']'.repeat(count)}`,
  calls: (count) => `export const f = (x) => ${'x('.repeat(count)}x${')'.repeat(count)}`,
  blocks: (count) => `export const f = (x) => { ${'{'.repeat(count)}x()${'}'.repeat(count)} }`,
  arrows: (count) => `export const f = (x) => ${'() => '.repeat(count)}x`,
  templates: (count) => `export const f = (x) => ${'`a${'.repeat(count)}x${'}`'.repeat(count)}`,
  members: (count) => `export const f = (x) => x${'.a'.repeat(count)}`,
  'calls of members': (count) => `export const f = (x) => x${'.a()'.repeat(count)}`,
  conditionals: (count) => `export const f = (x) => ${'x ? 1 : '.repeat(count)}2`,
  'else if': (count) => `export const f = (x) => { ${'if (x()) x(1); else '.repeat(count)}x(2) }`,
  sums: (count) => `export const f = (x) => x${' + x'.repeat(count)}`,
  negations: (count) => `export const f = (x) => ${'!'.repeat(count)}x`,
  functions: (count) => `export const f = (x) => {${'function g() {'.repeat(count)}${'}'.repeat(count)}}`,
  objects: (count) => `export const f = (x) => (${'{a:'.repeat(count)}x${'}'.repeat(count)})`,
}

/** Files that have much of one thing. */
const large: Record<string, string> = {
  '10,000 functions': list(10_000, (index) => `export function f${index}(x) { return x + ${index} }`),
  'a chain of 10,000 functions': `${list(10_000, (index) => `function f${index}() { return f${index + 1}() }`)}
    function f10000() {}\nexport { f0 }`,
  'a chain of 10,000 names': `export const f0 = (x) => x\n${list(10_000, (index) => `const f${index + 1} = f${index}`)}\nf10000()`,
  'a chain of 10,000 names, the last of which is changed': `export const t0 = {}
    ${list(10_000, (index) => `const t${index + 1} = t${index}`)}\nt10000.of = 1`,
  'a chain of 10,000 calls': `const f0 = (x) => x\n${list(10_000, (index) => `export const f${index + 1} = f${index}(1)`)}\nf10000()`,
  'a chain of 10,000 functions, the result of which is changed': `export const table = {}\nfunction f0() { return table }
    ${list(10_000, (index) => `function f${index + 1}() { return f${index}() }`)}\nf10000().of = 1`,
  'functions that call each other twice, the result of which is changed': `export const table = {}\nfunction f0() { return table }
    ${list(100, (index) => `function f${index + 1}() { return f${index}(f${index}()) || f${index}() }`)}\nf100().of = 1`,
  'a chain of 10,000 results, the last of which is changed': `import { copy } from 'lib'\nexport const t0 = {}
    ${list(10_000, (index) => `const t${index + 1} = copy(t${index})`)}\nt10000.of = 1`,
  'a chain of 10,000 properties': `export const all = []\nconst f0 = { of() { all.push(1) } }
    ${list(10_000, (index) => `const f${index + 1} = { of: f${index}.of }`)}\nf10000.of()`,
  'a chain of 10,000 functions that run': `export const all = []
    ${list(10_000, (index) => `function f${index}() { return f${index + 1}() }`)}\nfunction f10000() { all.push(1) }\nf0()\nf9990()`,
  '5,000 functions that run and call each other': `export const all = []\nfunction f5000() {}
    ${list(5000, (index) => `function f${index}(x) { all.push(x); f${index + 1}(x); f${index >> 1}(x) }`)}\nf0(all)\nf4990(all)`,
  '64 functions that run, 390 levels deep in each other': `export const all = []\nfunction f64() { all.push(1) }
    ${list(64, (index) => `function f${index}(x) { return ${'!'.repeat(390)}f${index + 1}(x) }`)}\nf0()`,
  'a class that makes itself': 'class A { next = A.more ? new A() : null }\nexport const a = new A()',
  'a chain of 10,000 classes': `export const all = []\nclass A0 { constructor() { all.push(1) } }
    ${list(10_000, (index) => `class A${index + 1} extends A${index} { constructor() { super() } }`)}\nnew A10000()`,
  'a chain of 10,000 classes without constructors': `export const all = []\nclass A0 { constructor() { all.push(1) } }
    ${list(10_000, (index) => `class A${index + 1} extends A${index} {}`)}\nnew A10000()`,
  'an array of 100,000 elements': `export const all = [${'1,'.repeat(100_000)}]`,
  '2 MB of functions': list(
    2000,
    (index) => `export const f${index} = (x) => [\n${`  x.a(${index}, 'b'),\n`.repeat(50)}]`,
  ),
  '10,000 guards that return': body(10_000, (index) => `if (x.a${index}) return`),
  '10,000 guards that return a value': body(10_000, (index) => `if (x.a${index}) return 1`),
  '10,000 guards that return different values': body(10_000, (index) => `if (x.a${index}) return x.b${index}`),
  '10,000 guards that do something': body(10_000, (index) => `if (x.a${index}) { x.b${index}(); return }`),
  '10,000 statements': body(10_000, (index) => `x = x(x, ${index})`),
  '5,000 temporaries': body(5000, (index) => `const t${index + 1} = ${index === 0 ? 'x' : `t${index}`}.a`),
  '5,000 cases': body(1, () => `switch (x) { ${list(5000, (index) => `case ${index}: return x.b${index}`)} }`),
  '10,000 refusals': list(10_000, (index) => `export const f${index} = () => import.meta`),
  '2,000 uses of a constant with 2,000 elements': `const v = x([${'1,'.repeat(2000)}])
    ${list(2000, (index) => `export const f${index} = () => v + ${index}`)}`,
}

/** What statements change, and who reads that: lists of all of it for each would grow with the square of the file. */
const changing: Record<string, (count: number) => string> = {
  'constants that change what they read': (count) =>
    `const all = []\n${list(count, (index) => `const at${index} = all.push(${index})`)}\nexport { all }`,
  'changes of what one call was given': (count) =>
    `const t = {}\n${list(count, (index) => `export const t${index} = f(t)\nt${index}.of = 1`)}`,
  'changes of an import': (count) =>
    `import { app } from './app'
    ${list(count, (index) => `app.get(${index}, () => ${index})\nexport const f${index} = () => app.of + ${index}`)}`,
  'properties of a prototype': (count) =>
    `export function A() {}\n${list(count, (index) => `A.prototype.f${index} = () => ${index}`)}`,
  'properties of exports': (count) =>
    list(count, (index) => `exports.f${index} = () => ${index}\nexports.f${index}.of = ${index}`),
  'properties that are deleted': (count) => `export const t = {}\n${list(count, (index) => `delete t.f${index}`)}`,
  'things, all of which each constant reaches': (count) =>
    `${list(count, (index) => `const t${index} = {}\nt${index}.of = 1`)}
    const all = () => [${list(count, (index) => `t${index},`)}]
    ${list(count, (index) => `export const f${index} = all(${index})`)}`,
  'variables, each made of the one above': (count) =>
    `let v0 = 1\n${list(count, (index) => `let v${index + 1} = v${index} + 1`)}
    ${list(count, (index) => `v${index} = 2`)}\nexport const all = [v${count}]`,
  'variables, each made of the one above by a function': (count) =>
    `let v0 = 1\n${list(count, (index) => `const f${index} = () => v${index}\nlet v${index + 1} = f${index}()`)}
    ${list(count, (index) => `v${index} = 2`)}\nexport const all = [v${count}]`,
}

describe.each(compilers)('$name', (compiler) => {
  it.each(Object.entries(deep))('%s nested too deep are refused, and the other functions are not', (_, expression) => {
    const { report } = compiler.compile({
      code: `export const f = (x) => ${expression}\nexport const g = (x) => x\n`,
      file: 'a.ts',
    })
    expect(report.diagnostics.map(({ rule }) => rule)).toEqual(['R3'])
    expect(report.definitions.map(({ name }) => name)).toContain('g')
  })

  it.each(Object.entries(nested))('compiles what it compiles without the plugin: nested %s', (kind, write) => {
    for (const count of depthsOf(compiler, kind)) {
      const code = write(count)
      if (!compiles(compiler, code)) return
      expect(problemsOf(compiler, code), `${count} levels`).toEqual([])
    }
  })
})

it.each(compilers.filter(({ name }) => name.startsWith('SWC')))(
  '$name says what is nested too deep for any plugin',
  ({ compile }) => {
    expect(() => compile({ code: nested.calls?.(300) ?? '', file: 'a.ts' })).toThrow('too deeply for any plugin of SWC')
  },
)

describe.each(compilers.filter(({ name }) => /^Babel 7|^SWC 1.16, plugin first/.test(name)))('$name', (compiler) => {
  it.each(Object.entries(large))('compiles %s', (_, code) => {
    expect(problemsOf(compiler, code)).toEqual([])
  })

  it.each(Object.entries(changing))('refers to no more than the file has: %s', (_, write) => {
    const [half, whole] = [slotsOf(compiler, write(200)), slotsOf(compiler, write(400))]
    expect(half).toBeGreaterThan(200)
    expect(whole).toBeLessThan(2.1 * half)
    expect(problemsOf(compiler, write(10_000))).toEqual([])
  })
})

function slotsOf({ compile }: Compiler, code: string): number {
  const file = code.includes('exports.') ? { script: true } : {}
  const { report } = compile({ code, file: 'a.js', ...file })
  return report.definitions.reduce((count, { slots }) => count + slots.length, 0)
}

/** What is said about a file, but for refusals. */
function problemsOf(compiler: Compiler, code: string): string[] {
  try {
    const { report } = compiler.compile({ code, file: 'a.ts' })
    return report.diagnostics.map(({ rule }) => rule).filter((rule) => rule !== 'R3' && rule !== 'R5')
  } catch (error) {
    return [String(error).slice(0, 500)]
  }
}

function compiles(compiler: Compiler, code: string): boolean {
  try {
    compiler.compile({ code, file: 'a.ts', plain: true })
    return true
  } catch {
    return false
  }
}

/** Deeper than these, SWC itself overflows the stack, which ends the process, and V8's stack is too small for Babel. */
function depthsOf({ name }: Compiler, kind: string): number[] {
  if (!name.startsWith('SWC')) return [250, 600, 2000, 5000]
  // Lists: the host cannot read more than 256 inside of each other from any plugin, even one that changes nothing.
  if (inLists.has(kind)) return [150, 242, 248]
  return inBranches.has(kind) ? [600, 1500] : [600, 2000, 5000]
}

const inLists = new Set(['calls', 'blocks', 'templates', 'functions', 'objects'])
const inBranches = new Set(['parentheses', 'arrays', 'arrows', 'calls of members'])

function body(count: number, statement: (index: number) => string): string {
  return `export function f(x) {\n${list(count, statement)}\nx.c()\nreturn\n}`
}

function list(count: number, item: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => item(index)).join('\n')
}
