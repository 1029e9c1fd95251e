/**
 * S13: by which other names code can reach what a variable holds: `const { prototype } = Parser`, `current = table`, `{ table }`. By the
 * syntax alone, as far as this file.
 *
 * What code can change is a binding, or has a number above these: `this`, `arguments`, and the exports of a CommonJS module. So has
 * what it calls, and which variables of the module it gives another value.
 * Twin: swc-plugin/src/aliases.rs
 */
import { type Called, Callees, DEEPEST } from './callees.js'
import { requiredBy } from './common-js.js'
import { isGlobal } from './references.js'
import type { Binding, Scope, Scopes } from './scope.js'
import { forEachTarget, patterns } from './targets.js'
import { type Any, type Assign, type Call, forEachChild, isLogical, type Node } from './tree.js'

/** What a variable or a part of a pattern is given. */
interface Assigned {
  value: Node
  isPattern: boolean
}

export class Aliases {
  readonly bindings: readonly Binding[]
  readonly callees: Callees
  readonly receiver: number
  readonly given: number
  /** The call of a binding has its number above this one. */
  readonly calls: number
  /** Of a variable of the module, that it gets another value has its number above this one. */
  readonly variables: number
  private readonly exports: string[] = []
  private readonly byExport = new Map<string, number>()
  private readonly assignments: readonly Assign[]
  private readonly esm: boolean
  private readonly scopes: readonly Scope[]
  private assigned: Map<number, Assigned[]> | undefined
  private readonly returned = new Map<Called, readonly number[]>()
  private depth = 0

  constructor({ bindings, assignments, esm, scopes }: Scopes) {
    this.bindings = bindings
    this.callees = new Callees(bindings)
    this.assignments = assignments
    this.esm = esm
    this.scopes = scopes
    this.receiver = bindings.length
    this.given = bindings.length + 1
    this.calls = bindings.length + 2
    this.variables = this.calls + bindings.length
  }

  exportOf(index: number): string | undefined {
    return this.exports[index - this.variables - this.bindings.length]
  }

  /** The variable of the module that gets another value. */
  variableOf(index: number): number | undefined {
    const variable = index - this.variables
    return variable >= 0 && variable < this.bindings.length ? variable : undefined
  }

  /** Whether code around a function can reach it, and not the function alone. */
  isAround(index: number, { scope = 0 }: Called): boolean {
    const binding = this.bindings[index] ?? this.bindings[index - this.calls]
    if (!binding || binding.scope === 0) return true
    for (let around = scope; around > 0; around = (this.scopes[around] as Scope).parent)
      if (around === binding.scope) return true
    return false
  }

  /**
   * What a value may be: `table`, `table.rates`, `table ?? other`; `called`: also what calls may give (`rates.get('de')`, `pick(rates)`,
   * and `getTable()` of `function getTable() { return table }`).
   */
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
        return called ? this.givenByCall(node) : []
      case 'New':
        return called ? this.givenTo(node.arguments) : []
      default:
        return []
    }
  }

  private givenByCall({ callee, arguments: given }: Call): number[] {
    const returned = this.callees.of(callee).flatMap(({ node }) => this.returnedBy(node))
    return [...this.sourcesOf(callee, true), ...returned, ...this.givenTo(given)]
  }

  /** What is given to a call, but for functions: what calls a function hardly gives it. */
  private givenTo(given: readonly Node[]): number[] {
    return given.flatMap((each) => (this.callees.of(each).length > 0 ? [] : this.heldIn(each, true)))
  }

  private returnedBy(called: Called): readonly number[] {
    const known = this.returned.get(called)
    if (known) return known
    if (this.depth === DEEPEST) return []
    this.returned.set(called, [])
    this.depth++
    // Each once: functions that call each other would double the list with every call.
    const found = [...new Set(this.callees.returnedBy(called).flatMap((value) => this.sourcesOf(value, true)))]
    this.depth--
    this.returned.set(called, found)
    return found
  }

  /** With what it holds: `[table]`, `{ table }`. */
  heldIn(node: Node, called = false): number[] {
    switch (node.type) {
      case 'Array':
        return node.elements.flatMap((element) => (element ? this.heldIn(element, called) : []))
      case 'Object':
        return node.properties.flatMap((property) => this.heldIn(property, called))
      case 'Property':
        return node.value && node.kind === 'value' ? this.heldIn(node.value, called) : []
      case 'Spread':
        return this.heldIn(node.argument, called)
      default:
        return this.sourcesOf(node, called)
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
        return [...this.sourcesOf(node, true), ...node.arguments.flatMap((argument) => this.elementsOf(argument))]
      default:
        return this.sourcesOf(node, true)
    }
  }

  /**
   * What a binding may be, or is a part of: `const { prototype } = Parser`, `current = table`, `(t = table) => …`; `called`: also by what
   * calls gave it (`const de = rates.get('de')`).
   */
  originsOf(index: number, called: boolean): number[] {
    const binding = this.bindings[index]
    const found = (binding?.declarations ?? []).flatMap((declaration) => {
      if (declaration.type !== 'Variable') return this.defaultsIn(declaration)
      const { target, init } = declaration
      const origins = init ? this.givenBy({ value: init, isPattern: target.type !== 'Name' }, called) : []
      return [...origins, ...this.siblingsIn(target, init), ...this.defaultsIn(target)]
    })
    return !binding || binding.assigned ? [...found, ...this.assignedTo(index, called)] : found
  }

  private givenBy({ value, isPattern }: Assigned, called: boolean): number[] {
    return isPattern ? this.heldIn(value, called) : this.sourcesOf(value, called)
  }

  /** Whether a variable holds what a call or another variable gave it. */
  hasOrigin(index: number): boolean {
    const { source, declarations } = this.bindings[index] as Binding
    const [declaration] = declarations
    if (source !== undefined || declaration?.type !== 'Variable' || !declaration.init) return false
    return madeIn(declaration.init).type === 'Call' || this.originsOf(index, false).length > 0
  }

  /** The names that one call of something unknown gave, with which they may share what they hold: `const [get, set] = makeStore()`. */
  private siblingsIn(target: Node, init: Node | undefined | null): number[] {
    const siblings: number[] = []
    const value = init && madeIn(init)
    if (target.type === 'Name' || value?.type !== 'Call' || requiredBy(value) || this.callees.of(value).length > 0)
      return siblings
    forEachTarget(target, ({ binding }) => binding !== undefined && siblings.push(binding))
    return siblings
  }

  private defaultsIn(target: Any): number[] {
    const found = target.type === 'Default' ? this.sourcesOf(target.value) : []
    if (patterns.has(target.type)) forEachChild(target, (child) => found.push(...this.defaultsIn(child)))
    return found
  }

  /** What is assigned to a variable (`current = table`), or to an export (`exports.table = table`, `module.exports = { table }`). */
  private assignedTo(index: number, called: boolean): readonly number[] {
    this.assigned ??= this.collectAssigned()
    const found = (this.assigned.get(index) ?? []).flatMap((each) => this.givenBy(each, called))
    return found.length === 0 && this.exportOf(index) ? [this.numberOf('')] : found
  }

  private collectAssigned(): Map<number, Assigned[]> {
    const assigned = new Map<number, Assigned[]>()
    const note = (index: number, value: Node, isPattern: boolean) => {
      const known = assigned.get(index)
      if (known) known.push({ value, isPattern })
      else assigned.set(index, [{ value, isPattern }])
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
    const number = this.variables + this.bindings.length + this.exports.push(name) - 1
    this.byExport.set(name, number)
    return number
  }
}

/** `make()` of `await make()` */
function madeIn(init: Node): Node {
  return init.type === 'Await' ? init.argument : init
}

/** `exports` and `module.exports`. */
function isWhole(node: Node): boolean {
  if (node.type === 'Member') return isGlobal(node.object, 'module') && isExports(node.property)
  return isGlobal(node, 'exports')
}

function isExports(property: Node): boolean {
  return property.type === 'String' && property.value === 'exports'
}
