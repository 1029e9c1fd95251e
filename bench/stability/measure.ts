/** The definitions of a module: the version of each, from the plugin and from its source text. */
import type { Report } from 'autocached/babel-plugin'
import ts from 'typescript'
import { fingerprintOf } from '../../test/fingerprint.js'
import { reportOf, stripTypes } from './compile.js'

/** A definition of a module's top level, as its name and its whole graph inside the file are now. */
export interface Measured {
  name: string
  /** The index in the report. */
  index: number
  /** What its version is made of. */
  version: string
  /** What source mode would see; `undefined` where there is none, as for an enum. */
  text: string | undefined
}

export interface Measurement {
  report: Report
  /** By the name under which `exportEverything` exported it, else by its own name. */
  definitions: Map<string, Measured>
}

export function measure(code: string, file: string): Measurement {
  const report = reportOf(code, file)
  const { aliases, texts } = topLevel(stripTypes(code, file))
  const definitions = new Map<string, Measured>()
  const counts = new Map<string, number>()
  for (const [index, { name, form }] of report.definitions.entries()) {
    const [first = '', ...path] = name.split('.')
    let key = [aliases.get(first) ?? first, ...path].join('.')
    // S13: a statement has the name of what it changes or calls, and others may have that, too.
    const isStatement = form.includes('"value":["Block",')
    if (isStatement) {
      const count = (counts.get(key) ?? 0) + 1
      counts.set(key, count)
      key = `${key}, statement ${count}`
    }
    const text = isStatement ? undefined : texts.get(name)
    definitions.set(key, { name, index, version: fingerprintOf(report, index), text })
  }
  return { report, definitions }
}

function topLevel(javascript: string): { aliases: Map<string, string>; texts: Map<string, string> } {
  const file = ts.createSourceFile('file.jsx', javascript, ts.ScriptTarget.ESNext, false, ts.ScriptKind.JSX)
  const aliases = new Map<string, string>()
  const texts = new Map<string, string>()
  for (const statement of file.statements) {
    if (ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause)) {
      for (const { name, propertyName } of statement.exportClause.elements) {
        if (propertyName && !aliases.has(propertyName.text) && /^_\d+_$/.test(name.text))
          aliases.set(propertyName.text, name.text)
      }
    } else if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
      const name = statement.name?.text ?? 'default'
      texts.set(name, withoutExport(statement.getText(file)))
      // Nobody imports it by its own name, so esbuild shortens that.
      if (isDefault(statement)) aliases.set(name, 'default')
    } else if (ts.isExportAssignment(statement)) {
      texts.set('default', statement.expression.getText(file))
    } else if (ts.isVariableStatement(statement)) {
      for (const { name, initializer } of statement.declarationList.declarations) {
        if (ts.isIdentifier(name) && initializer) texts.set(name.text, initializer.getText(file))
      }
    }
  }
  return { aliases, texts }
}

function isDefault({ modifiers }: ts.FunctionDeclaration | ts.ClassDeclaration): boolean {
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) ?? false
}

/** `fn.toString()` has no `export`. */
function withoutExport(text: string): string {
  return text.replace(/^export\s+(default\s+)?/, '')
}
