/** How linking behaves in a program as it runs: two copies of the runtime, modules that are evaluated again, mocks, objects that go. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { type Compiler, compilers } from './compilers.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'autocached-linking-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const both = ['Babel 7', 'SWC 1.16, plugin first'].map((name) => compilers.find((c) => c.name === name) as Compiler)
let programs = 0

/** Writes a program whose `.ts` and `.cts` files are compiled; gives its folder. */
function write(compiler: Compiler, files: Record<string, string>): string {
  const target = join(folder, String(++programs))
  mkdirSync(join(target, 'node_modules', 'foreign'), { recursive: true })
  symlinkSync(root, join(target, 'node_modules', 'autocached'), 'junction')
  writeFileSync(join(target, 'package.json'), '{ "type": "module" }')
  for (const [file, code] of Object.entries(files)) {
    const compiled = /\.c?ts$/.test(file)
    const script = file.endsWith('.cts')
    const output = compiled ? compiler.compile({ code, file: `src/${file}`, script }).code : code
    writeFileSync(join(target, file.replace(/\.(c?)ts$/, '.$1js')), output)
  }
  return target
}

function run(compiler: Compiler, files: Record<string, string>, ...flags: string[]): unknown {
  const target = write(compiler, files)
  return JSON.parse(execFileSync(process.execPath, [...flags, 'main.js'], { encoding: 'utf8', cwd: target }))
}

const half = 'export const half = (n) => n / 2'

describe.each(both)('$name', (compiler) => {
  it('takes the text of the function where a cached one is cached by its source', () => {
    const result = run(compiler, {
      'main.ts': `
        import { cached } from 'autocached'
        const half = cached((n) => n / 2), third = cached((n) => n / 3), again = cached((n) => n / 3)
        const [one, two, three] = [half, third, again].map((fn) => cached(cached(fn), { versioning: 'source' }).version)
        console.log(JSON.stringify([one.slice(0, 3), one === two, two === three]))`,
    })
    expect(result).toEqual(['s1.', false, true])
  })

  it('knows functions across the ECMAScript and the CommonJS copy of the package', () => {
    const result = run(compiler, {
      'main.ts': `
        import { createRequire } from 'node:module'
        import { cached, explain, versionOf } from 'autocached'
        import { half } from './half.js'
        const require = createRequire(import.meta.url)
        const commonjs = require('autocached')
        const price = cached((n) => half(n))
        const again = commonjs.cached(price)
        const own = cached((n) => half(n), { version: '1' })
        const using = cached((n) => own(n))
        console.log(JSON.stringify({
          copies: commonjs.cached !== cached,
          versions: [commonjs.versionOf(price) === price.version, again.version === price.version],
          sees: commonjs.explain(price).nodes.map(({ name }) => name),
          own: commonjs.explain(using).nodes.map(({ counts }) => counts),
        }))`,
      'half.ts': half,
    })
    expect(result).toEqual({
      copies: true,
      versions: [true, true],
      sees: ['price', 'half'],
      own: ['definition', 'own version'],
    })
  })

  it('computes once for callers of both copies, and forgets what one of them invalidates meanwhile', () => {
    const result = run(compiler, {
      'main.ts': `
        import { createRequire } from 'node:module'
        import { cached } from 'autocached'
        const require = createRequire(import.meta.url)
        const commonjs = require('autocached')
        const counts = { runs: 0 }
        const load = async (id) => {
          const run = ++counts.runs
          await new Promise(setImmediate)
          return run
        }
        const options = { backend: new Map(), version: '1' }
        const [first, second] = [cached(load, options), commonjs.cached(load, options)]
        const together = await Promise.all([first('a'), second('a')])
        const running = first('b')
        second.invalidate('b')
        console.log(JSON.stringify([together, await running, await second('b')]))`,
    })
    expect(result).toEqual([[1, 1], 2, 3])
  })

  it('runs uncached while the exports of a namespace that is passed on are not initialized', () => {
    const result = run(compiler, {
      'main.ts': `
        import { early, kind } from './kind.js'
        export const half = (n) => n / 2
        console.log(JSON.stringify([early, kind(), kind.version.slice(0, 3)]))`,
      'kind.ts': `
        import { cached } from 'autocached'
        import * as main from './main.js'
        export const kind = cached(() => typeof main)
        export const early = [kind()]
        try { kind.version } catch ({ code, message }) { early.push(code, message.includes('that a function (src/kind.ts:4) refers to is not')) }`,
    })
    expect(result).toEqual([['object', 'AUTOCACHED_NOT_INITIALIZED', true], 'object', 'c1.'])
  })

  it.each<[string, string, string]>([
    ['names', `const { half } = require('./half.cjs')`, 'half(n)'],
    ['a member', `const half = require('./half.cjs').half`, 'half(n)'],
    ['the whole module', `const math = require('./half.cjs')`, 'math.half(n)'],
    ['data', `const data = require('./data.json')`, 'n / data.by'],
    ['a package', `const parse = require('foreign')`, 'parse(n)'],
    ['a module that is awaited', `const { half } = await import('./half.cjs')`, 'half(n)'],
    ['an exported module', `export const math = require('./half.cjs')`, 'math.half(n)'],
  ])('counts what require gives: %s', (_, line, use) => {
    const versions = ['2', '3', '2'].map((by) =>
      run(compiler, {
        'main.ts': `
          import { createRequire } from 'node:module'
          import { cached } from 'autocached'
          const require = createRequire(import.meta.url)
          ${line}
          console.log(JSON.stringify(cached((n) => ${use}).version))`,
        'half.cts': `exports.half = (n) => n / ${by}`,
        'data.json': `{ "by": ${by} }`,
        'node_modules/foreign/index.js': `module.exports = (n) => n / ${by}`,
      }),
    )
    expect([versions[0] === versions[2], versions[0] === versions[1]]).toEqual([true, false])
  })

  it.each<[string, string]>([
    ['a constant', 'const half = OLD ?? FUNCTION; export const use = (n) => half(n)'],
    ['an exported constant', 'export const use = OLD ? OLD : FUNCTION'],
    ['an exported variable', 'export let use = (OLD || FUNCTION) as any; if (OLD) use = OLD'],
    ['what an exported variable is given', 'export let use; use = OLD ?? FUNCTION'],
    ['a class', 'const Half = OLD ?? class { of = FUNCTION }; export const use = (n) => new Half().of(n)'],
    ['the default', 'export default OLD || FUNCTION'],
    [
      'the constant of a function',
      'const make = () => { const half = OLD ?? FUNCTION; return half }; export const use = make()',
    ],
  ])('knows a function that only one branch makes: %s', (_, code) => {
    const versionOf = (made: string) =>
      run(compiler, {
        'main.ts': `
          import { cached } from 'autocached'
          import * as half from './half.js'
          const use = half.use ?? half.default
          console.log(JSON.stringify([cached((n) => use(n)).version, use(4)]))`,
        'half.ts': `const OLD = globalThis.noSuchFunction; ${code.replace('FUNCTION', made)}`,
      }) as [string, number]
    const [version, result] = versionOf('function (n) { return n / 2 }')
    expect(result).toBe(2)
    expect(versionOf('/* the same */ function (m: number) { return (m / 2) }')).toEqual([version, 2])
    expect(versionOf('function (n) { return n / 4 }')[0]).not.toBe(version)
  })

  it.each<[string, string]>([
    ['functions', 'export const use = globalThis.BRANCH ? () => 1 : () => 2'],
    [
      'functions that another one calls',
      'const half = globalThis.BRANCH ? () => 1 : () => 2; export const use = () => half()',
    ],
    [
      'classes',
      'const Half = globalThis.BRANCH ? class { n = 1 } : class { n = 2 }; export const use = () => new Half().n',
    ],
    [
      'functions of another file',
      `import { one, two } from './math.js'; const half = globalThis.BRANCH ? one : two; export const use = () => half()`,
    ],
    [
      'functions that are captured',
      'const make = () => { const half = globalThis.BRANCH ? () => 1 : () => 2; return cached(() => half()) }; export const use = make()',
    ],
    [
      'a function that is captured, and an import',
      `import * as math from './math.js'; const make = (first) => { const half = globalThis.BRANCH ? first : () => 2; return cached(() => half()) }; export const use = make(math.one)`,
    ],
    [
      'functions that have names',
      'const one = () => 1; function two() { return 2 } const half = globalThis.BRANCH ? one : two; export const use = () => half()',
    ],
    [
      'functions that have names, and are captured',
      'const make = () => { const one = () => 1; function two() { return 2 } const half = globalThis.BRANCH ? one : two; return cached(() => half()) }; export const use = make()',
    ],
    [
      'objects that have names',
      'const one = { n: 1 }, two = { n: 2 }; const half = globalThis.BRANCH ? one : two; export const use = () => half.n',
    ],
    [
      'functions of a package',
      `import { one, two } from './foreign.js'; const half = (globalThis.BRANCH && one) || two; export const use = () => half()`,
    ],
    [
      'functions of a package, which are exported',
      `import * as foreign from './foreign.js'; export const use = globalThis.BRANCH ? foreign.one : foreign.two`,
    ],
    [
      'functions of a package, one of which is cached',
      `import { one, two } from './foreign.js'; const half = globalThis.BRANCH ? one : two; export const use = cached(half)`,
    ],
    [
      'objects of a package',
      `import { first, second } from './foreign.js'; const half = globalThis.BRANCH ? first : second; export const use = () => half.n`,
    ],
  ])('counts which of its branches gave a value: %s', (_, code) => {
    const results = [true, false, true].map((branch) =>
      run(compiler, {
        'main.ts': `
          import './branch.js'
          import { cached } from 'autocached'
          import { use } from './half.js'
          const root = cached(() => use(), { backend: { get() {}, set() {} } })
          console.log(JSON.stringify([root.keyFor() + use.keyFor?.(), root()]))`,
        'branch.js': `globalThis.BRANCH = ${branch}`,
        'half.ts': `import { cached } from 'autocached'; ${code}`,
        'math.ts': 'export const one = () => 1, two = () => 2',
        'foreign.js': 'export const one = () => 1, two = () => 2, first = { n: 1 }, second = { n: 2 }',
      }),
    ) as [string, number][]
    const [one, two, again] = results
    expect(results.map(([, result]) => result)).toEqual([1, 2, 1])
    expect(two?.[0]).not.toBe(one?.[0])
    expect(again?.[0]).toBe(one?.[0])
  })

  it.each<[string, string]>([
    ['in a constant', 'export const Use = class { static of() { return BY } }'],
    ['with a static value', 'export const Use = class { static by = BY; static of() { return this.by } }'],
    [
      'that runs code',
      'export const Use = class { static by: number; static { this.by = BY } static of() { return this.by } }',
    ],
    ['that is exported below', 'const Use = class { static of = () => BY; static n = Math.max(1, 2) }; export { Use }'],
    ['by default', 'export default class { static by = 1; static of() { return BY } }'],
    [
      'in a variable',
      'export let Use = class { static of() { return BY } }; export const reset = () => { Use = null }',
    ],
  ])('knows a class without a name: %s', (_, code) => {
    const results = ['2', '3', '2'].map((by) =>
      run(compiler, {
        'main.ts': `
          import { cached } from 'autocached'
          import * as all from './use.js'
          const Use = all.Use ?? all.default
          const root = cached(() => Use.of())
          console.log(JSON.stringify([root.version, root(), Use.name]))`,
        'use.ts': `const by = BY; ${code.replaceAll('BY', 'by')}`.replace('BY', by),
      }),
    ) as [string, number, string][]
    const name = code.includes('default') ? 'default' : 'Use'
    expect(results.map(([, ...seen]) => seen)).toEqual([2, 3, 2].map((by) => [by, name]))
    expect(results[1]?.[0]).not.toBe(results[0]?.[0])
    expect(results[2]?.[0]).toBe(results[0]?.[0])
  })

  it.each<[string, string]>([
    [
      'a method',
      'class Use { by() { return by } @cached(options) of() { return this.by() } toJSON() { return 1 } } export const use = new Use()',
    ],
    [
      'a field',
      'class Use { by() { return by } of = cached(options, () => this.by()); toJSON() { return 1 } } export const use = new Use()',
    ],
    [
      'a class in a constant',
      'const Use = class { by() { return by } @cached(options) of() { return this.by() } toJSON() { return 1 } }; export const use = new Use()',
    ],
    [
      'a class of a function',
      'const make = () => { class Use { by() { return by } @cached(options) of() { return this.by() } toJSON() { return 1 } } return new Use() }; export const use = make()',
    ],
    [
      'a static method',
      'class Use { static by() { return by } @cached(options) static of() { return this.by() } } export const use = Use as any',
    ],
  ])('counts the class of what is cached in it: %s', (_, code) => {
    const results = ['2', '3', '2'].map((by) =>
      run(compiler, {
        'main.ts': `import { use, entries } from './use.js'; console.log(JSON.stringify([use.of(), [...entries.keys()]]))`,
        'use.ts': `
          import { cached } from 'autocached'
          export const entries = new Map()
          const by = ${by}, options = { backend: { get: (key) => entries.get(key), set: (key, entry) => { entries.set(key, entry) } } }
          ${code.replace('cached(options, ', 'cached(options)(')}`,
      }),
    ) as [number, string[]][]
    expect(results.map(([value]) => value)).toEqual([2, 3, 2])
    expect(results[0]?.[1]).toHaveLength(1)
    expect(results[1]?.[1]).not.toEqual(results[0]?.[1])
    expect(results[2]?.[1]).toEqual(results[0]?.[1])
  })

  it.each<[string, string]>([
    [
      'what a call gives',
      `const all = [{ by: 2 }, { by: 3 }]; export let use = all.shift(); export const next = () => { use = all.shift() }`,
    ],
    [
      'what a call gives later',
      `const all = [{ by: 2 }, { by: 3 }]; export let use; export const next = () => { use = all.shift() }; next()`,
    ],
    [
      'an object',
      `export let use: any = {}; use.by = 2; export const next = () => { use.by = 3 }; export const reset = () => { use = {} }`,
    ],
    [
      'an object that is exported below',
      `let use: any = {}; use.by = 2; const next = () => { use = Object.assign({}, { by: 3 }) }; export { use, next }`,
    ],
  ])('counts the value of an exported variable that is assigned again: %s', (_, code) => {
    const result = run(compiler, {
      'main.ts': `
        import { cached } from 'autocached'
        import { next, use } from './use.js'
        const root = cached(() => use.by, { backend: { get() {}, set() {} } })
        const seen = [[root.keyFor(), root()], [root.keyFor(), root()]]
        next()
        console.log(JSON.stringify([...seen, [root.keyFor(), root()]]))`,
      'use.ts': code,
    }) as [string, number][]
    const [one, again, two] = result
    expect(result.map(([, by]) => by)).toEqual([2, 2, 3])
    expect(again?.[0]).toBe(one?.[0])
    expect(two?.[0]).not.toBe(one?.[0])
  })

  it.each<[string, string]>([
    [
      'a variable and another',
      'let impl: any; try { impl = () => 1 } catch { impl = null } export const use = impl ?? (() => 2)',
    ],
    [
      'a property of a variable',
      'let impl: any; impl = { use: () => 1 }; impl = { ...impl }; export const use = impl.use',
    ],
    [
      'what a factory was given',
      `import { cached } from 'autocached'; import { one } from './foreign.js'; const make = (given) => { const half = given || (() => 2); return cached(() => half()) }; export const use = make(one)`,
    ],
    [
      'what a call gave an exported variable',
      'const all = [() => 1, () => 2]; export let use = all.shift(); export const next = () => { use = all.shift() }',
    ],
  ])('refuses a function of which only the variable is known that gave it: %s', (_, code) => {
    const result = run(compiler, {
      'main.ts': `
        import { cached } from 'autocached'
        import { use } from './use.js'
        const shared = cached(() => use(), { backend: { get() {}, set() {} } })
        let problem = 'none'
        try { shared.keyFor() } catch ({ code, message }) { problem = code + ' ' + message.includes('use.ts') }
        const own = cached(() => use())
        console.log(JSON.stringify([problem, own(), own(), own.stats?.hits ?? 1]))`,
      'use.ts': code,
      'foreign.js': 'export const one = () => 1',
    })
    expect(result).toEqual(['AUTOCACHED_NO_CANONICAL_FORM true', 1, 1, 1])
  })

  it.each<[string, string]>([
    ['half ??= () => by', 'an assignment that asks'],
    ['half ||= () => by', 'another one'],
  ])('knows the function that an exported variable is given: %s', (code) => {
    const versions = ['2', '3', '2'].map((by) =>
      run(compiler, {
        'main.ts': `import { cached } from 'autocached'; import { half } from './half.js'; console.log(JSON.stringify(cached(() => half()).version))`,
        'half.ts': `const by = ${by}; export let half: any; ${code}; export const reset = () => { half = null }`,
      }),
    )
    expect([versions[0] === versions[2], versions[0] === versions[1]]).toEqual([true, false])
  })

  it.each<[string, string, string]>([
    ['a class that takes them', 'class Use { static all = [...codes] }', 'Use.all.length'],
    ['a class without a name', 'const Use = class { static all = [...codes] }', 'Use.all.length'],
    ['a class with a key', 'class Use { [codes.length]() {} }', 'Object.getOwnPropertyNames(Use.prototype).join()'],
    ['an export', 'exports.use = { all: [...codes] }', 'exports.use.all.length'],
  ])('counts what is done to a value above: %s', (_, code, read) => {
    const above = `codes.push('a'); ${code}`
    const below = `${code}; codes.push('a')`
    const file = code.startsWith('exports') ? 'half.cts' : 'half.ts'
    const results = [above, below].map((statements) =>
      run(compiler, {
        'main.ts': `import { cached } from 'autocached'; import { root } from './${file.replace('ts', 'js')}'; const f = cached(() => root()); console.log(JSON.stringify([f.version, f()]))`,
        [file]: `const codes: string[] = []; ${statements}; ${file === 'half.ts' ? 'export const root =' : 'exports.root ='} () => ${read}`,
      }),
    ) as [string, unknown][]
    expect(results[0]?.[1]).not.toEqual(results[1]?.[1])
    expect(results[0]?.[0]).not.toBe(results[1]?.[0])
  })

  it.each<[string, string]>([
    ['a constant', 'export const use = OLD ?? function () { return 1 }; use.by = BY'],
    [
      'a constant that is cached',
      'const half = OLD ?? function () { return half.by }; half.by = BY; export const use = cached(half)',
    ],
    ['a constant that holds it cached', 'const half = OLD ?? (() => 1); export const use = cached(half); use.by = BY'],
    ['an export', 'exports.use = OLD ?? function () { return 1 }; exports.use.by = BY'],
    [
      'a factory',
      'const make = (by) => { const half = OLD ?? (() => half.by); half.by = by; return cached(half) }; export const use = make(BY)',
    ],
  ])('counts what is done to a function that only one branch makes: %s', (_, code) => {
    const file = code.startsWith('exports') ? 'half.cts' : 'half.ts'
    const imports = file === 'half.ts' ? `import { cached } from 'autocached'; ` : ''
    const keys = ['2', '3', '2'].map((by) =>
      run(compiler, {
        'main.ts': `
          import { cached } from 'autocached'
          import { use } from './${file.replace('ts', 'js')}'
          console.log(JSON.stringify([cached(() => use.by).keyFor(), use.keyFor?.()]))`,
        [file]: `${imports}const OLD = globalThis.noSuchFunction; ${code.replace('BY', by)}`,
      }),
    ) as [string, string | undefined][]
    const [two, three, again] = keys
    expect(three?.[0]).not.toBe(two?.[0])
    if (two?.[1]) expect(three?.[1]).not.toBe(two[1])
    expect(again).toEqual(two)
  })

  it.each<[string, string]>([
    ['a pattern with a default', `const root = cached(() => { const { RATE = '1' } = process.env; return RATE })`],
    ['a parameter', `const root = cached((env = process.env) => env.RATE)`],
    ['a constant', `const { env } = process; const root = cached(() => env.RATE)`],
    [
      'a constant of a factory',
      `const make = () => { const e = process.env; return cached(() => e.RATE) }; const root = make()`,
    ],
    [
      'an import',
      `import { env } from 'node:process'; const root = cached(() => { const { RATE = '1' } = env; return RATE })`,
    ],
    ['a property', `const root = cached(() => globalThis.process.env.RATE)`],
  ])('counts the environment by whatever name: %s', (_, code) => {
    const result = run(compiler, {
      'main.ts': `
        import { cached } from 'autocached'
        ${code}
        console.log(JSON.stringify(['2', '3', '2'].map((rate) => {
          process.env.RATE = rate
          return [root.keyFor(), root()]
        })))`,
    }) as [string, string][]
    const [two, three, again] = result
    expect(result.map(([, value]) => value)).toEqual(['2', '3', '2'])
    expect(three?.[0]).not.toBe(two?.[0])
    expect(again?.[0]).toBe(two?.[0])
  })

  it.each<[string, string]>([
    ['a declared function', 'function half() { return half.rate }; half.rate = rate; return cached(() => half())'],
    ['a function in a constant', 'const half = () => 1; half.rate = rate; return cached(() => half.rate)'],
    ['a cached function', 'function half() { return half.rate }; half.rate = rate; return cached(half)'],
    ['a class', 'class Half {}; Half.rate = rate; return cached(() => Half.rate)'],
    ['a prototype', 'class Half {}; Half.prototype.rate = rate; return cached(() => new Half().rate)'],
    [
      'the variable of a cached function',
      'const half = cached(() => 1); half.rate = rate; return cached(() => half.rate)',
    ],
  ])('counts the properties that a factory gives to what it makes: %s', (_, body) => {
    const result = run(compiler, {
      'main.ts': `
        import { cached } from 'autocached'
        const make = (rate) => { ${body} }
        console.log(JSON.stringify([2, 3, 2].map((rate) => [make(rate).keyFor(), make(rate)()])))`,
    }) as [string, number][]
    const [two, three, again] = result
    expect(result.map(([, value]) => value)).toEqual([2, 3, 2])
    expect(three?.[0]).not.toBe(two?.[0])
    expect(again?.[0]).toBe(two?.[0])
  })

  it.each<[string, string]>([
    [
      'captured',
      'const make = () => { let a = 1, b = 1; const inc = () => { WHICH++ }; return cached(() => { a = b = 1; inc(); return [a, b] }) }',
    ],
    [
      'captured by two',
      'const make = () => { let a = 1, b = 1; const inc = () => { a++ }, get = () => WHICH; return cached(() => { a = b = 1; inc(); return get() }) }',
    ],
    [
      'of the module',
      'let a = 1, b = 1; const make = () => { const inc = () => { WHICH++ }; return cached(() => { a = b = 1; inc(); return [a, b] }) }',
    ],
  ])('tells functions that share a variable from those that have one each: %s', (_, code) => {
    const [one, two, again] = ['a', 'b', 'a'].map(
      (which) =>
        run(compiler, {
          'main.ts': `
            import { cached } from 'autocached'
            ${code.replace('WHICH', which)}
            const root = make()
            console.log(JSON.stringify([root.keyFor(), root()]))`,
        }) as [string, unknown],
    )
    expect(two?.[1]).not.toEqual(one?.[1])
    expect(two?.[0]).not.toBe(one?.[0])
    expect(again?.[0]).toBe(one?.[0])
  })

  it('counts what the require of a script gives', () => {
    const results = ['2', '3'].map(
      (by) =>
        run(compiler, {
          'main.ts': `import script from './script.cjs'\nconsole.log(JSON.stringify([script.version, script.untracked]))`,
          'script.cts': `
            const { cached, explain } = require('autocached')
            const { half } = require('./half.cjs')
            const price = cached((n) => half(n))
            module.exports = { version: price.version, untracked: explain(price).untracked.map(({ name }) => name) }`,
          'half.cts': `function half(n) { return n / ${by} }\nexports.half = half`,
        }) as [string, string[]],
    )
    expect(results[0]?.[0]).not.toBe(results[1]?.[0])
    expect(results[0]?.[1]).toEqual([])
  })

  it('gives a module that is evaluated again a new version where it is another one, and the same where not', () => {
    const result = run(compiler, {
      'main.ts': `
        import { readFileSync, writeFileSync } from 'node:fs'
        const text = readFileSync('price.js', 'utf8')
        writeFileSync('same.js', text)
        writeFileSync('other.js', readFileSync('edited.js', 'utf8'))
        const [before, same, other] = await Promise.all(['./price.js', './same.js', './other.js'].map((file) => import(file)))
        const results = [before, same, other].map(({ price }) => price(6))
        console.log(JSON.stringify([results, before.price.version === same.price.version, before.price.version === other.price.version]))`,
      'price.ts': `import { cached } from 'autocached'\nconst half = (n) => n / 2\nexport const price = cached((n) => half(n))`,
      'edited.ts': `import { cached } from 'autocached'\nconst half = (n) => n / 3\nexport const price = cached((n) => half(n))`,
    })
    expect(result).toEqual([[3, 3, 2], true, false])
  })

  it('keeps nothing alive that counts by identity', () => {
    const result = run(
      compiler,
      {
        'main.ts': `
        import { cached } from 'autocached'
        class Connection { #open = true; query(id) { return this.#open + id } }
        const gone = []
        function use() {
          const connection = new Connection()
          const query = cached((id) => connection.query(id))
          const keys = [query.keyFor('a'), query.keyFor('a')]
          query('a')
          gone.push(new WeakRef(connection))
          return keys
        }
        const [one, two] = [use(), use()]
        for (let turn = 0; turn < 20 && gone.some((ref) => ref.deref()); turn++) {
          await new Promise((resolve) => setImmediate(resolve))
          globalThis.gc()
        }
        console.log(JSON.stringify([one[0] === one[1], one[0] === two[0], gone.map((ref) => ref.deref() === undefined)]))`,
      },
      '--expose-gc',
    )
    expect(result).toEqual([true, false, [true, true]])
  })

  it('counts the mocks of vitest: what is mocked has another version, and each mock its own results', {
    timeout: 60_000,
  }, () => {
    const target = write(compiler, {
      'half.ts': half,
      'price.ts': `
        import { cached } from 'autocached'
        import { half } from './half.js'
        export const price = cached((n) => half(n))`,
      'price.test.js': `
        import { expect, it, vi } from 'vitest'
        it('is mocked', async () => {
          const plain = (await import('./price.js')).price
          const results = [plain(6)]
          for (const by of [10, 100]) {
            vi.resetModules()
            vi.doMock('./half.js', () => ({ half: vi.fn((n) => n * by) }))
            const { price } = await import('./price.js')
            results.push(price(6))
            expect(price.version).not.toBe(plain.version)
          }
          expect(results).toEqual([3, 60, 600])
        })`,
      'vitest.config.js': `export default { root: ${JSON.stringify('.')}, test: { include: ['*.test.js'], server: { deps: { external: [/dist/] } } } }`,
    })
    symlinkSync(join(root, 'node_modules', 'vitest'), join(target, 'node_modules', 'vitest'), 'junction')
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
    const output = execFileSync(process.execPath, [vitest, 'run', '--root', target], { encoding: 'utf8', cwd: target })
    expect(output).toMatch(/1 passed/)
  })
})
