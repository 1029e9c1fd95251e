/**
 * S13: by which other names code can reach what a variable holds: `const { prototype } = Parser`, `current = table`, `{ table }`. By the
 * syntax alone, as far as this file.
 *
 * What code can change is a binding, or has a number above these: `this`, `arguments`, and the exports of a CommonJS module. So has
 * what it calls.
 * Twin: swc-plugin/src/aliases.rs
 */
import { Callees } from './callees.js'
import { isGlobal } from './references.js'
import { type Binding, forEachTarget, type Scopes } from './scope.js'
import { type Any, type Assign, forEachChild, isLogical, type Node } from './tree.js'

export class Aliases {
  readonly bindings: readonly Binding[]
  readonly callees: Callees
  readonly receiver: number
  readonly given: number
  /** The call of a binding has its number above this one. */
  readonly calls: number
  private readonly exports: string[] = []
  private readonly byExport = new Map<string, number>()
  private readonly assignments: readonly Assign[]
  private readonly esm: boolean
  private assigned: Map<number, number[]> | undefined

  constructor({ bindings, assignments, esm }: Scopes) {
    this.bindings = bindings
    this.callees = new Callees(bindings)
    this.assignments = assignments
    this.esm = esm
    this.receiver = bindings.length
    this.given = bindings.length + 1
    this.calls = bindings.length + 2
  }

  exportOf(index: number): string | undefined {
    return this.exports[index - this.calls - this.bindings.length]
  }

  /** What a value may be: `table`, `table.rates`, `table ?? other`; `called`: also what calls give (`rates.get('de').tax = 1`). */
  sourcesOf(node: Node, called = false): number[] {
    switch (node.type) {
      case 'Name':
        return node.binding !== undefined ? [node.binding] : this.exported(node)
      case 'Member': {
        const exported = this.exported(node)
        if (exported.length > 0) return exported
        const held = this.callees.propertyOf(node.object, node.property)
        const sources = this.sourcesOf(node.object, called)
        return held?.type === 'Name' && held.binding !== undefined ? [...sources, held.binding] : sources
      }
      case 'This':
        return [this.receiver]
      case 'Arguments':
        return [this.given]
      case 'Chain':
        return this.sourcesOf(node.expression, called)
      case 'Conditional':
        return [...this.sourcesOf(node.then, called), ...this.sourcesOf(node.else, called)]
      case 'Binary':
        return isLogical(node.operator)
          ? [...this.sourcesOf(node.left, called), ...this.sourcesOf(node.right, called)]
          : []
      case 'Sequence':
        return this.sourcesOf(node.expressions.at(-1) as Node, called)
      case 'Assign':
        return this.sourcesOf(node.value, called)
      case 'Await':
        return called ? this.sourcesOf(node.argument, called) : []
      case 'Call':
        return called ? this.sourcesOf(node.callee, called) : []
      default:
        return []
    }
  }

  /** With what it holds: `[table]`, `{ table }`. */
  heldIn(node: Node): number[] {
    switch (node.type) {
      case 'Array':
        return node.elements.flatMap((element) => (element ? this.heldIn(element) : []))
      case 'Object':
        return node.properties.flatMap((property) => this.heldIn(property))
      case 'Property':
        return node.value && node.kind === 'value' ? this.heldIn(node.value) : []
      case 'Spread':
        return this.heldIn(node.argument)
      default:
        return this.sourcesOf(node)
    }
  }

  /** The variables whose elements a loop meets: `items`, `Object.values(items)`, `items.entries()`, `[first, second]`. */
  elementsOf(node: Node): number[] {
    switch (node.type) {
      case 'Array':
        return node.elements.flatMap((element) => (element ? this.elementsOf(element) : []))
      case 'Spread':
        return this.elementsOf(node.argument)
      case 'Call':
        return [
          ...(node.callee.type === 'Member' ? this.elementsOf(node.callee.object) : []),
          ...node.arguments.flatMap((argument) => this.elementsOf(argument)),
        ]
      default:
        return this.sourcesOf(node)
    }
  }

  /** What a binding may be, or is a part of: `const { prototype } = Parser`, `current = table`, `(t = table) => …`. */
  originsOf(index: number): number[] {
    const binding = this.bindings[index]
    const found = (binding?.declarations ?? []).flatMap((declaration) => {
      if (declaration.type !== 'Variable') return this.defaultsIn(declaration)
      const { target, init } = declaration
      const origins = init ? (target.type === 'Name' ? this.sourcesOf(init) : this.heldIn(init)) : []
      return [...origins, ...this.defaultsIn(target)]
    })
    return !binding || binding.assigned ? [...found, ...this.assignedTo(index)] : found
  }

  private defaultsIn(target: Any): number[] {
    const found = target.type === 'Default' ? this.sourcesOf(target.value) : []
    if (patterns.has(target.type)) forEachChild(target, (child) => found.push(...this.defaultsIn(child)))
    return found
  }

  /** What is assigned to a variable (`current = table`), or to an export (`exports.table = table`, `module.exports = { table }`). */
  private assignedTo(index: number): readonly number[] {
    this.assigned ??= this.collectAssigned()
    const whole = this.exportOf(index) ? this.numberOf('') : undefined
    return this.assigned.get(index) ?? (whole === undefined ? [] : [whole])
  }

  private collectAssigned(): Map<number, number[]> {
    const assigned = new Map<number, number[]>()
    const note = (index: number, value: Node, isPattern: boolean) => {
      const sources = isPattern ? this.heldIn(value) : this.sourcesOf(value)
      const known = assigned.get(index)
      if (known) known.push(...sources)
      else if (sources.length > 0) assigned.set(index, sources)
    }
    for (const { target, value } of this.assignments) {
      const isPattern = target.type !== 'Name'
      forEachTarget(target, ({ binding }) => binding !== undefined && note(binding, value, isPattern))
      for (const index of this.exported(target)) {
        note(index, value, false)
        if (this.exportOf(index) !== '' || value.type !== 'Object') continue
        for (const property of value.properties)
          if (property.type === 'Property' && property.key.type === 'String' && property.value)
            note(this.numberOf(property.key.value), property.value, false)
      }
    }
    return assigned
  }

  /** `exports`, `module.exports` and their properties. */
  private exported(node: Node): number[] {
    if (this.esm) return []
    if (isWhole(node)) return [this.numberOf('')]
    return node.type === 'Member' && node.property.type === 'String' && isWhole(node.object)
      ? [this.numberOf(node.property.value)]
      : []
  }

  private numberOf(name: string): number {
    const known = this.byExport.get(name)
    if (known !== undefined) return known
    const number = this.calls + this.bindings.length + this.exports.push(name) - 1
    this.byExport.set(name, number)
    return number
  }
}

export const patterns: ReadonlySet<string> = new Set([
  'ObjectPattern',
  'ArrayPattern',
  'Property',
  'Default',
  'Rest',
  'ParameterProperty',
  'DecoratedParameter',
  'Chain',
])

/** `exports` and `module.exports`. */
function isWhole(node: Node): boolean {
  if (node.type === 'Member') return isGlobal(node.object, 'module') && isExports(node.property)
  return isGlobal(node, 'exports')
}

function isExports(property: Node): boolean {
  return property.type === 'String' && property.value === 'exports'
}
