/**
 * The grammars: JavaScript, TypeScript, JSX (*.grammar).
 *
 * A grammar file has a symbol at the start of a line, and its productions below, two spaces in:
 * `«Symbol»` a part, `«Symbol*, »` any number of them with what stands between, `«Symbol+»` at least one,
 * `«Symbol@field»` a part in another context (contexts.ts), `‹await !strict›` when the production may be used, `⏎` a line break.
 * `‹once:default›` is used once in a file. A line of two spaces is an empty production, `#` a comment.
 */
import { readFileSync } from 'node:fs'

export interface Language {
  typescript: boolean
  jsx: boolean
  module: boolean
  legacyDecorators: boolean
}

export type Grammar = Map<string, Production[]>

export interface Production {
  guards: string[]
  parts: (string | Part)[]
  /** How many symbols deep it must go at least. */
  height: number
}

export interface Part {
  symbol: string
  context: string | undefined
  list: '*' | '+' | undefined
  separator: string
}

const grammars = new Map<string, Grammar>()

export function grammarOf({ typescript, jsx }: Language): Grammar {
  const names = ['javascript', ...(typescript ? ['typescript'] : []), ...(jsx ? ['jsx'] : [])]
  const known = grammars.get(names.join())
  if (known) return known
  const grammar = new Map<string, Production[]>()
  for (const name of names) readGrammar(readFileSync(new URL(`${name}.grammar`, import.meta.url), 'utf8'), grammar)
  measure(grammar)
  grammars.set(names.join(), grammar)
  return grammar
}

function readGrammar(text: string, grammar: Grammar): void {
  let productions: Production[] = []
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    if (!line.startsWith('  ')) {
      productions = grammar.get(line) ?? []
      grammar.set(line, productions)
    } else productions.push(readProduction(line.slice(2)))
  }
}

function readProduction(text: string): Production {
  const [head, guards] = /^‹(.*?)› /.exec(text) ?? ['', '']
  const parts = text
    .slice(head.length)
    .replaceAll('⏎', '\n')
    .split(/(«[^»]+»)/)
    .filter((part) => part !== '')
    .map((part) => readPart(part) ?? part)
  return { guards: guards === '' ? [] : (guards as string).split(' '), parts, height: Number.POSITIVE_INFINITY }
}

function readPart(text: string): Part | undefined {
  const found = /^«(\w+?)(?:([*+])([^@]*))?(?:@(\w+))?»$/s.exec(text)
  if (!found) return undefined
  const [, symbol, list, separator, context] = found
  return { symbol: symbol as string, list: list as Part['list'], separator: separator ?? '', context }
}

/** How deep each production must go at least: until nothing changes any more. */
function measure(grammar: Grammar): void {
  const heights = new Map<string, number>()
  for (let changed = true; changed; ) {
    changed = false
    for (const [symbol, productions] of grammar) {
      for (const production of productions) {
        const parts = production.parts.filter((part) => typeof part !== 'string' && part.list !== '*') as Part[]
        production.height = 1 + Math.max(0, ...parts.map((part) => heightOf(part.symbol, grammar, heights)))
      }
      const lowest = Math.min(...productions.filter(({ guards }) => guards.length === 0).map(({ height }) => height))
      if (lowest < (heights.get(symbol) ?? Number.POSITIVE_INFINITY)) {
        heights.set(symbol, lowest)
        changed = true
      }
    }
  }
}

/** Symbols without productions are made by `special`. */
function heightOf(symbol: string, grammar: Grammar, heights: Map<string, number>): number {
  return grammar.has(symbol) ? (heights.get(symbol) ?? Number.POSITIVE_INFINITY) : 1
}
