/**
 * Brings a tree into its simplest form: children first, then every rule on the node itself, in the order of docs/rules.md.
 * Lists of statements are simplified from their end, each statement in view of what follows it (statements.ts). The tree of the
 * reader is left as it is.
 * Twin: swc-plugin/src/rules/simplify.rs
 */
import type { Binding } from '../scope.js'
import { type Any, type Case, type Catch, type FunctionNode, mapChildren, type Node, type Statement } from '../tree.js'
import { simplifyDeclaration } from './declarations.js'
import { simplifyEnumMember } from './enums.js'
import { simplifyFunction } from './functions.js'
import { simplifyLiteral } from './literals.js'
import { simplifyLoop } from './loops.js'
import { simplifyMember } from './members.js'
import { type Jump, simplifyList } from './statements.js'
import { simplifyTest } from './tests.js'
import { simplifyValue } from './values.js'

/** What the rules know beside the node. */
export interface Context {
  bindings: Binding[]
  /** N7: whether a direct `eval` or `with` could see names, so that no name is only what it seems. */
  dynamic: boolean
  /** By how much the rules have changed the uses and assignments of a binding so far. */
  changes: Map<number, { uses: number; writes: number }>
  /** Whether the function around is one in which `return undefined` and `return` differ (C7). */
  awaitsReturn: boolean
  /** Of a statement: the jump that happens after it anyway (C11). */
  tail: Jump | undefined
}

export function simplify(node: Any, bindings: Binding[], dynamic: boolean): Any {
  return simplifyNode(node, { bindings, dynamic, changes: new Map(), awaitsReturn: false, tail: undefined })
}

export function simplifyNode(node: Any, context: Context): Any {
  switch (node.type) {
    // Most of a tree is these: nothing below them, and no rule or only one.
    case 'Name':
      return node.binding === undefined ? simplifyLiteral(node, context.dynamic) : node
    case 'String':
    case 'Number':
    case 'Boolean':
    case 'Null':
    case 'This':
      return node
    // No rule on the node itself.
    case 'Return':
    case 'Expression':
    case 'Array':
    case 'Spread':
    case 'Function':
    case 'FunctionDeclaration':
    case 'New':
    case 'Throw':
    case 'Await':
    case 'Chain':
    case 'Default':
    case 'Block':
      return simplifyChildren(node, context)
    default:
      return applyRules(simplifyChildren(node, context), context)
  }
}

/** The context of what `tail` happens after. */
export function withTail(context: Context, tail: Jump | undefined): Context {
  return context.tail === tail ? context : contextWith(context, context.awaitsReturn, tail)
}

/** All of them have one shape. */
function contextWith({ bindings, dynamic, changes }: Context, awaitsReturn: boolean, tail: Jump | undefined): Context {
  return { bindings, dynamic, changes, awaitsReturn, tail }
}

/** Every rule on the node itself. Its children are simple. */
export function applyRules(node: Any, context: Context): Any {
  switch (node.type) {
    // What is met most often, by name: no other rule is about these.
    case 'Call':
      return simplifyFunction(node, context)
    case 'Member':
      return simplifyEnumMember(simplifyMember(node), context)
    case 'Property':
    case 'Object':
      return simplifyMember(node as Node)
    case 'Variable':
      return simplifyFunction(simplifyDeclaration(node, context), context)
    case 'Binary':
      return simplifyValue(simplifyLiteral(node, context.dynamic), context)
    case 'Assign':
      return simplifyValue(node, context)
    case 'If':
      return simplifyTest(node)
  }
  let result: Any = simplifyLiteral(node as Node, context.dynamic)
  result = simplifyMember(result as Node)
  result = simplifyEnumMember(result as Node, context)
  result = simplifyDeclaration(result, context)
  result = simplifyFunction(result, context)
  result = simplifyTest(result)
  result = simplifyValue(result, context)
  return simplifyLoop(result, context)
}

function simplifyChildren(node: Any, context: Context): Any {
  switch (node.type) {
    case 'Function': {
      const inner = contextWith(context, awaitsReturn(node), 'Return')
      return { ...node, params: simplifyAll(node.params, inner), body: simplifyList(node.body, inner) }
    }
    case 'If': {
      const { tail } = context
      return {
        type: 'If',
        test: simplifyNode(node.test, context) as Node,
        then: listBefore(tail, node.then, context),
        else: listBefore(tail, node.else, context),
      }
    }
    case 'For':
      return {
        type: 'For',
        init: simplifyAll(node.init, context),
        test: optional(node.test, context),
        update: optional(node.update, context),
        body: listBefore('Continue', node.body, context),
      }
    case 'While':
    case 'DoWhile':
      return {
        type: node.type,
        test: simplifyNode(node.test, context) as Node,
        body: listBefore('Continue', node.body, context),
      }
    case 'Unary':
      // L6: `delete` looks at the name, not at the value.
      if (node.operator === 'delete' && node.argument.type === 'Name') return node
      return mapChildren(node, simplifyNode, context)
    case 'ForIn':
    case 'ForOf':
      return {
        ...node,
        left: simplifyNode(node.left, context) as Node,
        right: simplifyNode(node.right, context) as Node,
        body: listBefore('Continue', node.body, context),
      }
    case 'Switch':
      return {
        ...node,
        discriminant: simplifyNode(node.discriminant, context) as Node,
        cases: simplifyCases(node.cases, context),
      }
    case 'Try': {
      const { tail } = context
      return {
        type: 'Try',
        block: listBefore(tail, node.block, context),
        handler: node.handler && (simplifyNode(node.handler, context) as Catch),
        // A jump out of it would discard an exception.
        finalizer: node.finalizer && listBefore(undefined, node.finalizer, context),
      }
    }
    case 'Catch':
      return { ...node, param: optional(node.param, context), body: listBefore(context.tail, node.body, context) }
    case 'With':
      return {
        ...node,
        object: simplifyNode(node.object, context) as Node,
        body: listBefore(context.tail, node.body, context),
      }
    case 'Block':
    case 'Labeled':
      return { ...node, body: listBefore(context.tail, node.body, context) }
    case 'StaticBlock':
      return { ...node, body: listBefore(undefined, node.body, context) }
    default:
      return mapChildren(node, simplifyNode, context)
  }
}

/** In a function of its own: a closure costs at every call of the function that it stands in, also where it is not reached. */
function simplifyAll<T extends Any>(nodes: T[], context: Context): T[] {
  return nodes.map((node) => simplifyNode(node, context) as T)
}

function optional(node: Node | null, context: Context): Node | null {
  return node && (simplifyNode(node, context) as Node)
}

/** A list of statements with what happens after it. */
function listBefore(tail: Jump | undefined, statements: Statement[], context: Context): Statement[] {
  return simplifyList(statements, withTail(context, tail))
}

/** C16: `break` does nothing where only empty cases follow, and neither does an empty `default` at the end. */
function simplifyCases(cases: Case[], context: Context): Case[] {
  const simple: Case[] = []
  let tail: Jump | undefined = 'Break'
  for (const item of [...cases].reverse()) {
    const test = item.test && (simplifyNode(item.test, context) as Node)
    const body = simplifyList(item.body, withTail(context, tail))
    if (body.length > 0) tail = undefined
    if (test || body.length > 0 || simple.length > 0) simple.push({ type: 'Case', test, body })
  }
  return simple.reverse()
}

/** In an async generator, `return undefined` takes a turn of the event loop more than `return` and the end of the body. */
function awaitsReturn(node: FunctionNode): boolean {
  return node.async === true && node.generator === true
}

/** How often a binding is used in the tree as it is now. Never less than it really is. */
export function usesOf(binding: number, context: Context): number {
  return (context.bindings[binding] as Binding).uses + (context.changes.get(binding)?.uses ?? 0)
}

/** Whether a binding is never assigned in the tree as it is now, but for its declaration. */
export function isNeverAssigned(binding: number, context: Context): boolean {
  return (context.bindings[binding] as Binding).writes + (context.changes.get(binding)?.writes ?? 0) === 0
}

export function changeUses(binding: number, change: { uses: number; writes: number }, context: Context): void {
  const { uses, writes } = context.changes.get(binding) ?? { uses: 0, writes: 0 }
  context.changes.set(binding, { uses: uses + change.uses, writes: writes + change.writes })
}
