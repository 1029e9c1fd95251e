/**
 * Source maps still point home: in real files, every token of the author's maps to the very place to which it maps without the
 * plugin; statements of the plugin's own map to none of the author's code; a stack trace names the author's lines.
 *
 * AUTOCACHED_MAP_FILES is how many files at most, evenly chosen; default 40.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'
import { type Node, type Options, parse, type Token } from 'acorn'
import { afterAll, describe, expect, it } from 'vitest'
import { type Compiler, compilers, type Output } from './compilers.js'
import { corpus, exportEverything, type SourceFile } from './corpus.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const most = Number(process.env.AUTOCACHED_MAP_FILES ?? 40)
const used = ['Babel 7', 'Babel 8', 'SWC 1.16, plugin first', 'SWC 1.16, default order']
const folder = mkdtempSync(join(tmpdir(), 'autocached-maps-'))
mkdirSync(join(folder, 'node_modules'))
symlinkSync(root, join(folder, 'node_modules', 'autocached'), 'junction')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.each(compilers.filter(({ name }) => used.includes(name)))('$name', (compiler) => {
  it('maps the tokens of the author as it does without the plugin', () => {
    const counts = { files: 0, tokens: 0, atHome: 0, added: 0, addedMapped: 0 }
    for (const file of chosen()) {
      const code = exportEverything(file) as string
      const [plain, plugin] = [true, false].map((plain) => compiler.compile({ code, file: file.file, plain })) as [
        Output,
        Output,
      ]
      if (plain.code === plugin.code) continue
      const [expected, got] = [tokensOf(plain), tokensOf(plugin)]
      const own = got.filter(({ isAdded }) => !isAdded)
      expect(own.map(({ text }) => text).join('\n'), file.file).toBe(expected.map(({ text }) => text).join('\n'))
      const moved = own.filter(({ original }, index) => original !== expected[index]?.original)
      expect(moved, file.file).toEqual([])
      counts.files++
      counts.tokens += own.length
      counts.atHome += own.filter(({ original, text }) => textAt(code, original).startsWith(text)).length
      const added = got.filter(({ isAdded }) => isAdded)
      counts.added += added.length
      counts.addedMapped += added.filter(({ original }) => original).length
      // Babel gives the end of the statement ahead, or a comment, to what has no place; no breakpoint is there.
      const alone = added.filter(({ isAlone, original }) => isAlone && !/^(;|\/[/*]|$)/.test(textAt(code, original)))
      expect(alone, file.file).toEqual([])
    }
    console.log(`source maps, ${compiler.name}:`, counts)
    expect(counts.files).toBeGreaterThan(most / 2)
    expect(counts.atHome).toBeGreaterThan(counts.tokens * 0.75)
  })
})

function chosen(): SourceFile[] {
  const files = corpus().filter(({ script, file, code }) => !script && !file.endsWith('x') && code.length < 60_000)
  const step = Math.max(1, files.length / most)
  return files
    .filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step))
    .filter((file) => exportEverything(file))
}

interface Traced {
  text: string
  /** `line:column`, or nothing. */
  original: string
  /** By the plugin. */
  isAdded: boolean
  /** In a statement of the plugin's, and not around an expression of the author's. */
  isAlone: boolean
}

/** The names, words and literals of the code with their places in the source. */
function tokensOf({ code, map }: Output): Traced[] {
  const tokens: (Token & { value?: unknown })[] = []
  const options: Options = { ecmaVersion: 'latest', sourceType: 'module', locations: true, onToken: tokens as Token[] }
  const ranges = addedRanges(parse(code, options))
  const traced = new TraceMap(map as string)
  return tokens.flatMap(({ start, end, type, value, loc }) => {
    if (value === undefined && !type.keyword) return []
    const text = code.slice(start, end)
    const { line, column } = originalPositionFor(traced, (loc as { start: { line: number; column: number } }).start)
    const range = ranges.find(([from, to]) => start >= from && start < to)
    const original = line === null ? '' : `${line}:${column}`
    return [{ text, original, isAdded: range !== undefined, isAlone: range?.[2] ?? false }]
  })
}

type Range = [from: number, to: number, alone: boolean]

/** What the plugin has written: the import, the table, statements that register, and calls of `define` but for their first argument. */
function addedRanges(program: Node): Range[] {
  const ranges: Range[] = []
  const imported = new Set<unknown>()
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit)
    else if (typeof value === 'object' && value !== null && 'type' in value) visitNode(value as AnyNode)
  }
  const visitNode = (node: AnyNode): void => {
    const { start, end, type } = node
    if (type === 'ImportDeclaration' && node.source?.value === 'autocached/define') {
      for (const { local } of node.specifiers ?? []) imported.add(local?.name)
      ranges.push([start, end, true])
    } else if (type === 'FunctionDeclaration' && /^_+rows\d*$/.test(node.id?.name ?? '')) {
      ranges.push([start, end, true])
    } else if (
      type === 'ExpressionStatement' &&
      registers(node.expression) &&
      first(node.expression)?.type === 'Identifier'
    ) {
      ranges.push([start, end, true])
    } else if (type === 'CallExpression' && registers(node)) {
      const value = first(node) as AnyNode
      ranges.push([start, value.start, false], [value.end, end, false])
      visit(value)
    } else if (type === 'ExportDefaultDeclaration' && /^_+default\d*$/.test(node.declaration?.id?.name ?? '')) {
      const { id } = node.declaration as { id: AnyNode }
      ranges.push([id.start, id.end, false])
      Object.values(node.declaration as AnyNode).forEach(visit)
    } else Object.values(node).forEach(visit)
  }
  const registers = (node: AnyNode | undefined): boolean =>
    node?.callee?.type === 'Identifier' && imported.has(node.callee.name)
  const first = (node: AnyNode | undefined): AnyNode | undefined => node?.arguments?.[0]
  visit(program)
  return ranges
}

/** A node of any type, with the fields that are looked at. */
interface AnyNode extends Node {
  name?: string
  value?: unknown
  source?: AnyNode
  local?: AnyNode
  id?: AnyNode
  callee?: AnyNode
  expression?: AnyNode
  declaration?: AnyNode
  specifiers?: AnyNode[]
  arguments?: AnyNode[]
}

function textAt(code: string, position: string): string {
  const [line, column] = position.split(':').map(Number)
  return line === undefined ? '' : (code.split('\n', line)[line - 1] ?? '').slice(column)
}

const thrower = `import { cached } from 'autocached'

interface Input { id: number }
export const arrow = (input: Input): never => {
  throw new Error('line 5')
}
/** A comment
 *  of lines. */
export function declared<T>(input: T): never {
  const type: string = 'a'; throw new Error('line 10')
}
export default class {
  constructor(readonly a: number) {}
  method(): never {
    // ahead
    throw new Error('line 16')
  }
}
export const wrapped = cached((n: number) => {
  enum Local { A = 1 }
  if (n > Local.A)
    throw new Error('line 22')
})
export const table = {
  deep: [(): never => { throw new Error('line 25') }],
}
function inner() {
  function nested() { throw new Error('line 28') }
  return cached(nested)
}
export { inner }
export const nested = () => inner()()
`

const caller = `import Default, * as all from './thrower.js'
const calls = [() => all.arrow({}), () => all.declared(1), () => new Default(1).method(), () => all.wrapped(2), () => all.table.deep[0](), () => all.nested()]
for (const call of calls) {
  try { call() } catch (error) {
    console.log(error.message, /thrower\\.js:(\\d+):(\\d+)/.exec(error.stack).slice(1).join(' '))
  }
}
`

describe.each(compilers)('$name', (compiler: Compiler) => {
  it('leads from a stack trace to the lines of the author', () => {
    const { code, map } = compiler.compile({ code: thrower, file: 'src/thrower.ts' })
    const target = join(folder, compiler.name.replaceAll(/[^\w]+/g, '-'))
    mkdirSync(target)
    writeFileSync(join(target, 'package.json'), '{ "type": "module" }')
    writeFileSync(join(target, 'thrower.js'), code)
    writeFileSync(join(target, 'main.js'), caller)
    const printed = execFileSync(process.execPath, [join(target, 'main.js')], { encoding: 'utf8', cwd: target })
    const traced = new TraceMap(map as string)
    const lines = printed
      .trim()
      .split('\n')
      .map((line) => {
        const [, expected, at, column] = /^line (\d+) (\d+) (\d+)$/.exec(line) ?? []
        return [expected, String(originalPositionFor(traced, { line: Number(at), column: Number(column) - 1 }).line)]
      })
    expect(lines.map(([, line]) => line)).toEqual(lines.map(([expected]) => expected))
    expect(lines).toHaveLength(6)
  })
})
