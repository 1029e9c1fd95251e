/**
 * The parts of TypeScript that emit code: enums, namespaces, `import =`.
 * Twin: swc-plugin/src/read/typescript.rs
 */
import type * as t from '@babel/types'
import type { Enum, Node, Statement } from '../tree.js'
import { readExpression } from './expressions.js'
import { readModuleItem } from './module.js'
import { nameOf, positionOf, type Reading, refuseUnknown } from './reading.js'
import { readStatements } from './statements.js'

export function readEnum(reading: Reading, node: t.TSEnumDeclaration): Enum {
  // Babel 7 holds the members themselves, Babel 8 a body of them.
  const members = node.body?.members ?? node.members
  return {
    type: 'Enum',
    target: nameOf(node.id.name),
    members: members.map((member) => ({
      type: 'EnumMember',
      name: member.id.type === 'Identifier' ? member.id.name : member.id.value,
      value: member.initializer ? readExpression(reading, member.initializer) : null,
    })),
    at: positionOf(reading, node),
  }
}

export function readNamespace(reading: Reading, node: t.TSModuleDeclaration): Statement[] {
  if (node.declare || node.id.type === 'StringLiteral' || node.global) return [] // E5
  const names = qualifiedNames(node.id as t.Node)
  if (!names || !node.body) return names ? [] : [refuseUnknown(reading, node)]
  const inner =
    (node.body as t.Node).type === 'TSModuleDeclaration'
      ? readNamespace(reading, node.body as unknown as t.TSModuleDeclaration)
      : readNamespaceBody(reading, (node.body as t.TSModuleBlock).body)
  if (inner.length === 0) return [] // E5: a namespace of types alone
  const at = positionOf(reading, node)
  // `namespace A.B {}` is `namespace A { export namespace B {} }`: Babel 7 nests, Babel 8 names.
  const body = names
    .slice(1)
    .reduceRight<Statement[]>(
      (nested, name) => [
        { type: 'Export', declarations: [{ type: 'Namespace', target: nameOf(name), body: nested, at }] },
      ],
      (node.body as t.Node).type === 'TSModuleDeclaration' ? [{ type: 'Export', declarations: inner }] : inner,
    )
  return [{ type: 'Namespace', target: nameOf(names[0] as string), body, at }]
}

/** E5: not a namespace of types, and of aliases (`import half = math.half`) that it does not export, in whatever it holds. */
export function emitsCode(node: t.Statement): boolean {
  switch (node.type) {
    case 'EmptyStatement':
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'TSDeclareFunction':
      return false
    case 'TSImportEqualsDeclaration':
      return node.isExport === true
    case 'ExportNamedDeclaration':
      return !node.declaration || emitsCode(node.declaration)
    case 'TSModuleDeclaration': {
      if (node.declare || !node.body) return false
      const body = node.body as t.TSModuleBlock | t.TSModuleDeclaration
      return body.type === 'TSModuleBlock' ? body.body.some(emitsCode) : emitsCode(body)
    }
    default:
      return true
  }
}

function readNamespaceBody(reading: Reading, nodes: t.Statement[]): Statement[] {
  return nodes.flatMap((node) => readModuleItem(reading, node) ?? readStatements(reading, [node], 'function'))
}

function qualifiedNames(node: t.Node): string[] | undefined {
  if (node.type === 'Identifier') return [node.name]
  if (node.type !== 'TSQualifiedName') return undefined
  const left = qualifiedNames(node.left)
  return left && [...left, node.right.name]
}

export function readImportEquals(reading: Reading, node: t.TSImportEqualsDeclaration): Statement[] {
  if (node.importKind === 'type') return [] // E5
  const value: Node =
    node.moduleReference.type === 'TSExternalModuleReference'
      ? readExpression(reading, node.moduleReference.expression)
      : readEntityName(reading, node.moduleReference)
  const statement: Statement = {
    type: 'ImportEquals',
    target: nameOf(node.id.name),
    value,
    at: positionOf(reading, node),
  }
  return node.isExport ? [{ type: 'Export', declarations: [statement] }] : [statement]
}

function readEntityName(reading: Reading, node: t.TSEntityName): Node {
  if (node.type === 'Identifier') return nameOf(node.name)
  if (node.type !== 'TSQualifiedName') return refuseUnknown(reading, node)
  return {
    type: 'Member',
    object: readEntityName(reading, node.left),
    property: { type: 'String', value: node.right.name },
  }
}
