/**
 * S13: which functions of the file run when the value of an expression is called: `fill`, `register('a')`, `fast ? first : second`. By the
 * syntax alone, and by names that are never assigned again.
 * Twin: swc-plugin/src/callees.rs
 */
import { type Binding, comparePositions } from './scope.js'
import {
  type Any,
  type ClassNode,
  type FunctionNode,
  forEachChild,
  type Name,
  type Node,
  type Property,
  type StaticBlock,
} from './tree.js'

export interface Callee {
  /** A class runs its constructor. */
  node: Called
  /** The calls that gave it, the last one first: `register(table)` of `register(table)('a')`. */
  made: readonly Made[]
}

export type Called = FunctionNode | ClassNode

interface Made {
  by: Called
  given: readonly Node[]
}

/** Of one expression: so many functions, each by so many calls. */
const MOST = 16

/** So many names, calls and classes lead to one. */
export const DEEPEST = 64

export class Callees {
  private readonly known = new Map<Node, readonly Callee[]>()
  private readonly returned = new Map<Called, readonly Node[]>()
  private depth = 0

  constructor(private readonly bindings: readonly Binding[]) {}

  of(node: Node): readonly Callee[] {
    const known = this.known.get(node)
    if (known) return known
    if (this.depth === DEEPEST) return []
    // What leads back to itself adds nothing.
    this.known.set(node, [])
    this.depth++
    const found = this.find(node).slice(0, MOST)
    this.depth--
    this.known.set(node, found)
    return found
  }

  private find(node: Node): readonly Callee[] {
    switch (node.type) {
      case 'Function':
      case 'Class':
        return [{ node, made: [] }]
      case 'Name': {
        const declaration = this.declarationOf(node)
        if (declaration?.type === 'FunctionDeclaration') return this.of(declaration.function)
        if (declaration?.type === 'ClassDeclaration') return this.of(declaration.class)
        const value = this.valueOf(node)
        return value ? this.of(value) : []
      }
      case 'Member': {
        const held = this.propertyOf(node.object, node.property)
        return held ? this.of(held) : []
      }
      case 'Chain':
        return this.of(node.expression)
      case 'Conditional':
        return [...this.of(node.then), ...this.of(node.else)]
      case 'Binary':
        return [...this.of(node.left), ...this.of(node.right)]
      case 'Sequence':
        return this.of(node.expressions.at(-1) as Node)
      case 'Await':
        return this.of(node.argument)
      case 'Call':
        return this.of(node.callee).flatMap((by) => this.givenBy(by, node.arguments))
      default:
        return []
    }
  }

  private givenBy({ node, made }: Callee, given: readonly Node[]): Callee[] {
    const found = this.returnedBy(node).flatMap((value) => this.of(value))
    return found.map((each) => ({
      node: each.node,
      made: [...each.made, { by: node, given }, ...made].slice(0, MOST),
    }))
  }

  returnedBy(node: Called): readonly Node[] {
    if (node.type === 'Class') return []
    let returned = this.returned.get(node)
    if (!returned) {
      returned = node.body.flatMap(returnedIn)
      this.returned.set(node, returned)
    }
    return returned
  }

  /** What a call of it declares. */
  paramsOf(node: Called | undefined): readonly Node[] {
    let found = node
    for (let depth = 0; found?.type === 'Class' && depth < DEEPEST; depth++)
      found = constructorOf(found) ?? this.parentOf(found)
    return found?.type === 'Function' ? found.params : []
  }

  classOf(node: Node): ClassNode | undefined {
    for (const { node: found } of this.of(node)) if (found.type === 'Class') return found
    return undefined
  }

  /** The class of the file that a class extends. It stands above, so that no chain of them comes back. */
  parentOf({ superClass, at }: ClassNode): ClassNode | undefined {
    const parent = superClass && this.classOf(superClass)
    return parent && comparePositions(parent.at, at) < 0 ? parent : undefined
  }

  /** What an object literal has by that name, or a class as a static member, also of what it extends. */
  propertyOf(object: Node, property: Node): Node | undefined {
    if (property.type !== 'String') return undefined
    for (const member of this.membersOf(object)) if (isNamed(member, property.value)) return member.value ?? undefined
    for (let each = this.classOf(object); each; each = this.parentOf(each))
      for (const member of each.members)
        if (isNamed(member, property.value) && member.static) return member.value ?? undefined
    return undefined
  }

  private membersOf(object: Node): readonly Node[] {
    const value = this.valueOf(object) ?? object
    return value.type === 'Object' ? value.properties : []
  }

  /** The property that an expression reads, also by a name: `Object.assign`, and `assign` of `const { assign } = Object`. */
  memberOf(node: Node): { object: Node; property: Node } | undefined {
    if (node.type === 'Member') return node
    const value = this.valueOf(node)
    if (value) return value.type === 'Member' ? value : undefined
    const declaration = this.declarationOf(node)
    if (declaration?.type !== 'Variable' || !declaration.init || declaration.target.type !== 'ObjectPattern')
      return undefined
    const { target, init } = declaration
    for (const each of target.properties)
      if (each.type === 'Property' && each.value?.type === 'Name' && each.value.binding === (node as Name).binding)
        return { object: init, property: each.key }
    return undefined
  }

  /** What a constant is declared with. */
  private valueOf(node: Node): Node | undefined {
    const declaration = this.declarationOf(node)
    const isOne = declaration?.type === 'Variable' && declaration.target.type === 'Name'
    return isOne ? (declaration.init ?? undefined) : undefined
  }

  /** Of a name that is never assigned again. */
  private declarationOf(node: Node): Any | undefined {
    const found = node.type === 'Name' && node.binding !== undefined ? this.bindings[node.binding] : undefined
    return found?.assigned ? undefined : found?.declarations[0]
  }
}

export function constructorOf({ members }: ClassNode): FunctionNode | undefined {
  const found = members.find((member) => member.type === 'Property' && member.kind === 'constructor')
  return found?.type === 'Property' && found.value?.type === 'Function' ? found.value : undefined
}

function isNamed(member: Node | StaticBlock, name: string): member is Property {
  return member.type === 'Property' && member.key.type === 'String' && member.key.value === name
}

/** What the statements of a function return. */
function returnedIn(node: Any): Node[] {
  if (node.type === 'Return') return node.argument ? [node.argument] : []
  if (node.type === 'Function' || node.type === 'Class') return []
  const returned: Node[] = []
  forEachChild(node, (child) => returned.push(...returnedIn(child)))
  return returned
}
