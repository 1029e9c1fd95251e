/** `const` and `let`, declarations split and joined, functions in another order. */

import { types as t } from '@babel/core'
import { rewrite, rewriteLists } from './compile.js'

export function constToLet(code: string, file: string): string {
  return rewrite(code, file, {
    VariableDeclaration({ node }) {
      if (node.kind === 'const' && !node.declare) node.kind = 'let'
    },
  })
}

export function letToConst(code: string, file: string): string {
  return rewrite(code, file, {
    VariableDeclaration(path) {
      const { node } = path
      if (node.kind !== 'let' || node.declare) return
      const inHead = path.parentPath.isForXStatement({ left: node })
      if (!inHead && node.declarations.some(({ init }) => !init)) return
      const names = Object.keys(t.getBindingIdentifiers(node))
      if (names.every((name) => path.scope.getBinding(name)?.constant)) node.kind = 'const'
    },
  })
}

export function splitDeclarations(code: string, file: string): string {
  return rewrite(code, file, {
    VariableDeclaration(path) {
      const { node, parentPath } = path
      if (node.declarations.length < 2 || node.declare || (!path.inList && !parentPath.isExportNamedDeclaration()))
        return
      const single = node.declarations.map((declaration) => t.variableDeclaration(node.kind, [declaration]))
      if (parentPath.isExportNamedDeclaration()) {
        parentPath.replaceWithMultiple(single.map((declaration) => t.exportNamedDeclaration(declaration)))
      } else path.replaceWithMultiple(single)
    },
  })
}

export function joinDeclarations(code: string, file: string): string {
  const join = (statements: t.Statement[]) => {
    const joined: t.Statement[] = []
    for (const statement of statements) {
      const [last, next] = [declarationOf(joined.at(-1)), declarationOf(statement)]
      if (last && next && last.kind === next.kind && joined.at(-1)?.type === statement.type)
        last.declarations.push(...next.declarations)
      else joined.push(statement)
    }
    return joined
  }
  return rewriteLists(code, file, join)
}

/** The functions of the top level in reverse order, each at a place where another one stood: function declarations are hoisted. */
export function reverseFunctions(code: string, file: string): string {
  return rewrite(code, file, {
    Program(path) {
      const groups = grouped(path.node.body)
      const functions = groups.filter(isFunctionGroup).reverse()
      path.node.body = groups.flatMap((group) =>
        isFunctionGroup(group) ? (functions.shift() as t.Statement[]) : group,
      )
      path.stop()
    },
  })
}

function declarationOf(statement: t.Statement | undefined): t.VariableDeclaration | undefined {
  const declaration = statement?.type === 'ExportNamedDeclaration' ? statement.declaration : statement
  return declaration?.type === 'VariableDeclaration' && !declaration.declare ? declaration : undefined
}

/** Each statement alone, but the overloads of a function together with it. */
function grouped(statements: t.Statement[]): t.Statement[][] {
  const groups: t.Statement[][] = []
  let overloads: t.Statement[] = []
  for (const statement of statements) {
    overloads.push(statement)
    if (inner(statement)?.type === 'TSDeclareFunction') continue
    groups.push(overloads)
    overloads = []
  }
  if (overloads.length > 0) groups.push(overloads)
  return groups
}

function isFunctionGroup(group: t.Statement[]): boolean {
  return inner(group.at(-1) as t.Statement)?.type === 'FunctionDeclaration'
}

function inner(statement: t.Statement): t.Node | null | undefined {
  return statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration'
    ? statement.declaration
    : statement
}
