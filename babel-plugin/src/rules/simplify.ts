/**
 * Brings a tree into its simplest form: children first, then every rule on the node itself, in the order of docs/rules.md.
 * The tree of the reader is left as it is.
 * Twin: swc-plugin/src/rules/simplify.rs
 */
import type { Binding } from '../scope.js'
import { type Any, type FunctionNode, mapChildren, type Node } from '../tree.js'
import { simplifyControlFlow } from './control-flow.js'
import { simplifyDeclaration } from './declarations.js'
import { simplifyEnumMember } from './enums.js'
import { simplifyLiteral } from './literals.js'
import { simplifyMember } from './members.js'

/** What the rules know beside the node. */
export interface Context {
  bindings: Binding[]
  /** N7: whether a direct `eval` or `with` could see names, so that no name is only what it seems. */
  dynamic: boolean
  /** Whether the function around is one in which `return undefined` and `return` differ (C7). */
  awaitsReturn?: boolean
}

export function simplify(node: Any, context: Context): Any {
  const inner = node.type === 'Function' ? { ...context, awaitsReturn: awaitsReturn(node) } : context
  let result = mapChildren(node, (child) => simplify(child, inner))
  result = simplifyLiteral(result as Node)
  result = simplifyMember(result as Node)
  result = simplifyEnumMember(result as Node, context)
  result = simplifyDeclaration(result, context)
  return simplifyControlFlow(result, inner)
}

/** In an async generator, `return undefined` takes a turn of the event loop more than `return` and the end of the body. */
export function awaitsReturn(node: FunctionNode): boolean {
  return node.async === true && node.generator === true
}
