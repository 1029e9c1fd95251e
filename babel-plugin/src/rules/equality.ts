/**
 * Whether two simple trees are the same code: what they refer to is the same, wherever they stand. Nothing that declares a name
 * equals anything, because its names are its own; and a tagged template has a list of strings of its own.
 * Twin: swc-plugin/src/rules/equality.rs
 */
import { type Any, forEachChild, isNode } from '../tree.js'

export function isEqual(first: Any, second: Any): boolean {
  if (first.type !== second.type || first.type === 'Refused' || first.type === 'Tagged') return false
  const [a, b] = [first, second] as unknown as [Record<string, unknown>, Record<string, unknown>]
  for (const key in a) {
    if (!aside.has(key) && !isEqualField(a[key], b[key])) return false
  }
  for (const key in b) if (!(key in a) && !aside.has(key) && b[key]) return false
  return true
}

const aside: ReadonlySet<string> = new Set(['host', 'at', 'scope'])

export function areEqual(first: Any[], second: Any[]): boolean {
  return first.length === second.length && first.every((node, index) => isEqual(node, second[index] as Any))
}

function isEqualField(a: unknown, b: unknown): boolean {
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => isEqualField(item, b[index]))
  }
  if (isNode(a)) return isNode(b) && isEqual(a, b)
  return Object.is(a ?? undefined, b ?? undefined)
}

/** Whether a binding is used anywhere in a tree. */
export function mentions(node: Any, binding: number): boolean {
  if (node.type === 'Name') return node.binding === binding
  let found = false
  forEachChild(node, (child) => {
    found ||= mentions(child, binding)
  })
  return found
}
