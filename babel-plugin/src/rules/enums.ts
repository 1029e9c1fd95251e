/**
 * TypeScript's enums: a member with a constant value is that value (T1), as the compilers inline it.
 * Twin: swc-plugin/src/rules/enums.rs
 */
import type { Binding } from '../scope.js'
import { type Any, type Enum, type Literal, mapChildren, type Name, type Node, type Position } from '../tree.js'
import { type Context, simplifyNode } from './simplify.js'

export function simplifyEnumMember(node: Node, context: Context): Node {
  if (node.type !== 'Member' || node.object.type !== 'Name' || node.property.type !== 'String') return node
  const binding = node.object.binding === undefined ? undefined : context.bindings[node.object.binding]
  if (binding?.kind !== 'enum' || binding.assigned || binding.mutated || context.dynamic) return node
  // What merges with it may stand below the use; and an object has a prototype of its own.
  if (binding.declarations.length > 1 || node.property.value === '__proto__') return node
  return constantMembers(binding, context).get(node.property.value) ?? node
}

/** What a statement changes holds other values than its declaration shows (S13). */
export function distrustEnums(changed: Iterable<number>, bindings: Binding[]): void {
  for (const index of changed) {
    const binding = bindings[index] as Binding
    if (binding.kind === 'enum') binding.mutated = true
  }
}

const known = new WeakMap<Binding, Map<string, Literal>>()

function constantMembers(binding: Binding, context: Context): Map<string, Literal> {
  const cached = known.get(binding)
  if (cached) return cached
  const members = new Map<string, Literal>()
  // Set ahead: while the members are computed, each one sees those before it, and no more.
  known.set(binding, members)
  const [declaration] = binding.declarations
  if (declaration?.type === 'Enum') addMembers(declaration, members, context)
  return members
}

function addMembers(declaration: Enum, members: Map<string, Literal>, context: Context): void {
  let next: number | undefined = 0
  for (const member of declaration.members) {
    const value: Node | undefined = member.value
      ? (simplifyNode(withConstants(member.value, declaration.at, context), context) as Node)
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

/** The expression with the constants of the file in it as values, and powers of whole numbers, as TypeScript computes it. */
function withConstants(node: Node, before: Position, context: Context): Node {
  const within = (child: Any): Any => withConstants(child as Node, before, context)
  switch (node.type) {
    case 'Name':
      return constantOf(node, before, context) ?? node
    case 'Template':
    case 'Unary':
      return mapChildren(node, within, undefined)
    case 'Binary': {
      const binary = mapChildren(node, within, undefined)
      return binary.operator === '**' ? (power(binary.left, binary.right, context) ?? binary) : binary
    }
    default:
      return node
  }
}

/** The value of a constant that is declared before that position. */
function constantOf(name: Name, before: Position, context: Context): Literal | undefined {
  const binding = name.binding === undefined ? undefined : context.bindings[name.binding]
  const [constant] = binding?.declarations ?? []
  if (binding?.kind !== 'const' || constant?.type !== 'Variable' || constant.target.type !== 'Name' || !constant.init) {
    return undefined
  }
  const { line, column } = constant.at
  if (line > before.line || (line === before.line && column >= before.column)) return undefined
  const value = simplifyNode(withConstants(constant.init, constant.at, context), context) as Node
  return value.type === 'Number' || value.type === 'String' ? value : undefined
}

/** A power that is exact: of whole numbers, and not beyond 2 ** 53. */
function power(left: Node, right: Node, context: Context): Literal | undefined {
  const [base, exponent] = [simplifyNode(left, context) as Node, simplifyNode(right, context) as Node]
  if (base.type !== 'Number' || exponent.type !== 'Number') return undefined
  if (!Number.isInteger(base.value) || !Number.isInteger(exponent.value) || exponent.value < 0 || exponent.value > 64) {
    return undefined
  }
  let value = 1
  for (let factor = 0; factor < exponent.value; factor++) {
    value *= base.value
    if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return undefined
  }
  return { type: 'Number', value }
}
