/**
 * Functions and classes: an inner function that is only called can be an arrow or not (C17); members of a class in an order of
 * their own where it cannot be seen (C18).
 * Twin: swc-plugin/src/rules/functions.rs
 */
import type { Binding } from '../scope.js'
import {
  type Any,
  type ClassNode,
  type FunctionNode,
  forEachChild,
  type Name,
  type Node,
  type Property,
} from '../tree.js'
import type { Context } from './simplify.js'

export function simplifyFunction(node: Any, context: Context): Any {
  switch (node.type) {
    case 'Call':
      return node.callee.type === 'Function' ? { ...node, callee: withoutArrow(node.callee, context) } : node
    case 'Variable':
      return node.init?.type === 'Function' && node.target.type === 'Name' && isOnlyCalled(node.target, context)
        ? { ...node, init: withoutArrow(node.init, context) }
        : node
    case 'Class':
      return { ...node, members: inOrder(node) }
    default:
      return node
  }
}

/** C17: who only calls a function cannot tell an arrow from one that looks at nothing but its parameters. */
function withoutArrow(node: FunctionNode, context: Context): FunctionNode {
  if (!node.arrow || context.dynamic || node.params.some(seesReceiver) || node.body.some(seesReceiver)) return node
  const { arrow, ...rest } = node
  return rest
}

function isOnlyCalled(name: Name, context: Context): boolean {
  return name.binding !== undefined && !(context.bindings[name.binding] as Binding).escapes
}

/** Whether code reads `this`, `arguments`, `super` or `new.target` of the function around it. */
function seesReceiver(node: Any): boolean {
  switch (node.type) {
    case 'This':
    case 'Arguments':
    case 'Super':
    case 'NewTarget':
      return true
    case 'Function':
      if (!node.arrow) return false
  }
  let found = false
  forEachChild(node, (child) => {
    found ||= seesReceiver(child)
  })
  return found
}

/**
 * C18: the constructor, the fields of instances, those of the class (with its blocks), methods of instances and methods of the
 * class: each of these groups has an order that can be seen, and between them there is none. Names that are computed, decorators
 * and `accessor` are evaluated in the order in which they stand.
 */
function inOrder({ members }: ClassNode): ClassNode['members'] {
  const ranks = members.map(rankOf)
  if (ranks.includes(undefined)) return members
  return [0, 1, 2, 3, 4].flatMap((rank) => members.filter((_, index) => ranks[index] === rank))
}

function rankOf(member: ClassNode['members'][number]): number | undefined {
  switch (member.type) {
    case 'StaticBlock':
      return 2
    case 'Property':
      return hasOwnOrder(member) ? rankOfKind(member) : undefined
    default:
      return undefined
  }
}

function rankOfKind({ kind, static: isStatic }: Property): number | undefined {
  switch (kind) {
    case 'constructor':
      return 0
    case 'field':
      return isStatic ? 2 : 1
    case 'method':
    case 'get':
    case 'set':
      return isStatic ? 4 : 3
    default:
      return undefined
  }
}

function hasOwnOrder({ key, decorators }: Property): boolean {
  const isKnown = (name: Node) => name.type === 'String' || name.type === 'PrivateName'
  return isKnown(key) && !decorators?.length
}
