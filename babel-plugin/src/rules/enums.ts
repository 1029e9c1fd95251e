/**
 * TypeScript's enums: a member with a constant value is that value (T1), as the compilers inline it.
 * Twin: swc-plugin/src/rules/enums.rs
 */
import type { Binding } from '../scope.js'
import type { Enum, Literal, Node } from '../tree.js'
import { type Context, simplify } from './simplify.js'

export function simplifyEnumMember(node: Node, context: Context): Node {
  if (node.type !== 'Member' || node.object.type !== 'Name' || node.property.type !== 'String') return node
  const binding = node.object.binding === undefined ? undefined : context.bindings[node.object.binding]
  if (binding?.kind !== 'enum' || binding.assigned) return node
  return constantMembers(binding, context).get(node.property.value) ?? node
}

const known = new WeakMap<Binding, Map<string, Literal>>()

function constantMembers(binding: Binding, context: Context): Map<string, Literal> {
  const cached = known.get(binding)
  if (cached) return cached
  const members = new Map<string, Literal>()
  // Set ahead: while the members are computed, each one sees those before it, and no more.
  known.set(binding, members)
  for (const declaration of binding.declarations) {
    if (declaration.type === 'Enum') addMembers(declaration, members, context)
    else return members
  }
  return members
}

function addMembers(declaration: Enum, members: Map<string, Literal>, context: Context): void {
  let next: number | undefined = 0
  for (const member of declaration.members) {
    const value: Node | undefined = member.value
      ? (simplify(member.value, context) as Node)
      : next === undefined
        ? undefined
        : { type: 'Number', value: next }
    if (value?.type === 'Number') {
      members.set(member.name, value)
      next = value.value + 1
    } else {
      if (value?.type === 'String') members.set(member.name, value)
      else members.delete(member.name)
      next = undefined
    }
  }
}
