/**
 * Reads a file into the neutral tree.
 * Twin: swc-plugin/src/read/module.rs
 */
import type * as t from '@babel/types'
import type { ImportSpecifier, Module, Name, Statement } from '../tree.js'
import { readClass } from './classes.js'
import { readExpression } from './expressions.js'
import { readFunction } from './functions.js'
import { nameOf, positionOf, type Reading } from './reading.js'
import { readDeclaration, readDirectives, readStatements, readVariables } from './statements.js'

export function readModule(program: t.Program, source: string): Module {
  const esm = program.body.some(isModuleSyntax)
  const strict =
    program.sourceType === 'module' || esm || program.directives.some((d) => d.value.value === 'use strict')
  const uncounted = mayBeUncounted(source) && /\\[\u2028\u2029]/.test(source)
  const reading: Reading = { strict, depth: 0, source, uncounted, hidden: [] }
  const body = [...readDirectives(program.directives), ...readTopLevel(reading, program.body)]
  return { type: 'Module', body, strict, esm, hidden: reading.hidden, host: program }
}

/** Answered at once where all signs are of Latin-1. */
function mayBeUncounted(source: string): boolean {
  return source.includes('\u2028') || source.includes('\u2029')
}

function isModuleSyntax(node: t.Statement): boolean {
  return (
    node.type === 'ImportDeclaration' ||
    node.type === 'ExportNamedDeclaration' ||
    node.type === 'ExportDefaultDeclaration' ||
    node.type === 'ExportAllDeclaration' ||
    (node.type === 'TSImportEqualsDeclaration' && node.isExport)
  )
}

function readTopLevel(reading: Reading, nodes: t.Statement[]): Statement[] {
  const statements: Statement[] = []
  for (const node of nodes) {
    const read = readModuleItem(reading, node)
    for (const statement of read ?? readStatements(reading, [node], 'function')) statements.push(statement)
  }
  return statements
}

/** Also the statements of a TypeScript namespace, which may export. `undefined`: an ordinary statement. */
export function readModuleItem(reading: Reading, node: t.Statement): Statement[] | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
      return readImport(node)
    case 'ExportNamedDeclaration':
      return readExport(reading, node)
    case 'ExportDefaultDeclaration':
      return readExportDefault(reading, node)
    case 'ExportAllDeclaration':
      return [{ type: 'ExportFrom' }]
    case 'TSExportAssignment':
      return [{ type: 'ExportAssign', value: readExpression(reading, node.expression) }]
    case 'TSNamespaceExportDeclaration':
      return []
    default:
      return undefined
  }
}

function readImport(node: t.ImportDeclaration): Statement[] {
  if (node.importKind === 'type' || node.importKind === 'typeof') return []
  const specifiers: ImportSpecifier[] = []
  for (const specifier of node.specifiers) {
    const target: Name = nameOf(specifier.local.name)
    if (specifier.type === 'ImportDefaultSpecifier') {
      specifiers.push({ type: 'ImportSpecifier', imported: 'default', target })
    } else if (specifier.type === 'ImportNamespaceSpecifier') {
      specifiers.push({ type: 'ImportSpecifier', imported: '*', target })
    } else if (specifier.importKind !== 'type' && specifier.importKind !== 'typeof') {
      specifiers.push({ type: 'ImportSpecifier', imported: exportedName(specifier.imported), target })
    }
  }
  return [{ type: 'Import', source: node.source.value, specifiers }]
}

function readExport(reading: Reading, node: t.ExportNamedDeclaration): Statement[] {
  if (node.declaration) {
    const declarations =
      node.declaration.type === 'VariableDeclaration'
        ? readVariables(reading, node.declaration)
        : readDeclaration(reading, node.declaration)
    return declarations.length > 0 ? [{ type: 'Export', declarations }] : []
  }
  if (node.source || node.exportKind === 'type') return [{ type: 'ExportFrom' }]
  const locals: Name[] = []
  for (const specifier of node.specifiers) {
    if (specifier.type !== 'ExportSpecifier' || specifier.exportKind === 'type') continue
    locals.push(nameOf(specifier.local.name))
  }
  return [{ type: 'ExportNames', locals }]
}

function readExportDefault(reading: Reading, node: t.ExportDefaultDeclaration): Statement[] {
  const { declaration } = node
  const at = positionOf(reading, node)
  switch (declaration.type) {
    case 'FunctionDeclaration':
      return declaration.id
        ? [{ type: 'Export', declarations: readDeclaration(reading, declaration) }]
        : [{ type: 'ExportDefault', value: readFunction(reading, declaration), host: node, at }]
    case 'ClassDeclaration':
      return declaration.id
        ? [{ type: 'Export', declarations: readDeclaration(reading, declaration) }]
        : [{ type: 'ExportDefault', value: readClass(reading, declaration), host: node, at }]
    case 'TSDeclareFunction':
    case 'TSInterfaceDeclaration' as never:
      return []
    default:
      return [{ type: 'ExportDefault', value: readExpression(reading, declaration), host: node, at }]
  }
}

function exportedName(node: t.Identifier | t.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value
}
