/**
 * What a CommonJS file has instead of imports and exports.
 * Twin: swc-plugin/src/common_js.rs
 */
import type { Node } from './tree.js'

/** `require('name')`, and what is read from it: the module and the path. */
export function requiredBy(node: Node): { source: string; path: string[] } | undefined {
  if (node.type === 'Member') {
    const required = node.optional ? undefined : requiredBy(node.object)
    const property = textOf(node.property)
    return required && property !== undefined ? { ...required, path: [...required.path, property] } : undefined
  }
  if (node.type !== 'Call' || node.callee.type !== 'Name' || node.callee.name !== 'require') return undefined
  const source = textOf(node.arguments[0])
  return node.callee.binding === undefined && source !== undefined ? { source, path: [] } : undefined
}

/** L5: of a string, or of a template without holes. */
function textOf(node: Node | undefined): string | undefined {
  if (node?.type === 'Template' && node.expressions.length === 0) return node.strings[0]
  return node?.type === 'String' ? node.value : undefined
}

/** The variables of a CommonJS module that lead to other files. */
export function isOfCommonJs(name: string): boolean {
  return name === 'require' || name === 'module' || name === 'exports'
}
