/** The definitions of a file for which TypeScript emits code that the author did not write: what E5 does not erase. */
import * as babel from '@babel/core'
import { isTypeScript, parse } from './compile.js'

const { types: t } = babel

export function emitters(code: string, file: string): Set<string> {
  const found = new Set<string>()
  if (!isTypeScript(file)) return found
  const { body } = parse(code, file).program
  const objects = new Set(body.flatMap((statement) => objectName(inner(statement))))
  for (const statement of body) {
    const node = inner(statement)
    for (const name of objectName(node)) found.add(name)
    if (node.type === 'VariableDeclaration') {
      for (const declarator of node.declarations) {
        if (declarator.id.type === 'Identifier' && emits(declarator, objects)) found.add(declarator.id.name)
      }
    } else if ((node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') && emits(node, objects)) {
      found.add(node.id?.name ?? 'default')
    }
  }
  return found
}

function inner(statement: babel.types.Statement): babel.types.Node {
  return (statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration') &&
    statement.declaration
    ? statement.declaration
    : statement
}

/** Enums and namespaces are objects that TypeScript makes. */
function objectName(node: babel.types.Node): string[] {
  if (node.type === 'TSEnumDeclaration') return [node.id.name]
  if (node.type === 'TSImportEqualsDeclaration') return [node.id.name]
  return node.type === 'TSModuleDeclaration' && node.id.type === 'Identifier' && !node.declare ? [node.id.name] : []
}

function emits(root: babel.types.Node, objects: ReadonlySet<string>): boolean {
  let found = false
  t.traverseFast(root, (node) => {
    if (emitting.has(node.type) || (node.type === 'Identifier' && objects.has(node.name))) found = true
  })
  return found
}

const emitting = new Set(['TSParameterProperty', 'TSEnumDeclaration', 'TSModuleDeclaration', 'Decorator'])
