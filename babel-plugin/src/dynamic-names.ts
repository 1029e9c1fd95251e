/**
 * N7: code in which a direct `eval` or a `with` could see names.
 * Twin: swc-plugin/src/dynamic_names.rs
 */
import type { Scope, Scopes } from './scope.js'
import { type Any, forEachChild } from './tree.js'

/** Whether names of the code around can mean what no declaration shows. */
export function isOpen(scope: number, { scopes }: Scopes): boolean {
  for (let index = scope; index >= 0; index = (scopes[index] as Scope).parent)
    if ((scopes[index] as Scope).open) return true
  return false
}

/** Whether the code itself can see its names. */
export function isDynamic(node: Any): boolean {
  if (node.type === 'With') return true
  // Also by a variable of that name, which may hold the function itself.
  if (node.type === 'Call' && node.callee.type === 'Name' && node.callee.name === 'eval') return true
  let found = false
  forEachChild(node, (child) => {
    found ||= isDynamic(child)
  })
  return found
}
