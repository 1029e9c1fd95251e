/**
 * What each pass of the Babel plugin costs where it runs: the same compilation with more and more of the passes, so that the
 * difference between two of them has what a pass leaves to the garbage collector and takes from the caches of the processor.
 */
import { createRequire } from 'node:module'
import type { BabelFile } from '@babel/core'
import type * as t from '@babel/types'
import type { Babel } from '../../babel-plugin/src/scoping.js'
import type { Module, Statement } from '../../babel-plugin/src/tree.js'
import type { Variant } from './comparisons.js'
import { compileWithBabel, type Input, pluginItem, presetsOfBabel } from './compilers.js'

// The compiled files: with those of `tsx`, every function would keep its name at the cost of a call.
const load = createRequire(import.meta.url)
const source = '../../dist/cjs/babel-plugin/src/'
const { readModule } = load(`${source}read/module.js`) as typeof import('../../babel-plugin/src/read/module.js')
const { resolveNames } = load(`${source}scope.js`) as typeof import('../../babel-plugin/src/scope.js')
const { findCalls } = load(`${source}find-calls.js`) as typeof import('../../babel-plugin/src/find-calls.js')
const { findChanges } = load(`${source}changes.js`) as typeof import('../../babel-plugin/src/changes.js')
const { collectDefinitions } = load(`${source}definitions.js`) as typeof import('../../babel-plugin/src/definitions.js')
const { simplify } = load(`${source}rules/simplify.js`) as typeof import('../../babel-plugin/src/rules/simplify.js')
const { codeHash } = load(`${source}code-hash.js`) as typeof import('../../babel-plugin/src/code-hash.js')
const { inject } = load(`${source}inject.js`) as typeof import('../../babel-plugin/src/inject.js')
const { readOptions } = load(`${source}options.js`) as typeof import('../../babel-plugin/src/options.js')

const steps = ['nothing', 'read', 'scope', 'define', 'simplify', 'hash', 'inject'] as const
type Step = (typeof steps)[number]

/** Without a plugin; with one that does nothing; with one pass more each; with what the passes `simplify` and `hash` do done twice. */
export function stepVariants(): Variant[] {
  const presets = presetsOfBabel.typescript
  return [
    { name: 'plain', run: (input) => compileWithBabel(input, [], presets) },
    ...steps.map((step) => {
      const plugin = pluginItem(pluginUpTo(step))
      return { name: step, run: (input: Input) => compileWithBabel(input, [plugin], presets) }
    }),
  ]
}

/** The rows of the table, of the times of these variants in their order. */
export function breakdown([plain, nothing, read, scope, define, simplified, hashed, injected]: number[]): [
  string,
  number,
][] {
  const of = (after: number | undefined, before: number | undefined): number => (after as number) - (before as number)
  const [simplifying, hashing] = [of(simplified, define), of(hashed, define)]
  return [
    ['any plugin at all', of(nothing, plain)],
    ['read', of(read, nothing)],
    ['resolve and find', of(scope, read)],
    ['simplify', simplifying],
    ['write the forms, link', of(define, scope) - simplifying - hashing],
    ['hash', hashing],
    ['inject, with what Babel does with the nodes that were added', of(injected, define)],
  ]
}

function pluginUpTo(step: Step) {
  const last = steps.indexOf(step)
  const options = readOptions({})
  return (babel: Babel) => ({
    name: `up to ${step}`,
    visitor: {},
    pre(file: BabelFile) {
      if (last < 1) return
      const module = readModule(file.ast.program as t.Program, file.code)
      if (last < 2) return
      const scopes = resolveNames(module, '')
      const uses = findCalls(module, scopes, options)
      if (last < 3) return
      const found = collectDefinitions(module, scopes, uses, findChanges(module, scopes), options)
      if (step === 'simplify') for (const node of declarationsOf(module)) simplify(node, scopes.bindings, false)
      else if (step === 'hash') for (const { form } of found.definitions) codeHash(form)
      else if (step === 'inject') inject(babel, file, module, found, 'a.ts', options)
    },
  })
}

/** What of a file is simplified, where all of it is reached. */
function declarationsOf({ body }: Module): Statement[] {
  return body.flatMap((statement) => (statement.type === 'Export' ? statement.declarations : [statement]))
}
