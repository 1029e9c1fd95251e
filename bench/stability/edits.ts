/** The edits of the table: each takes a module and gives one that does the same. */
import type * as babel from '@babel/core'
import * as esbuild from 'esbuild'
import * as prettier from 'prettier'
import * as terser from 'terser'
import { ifToTernary, ternaryToIf } from './branches.js'
import { isTypeScript, parse, rewrite } from './compile.js'
import { constToLet, joinDeclarations, letToConst, reverseFunctions, splitDeclarations } from './declarations.js'
import { rewriteKeys, rewriteQuotesAndNumbers } from './literals.js'
import { renameLocals, renamePlainLocals } from './rename.js'

export interface Edit {
  name: string
  /**
   * What it is applied to, and what the source text is compared with: the file, the file with its types stripped by TypeScript, or
   * the file as Babel prints it, because these edits are printed by Babel, too.
   */
  on: 'file' | 'stripped' | 'printed'
  /** Whether every version is to be kept. The others do more than the rules promise, and are there for information. */
  goal: boolean
  apply(code: string, file: string): string | Promise<string>
}

export const edits: Edit[] = [
  edit('prettier: its defaults', 'file', format({})),
  edit(
    'prettier: tabs, width 60, single quotes, no semicolons',
    'file',
    format({ useTabs: true, printWidth: 60, singleQuote: true, semi: false }),
  ),
  edit(
    'prettier: width 200, no spaces in braces, no trailing commas, no parentheses around one parameter',
    'file',
    format({
      printWidth: 200,
      bracketSpacing: false,
      trailingComma: 'none',
      arrowParens: 'avoid',
      quoteProps: 'consistent',
    }),
  ),
  edit('printed anew by Babel', 'file', (code, file) => rewrite(code, file, {})),
  edit('all comments removed', 'file', removeComments),
  edit('types stripped by TypeScript', 'stripped', (code) => code),
  edit('white space minified by esbuild', 'stripped', esbuildWith({ minifyWhitespace: true })),
  edit('locals renamed by terser', 'stripped', terserWith({ compress: false, mangle: {} })),
  edit('locals renamed by esbuild', 'stripped', esbuildWith({ minifyIdentifiers: true })),
  edit('every local, label and private name renamed', 'printed', renameLocals),
  edit('the same, but for locals that name a function or class', 'printed', renamePlainLocals),
  edit('quotes and numbers rewritten', 'printed', rewriteQuotesAndNumbers),
  edit('keys and members rewritten', 'printed', rewriteKeys),
  edit('`if` and `else` to `?:`', 'printed', ifToTernary),
  edit('`?:` to `if` and `else`', 'printed', ternaryToIf),
  edit('`const` to `let`', 'printed', constToLet),
  edit('`let` to `const`, where it is not assigned again', 'printed', letToConst),
  edit('declarations split', 'printed', splitDeclarations),
  edit('declarations joined', 'printed', joinDeclarations),
  edit('functions in reverse order', 'printed', reverseFunctions),
  edit('syntax minified by esbuild', 'stripped', esbuildWith({ minifySyntax: true }), false),
  edit('compressed by terser', 'stripped', terserWith({ compress: {}, mangle: false }), false),
]

function edit(name: string, on: Edit['on'], apply: Edit['apply'], goal = true): Edit {
  return { name, on, goal, apply }
}

function format(options: prettier.Options): Edit['apply'] {
  return (code, file) => prettier.format(code, { ...options, parser: isTypeScript(file) ? 'typescript' : 'babel' })
}

/** A comment may hold the only line break between two statements. */
function removeComments(code: string, file: string): string {
  let rest = code
  for (const { start, end, value } of [...commentsOf(code, file)].reverse()) {
    rest = `${rest.slice(0, start)}${value.includes('\n') ? '\n' : ' '}${rest.slice(end)}`
  }
  return rest
}

function commentsOf(code: string, file: string) {
  return (parse(code, file).comments ?? []) as (babel.types.Comment & { start: number; end: number })[]
}

/** The names of the top level stay, because they are compared by them, and because a name of an export is part of a program. */
function esbuildWith(options: esbuild.TransformOptions): Edit['apply'] {
  return async (code) =>
    (
      await esbuild.transform(code, {
        ...options,
        loader: 'jsx',
        jsx: 'preserve',
        target: 'esnext',
        treeShaking: false,
      })
    ).code
}

function terserWith(options: terser.MinifyOptions): Edit['apply'] {
  return async (code) =>
    (
      await terser.minify(code, {
        ...options,
        module: false,
        toplevel: false,
        sourceMap: false,
        parse: { module: true } as never,
      })
    ).code ?? ''
}
