/**
 * The Babel plugin. Its work is done in `pre`, which runs before the visitors of every plugin and preset: what it reads is the
 * code as the author wrote it, and what it writes is compiled like the author's own.
 *
 * `babel.config.js`: `plugins: ['autocached/babel-plugin']`, or `['autocached/babel-plugin', { exports: false }]`.
 * Twin: swc-plugin/src/lib.rs
 */
import { relative } from 'node:path'
import type { BabelFile, ConfigAPI, PluginObj } from '@babel/core'
import type * as t from '@babel/types'
import { PACKAGE } from './builtin-modules.js'
import { findChanges } from './changes.js'
import { collectDefinitions, type Definitions } from './definitions.js'
import { formatDiagnostic, tooDeep } from './diagnostics.js'
import { findCalls } from './find-calls.js'
import { ignoreCalls } from './ignore-calls.js'
import { inject } from './inject.js'
import { type Options, type PluginOptions, readOptions } from './options.js'
import { readModule } from './read/module.js'
import { report } from './report.js'
import { distrustEnums } from './rules/enums.js'
import { resolveNames } from './scope.js'
import type { Babel } from './scoping.js'
import type { Module } from './tree.js'

export type { PluginOptions } from './options.js'
export type { Report, ReportedDefinition } from './report.js'

/** Declared without Babel's types, so that these need not be installed. */
export default function autocached(api: object, given?: PluginOptions): object {
  const babel = api as ConfigAPI & Babel
  babel.assertVersion('^7.22.0 || ^8.0.0')
  const options = readOptions(given)
  return {
    name: 'autocached',
    visitor: {},
    pre(file) {
      if (concerns(file, options)) run(babel, file, options)
    },
  } satisfies PluginObj
}

/** The passes, in order. */
function run(babel: Babel, file: BabelFile, options: Options): void {
  const fileName = fileNameOf(file)
  const { module, found } = withinTheStack(() => analyze(file, options, fileName))
  if (module) inject(babel, file, module, found, fileName, options)
  for (const diagnostic of found.diagnostics) console.warn(formatDiagnostic(diagnostic, fileName))
  if (options.report) file.metadata = Object.assign(file.metadata ?? {}, { autocached: report(found) })
}

function analyze(file: BabelFile, options: Options, fileName: string): Analysis {
  const module = readModule(file.ast.program as t.Program, file.code)
  ignoreCalls(module, options.ignoreCalls)
  const scopes = resolveNames(module, fileName)
  const uses = findCalls(module, scopes, options)
  const changes = findChanges(module, scopes)
  distrustEnums(changes.byBinding.keys(), scopes.bindings)
  return { module, found: collectDefinitions(module, scopes, uses, changes, options) }
}

interface Analysis {
  /** None where the file is left as it is. */
  module?: Module
  found: Definitions
}

/** R3: what Babel compiles is compiled without the plugin, where the plugin cannot follow. */
function withinTheStack(run: () => Analysis): Analysis {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { found: { definitions: [], registrations: [], diagnostics: [tooDeep()], variables: [] } }
  }
}

/** Whether there is anything to find: most files can be left without a look at their functions. */
function concerns(file: BabelFile, options: Options): boolean {
  const { body } = file.ast.program as t.Program
  if (options.exports && (body.some((node) => isExport.test(node.type)) || file.code.includes('exports'))) return true
  return file.code === '' || [PACKAGE, ...options.wrappers].some((name) => file.code.includes(name))
}

const isExport = /^Export|^TSExportAssignment$/

function fileNameOf(file: BabelFile): string {
  const { filename, root, cwd } = file.opts as { filename?: string; root?: string; cwd?: string }
  if (!filename) return ''
  return relative(root ?? cwd ?? '', filename).replaceAll('\\', '/')
}
