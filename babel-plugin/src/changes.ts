/**
 * S13: what the statements of a module do to its definitions, and to what it imports, after these are made: `half.by = 2`,
 * `RATES.set('de', 0.19)`, `Object.assign(Parser.prototype, mixin)`. Who reads the one depends on the other.
 *
 * Seen is what runs while the module loads: its statements, the functions that they give to calls (`codes.forEach((code) => …)`) and
 * the functions of the file that they call (`fill()`). What is changed is known by the syntax alone: an assignment to a member,
 * `delete`, the methods that change built-in objects, and any method where nobody uses the result, so that it is called for what
 * it does. What a function of another file does to an object that it is given is not seen, nor is what runs later.
 * Twin: swc-plugin/src/changes.rs
 */
import { Aliases, patterns } from './aliases.js'
import { builtinModule } from './builtin-modules.js'
import { type Called, type Callee, constructorOf, DEEPEST } from './callees.js'
import { isGlobal } from './references.js'
import { type Binding, comparePositions, forEachTarget, type Scopes } from './scope.js'
import {
  type Any,
  type ClassNode,
  forEachChild,
  type Module,
  type Name,
  type Node,
  type Position,
  type Statement,
} from './tree.js'

/** A statement that changes something, or what is declared with it (`const size = list.push(1)`, a class with a static block). */
export type Change = { node: Statement; name: string; at: Position } | { declares: number[] }

/** By what is changed, in the order of the source. */
export interface Changes {
  byBinding: ReadonlyMap<number, readonly Change[]>
  /** What a CommonJS module does to `exports.half`; by the name '' what it does to any of its exports. */
  byExport: ReadonlyMap<string, readonly Change[]>
}

export function findChanges(module: Module, scopes: Scopes): Changes {
  const [byBinding, byExport] = [new Map<number, Change[]>(), new Map<string, Change[]>()]
  const { bindings } = scopes
  const aliases = new Aliases(scopes)
  const finder = new Finder(aliases, [new Map(), new Map()], true, true)
  for (const statement of module.body.flatMap((each) => (each.type === 'Export' ? each.declarations : [each]))) {
    finder.changed.clear()
    finder.visitStatement(statement)
    if (finder.changed.size === 0) continue
    const change = changeOf(statement, bindings)
    const exported = new Set<string>()
    for (const index of finder.changed) {
      const name = aliases.exportOf(index)
      if (name !== undefined) exported.add(name).add('')
      else if (index < bindings.length && canCount(bindings[index] as Binding)) add(byBinding, index, change)
    }
    for (const name of exported) add(byExport, name, change)
  }
  return { byBinding, byExport }
}

function add<K>(changes: Map<K, Change[]>, key: K, change: Change): void {
  const known = changes.get(key)
  if (known) known.push(change)
  else changes.set(key, [change])
}

/** What the module itself declares and does not assign again, and what it imports; a variable that is assigned counts by its value. */
function canCount({ kind, scope, source, assigned }: Binding): boolean {
  if (source !== undefined && builtinModule(source)) return false
  return kind === 'import' || (scope === 0 && !assigned)
}

/** What the functions of the module change, their parameters among it; where they may run, and where they do. */
type ByFunction = readonly [Map<Called, ReadonlySet<number>>, Map<Called, ReadonlySet<number>>]

class Finder {
  readonly changed = new Set<number>()
  /** The class in a static part of which the code stands. */
  private static: ClassNode | undefined
  /** What the class extends in whose constructor the code stands. */
  private parent: ClassNode | undefined

  constructor(
    private readonly aliases: Aliases,
    private readonly byFunction: ByFunction,
    /** Whether the code runs while the module loads; what a call of something unknown is given may run later, or never. */
    private readonly isSure: boolean,
    /** Whether functions that are called by their names are visited, too. */
    private readonly follows: boolean,
    /** How many functions and constructors led here. */
    private readonly depth = 0,
  ) {}

  visitStatement(node: Statement): void {
    switch (node.type) {
      case 'Variable':
        this.visit(node, false)
        break
      case 'ClassDeclaration':
        this.visit(node.class, false)
        break
      case 'ExportDefault':
      case 'ExportAssign':
        this.visit(node.value, false)
        break
      case 'Namespace':
        for (const statement of node.body) this.visitStatement(statement)
        break
      default:
        this.visit(node, false)
    }
  }

  /** `dropped`: whether nobody uses the value. */
  private visit(node: Any, dropped: boolean): void {
    switch (node.type) {
      // They run later, if at all.
      case 'Function':
      case 'FunctionDeclaration':
      case 'Namespace':
        break
      case 'Class':
        for (const decorator of node.decorators ?? []) this.visitDecorator(decorator)
        if (node.superClass) this.visit(node.superClass, false)
        for (const member of node.members) {
          if (member.type === 'StaticBlock') this.visitStatic(node, member)
          else if (member.type === 'Property') {
            for (const decorator of member.decorators ?? []) this.visitDecorator(decorator)
            this.visit(member.key, false)
            if (member.static && member.value) this.visitStatic(node, member.value)
          }
        }
        break
      case 'Expression':
        this.visit(node.expression, true)
        break
      case 'Assign':
        this.markTargets(node.target)
        this.visit(node.target, false)
        this.visit(node.value, false)
        break
      case 'Update':
        this.markTargets(node.argument)
        this.visit(node.argument, false)
        break
      case 'Unary':
        if (node.operator === 'delete') this.markTargets(node.argument)
        this.visit(node.argument, dropped)
        break
      case 'Call':
        this.visitCall(node.callee, node.arguments, dropped)
        break
      case 'Tagged':
        this.visitCall(node.tag, [strings, ...node.expressions], dropped)
        break
      case 'New':
        this.visitNew(node.callee, node.arguments)
        this.visit(node.callee, false)
        this.visitArguments(node.arguments, dropped, isGlobal(node.callee, 'Promise'))
        break
      case 'Await':
        this.visit(node.argument, dropped)
        break
      case 'Chain':
        this.visit(node.expression, dropped)
        break
      case 'Sequence':
        for (const [index, each] of node.expressions.entries()) {
          this.visit(each, dropped || index < node.expressions.length - 1)
        }
        break
      case 'Conditional':
        this.visit(node.test, false)
        this.visit(node.then, dropped)
        this.visit(node.else, dropped)
        break
      case 'Binary':
        this.visit(node.left, false)
        this.visit(node.right, dropped)
        break
      case 'ForIn':
      case 'ForOf': {
        const target = node.left.type === 'Variable' ? node.left.target : node.left
        this.markTargets(target)
        this.visitChildren(node)
        // `for (const item of items) item.price = 1`
        if (isAmong(target, this.changed)) this.markAll(this.aliases.elementsOf(node.right))
        break
      }
      default:
        this.visitChildren(node)
    }
  }

  private visitChildren(node: Any): void {
    forEachChild(node, (child) => this.visit(child, false))
  }

  /** `static { this.register(table) }` */
  private visitStatic(node: ClassNode, code: Any): void {
    const around = this.static
    this.static = node
    this.visit(code, false)
    this.static = around
    if (this.changed.has(this.aliases.receiver)) this.markParents(node)
  }

  private visitDecorator(decorator: Node): void {
    this.follow(decorator, [])
    this.visit(decorator, true)
  }

  private visitNew(callee: Node, given: readonly Node[]): void {
    const { callees } = this.aliases
    this.follow(callee, given)
    for (let made = this.follows ? callees.classOf(callee) : undefined; made; made = callees.parentOf(made))
      for (const member of made.members)
        if (member.type === 'Property' && !member.static && member.value) this.visit(member.value, false)
  }

  private visitCall(callee: Node, given: readonly Node[], dropped: boolean): void {
    const { aliases } = this
    const { callees } = aliases
    let isSure = false
    if (given[0] && this.changesArgument(callee)) this.markAll(aliases.sourcesOf(given[0]))
    if (callee.type === 'Member') {
      const { object, property } = callee
      if ((dropped && this.isSure) || isNamed(property, changingMethods)) this.markAll(aliases.sourcesOf(object))
      isSure = isNamed(property, callingMethods)
      const inherited = object.type === 'This' && this.static ? callees.propertyOf(this.static, property) : undefined
      this.follow(inherited ?? callee, given, object)
      if (isNamed(property, appliers)) {
        if (isGlobal(object, 'Reflect')) this.visitApplied(given[0], property, given.slice(1))
        else this.visitApplied(object, property, given)
      }
      this.visit(object, dropped)
      this.visit(property, false)
      if (isSure) for (const each of given) this.markElements([object, ...given], each)
    } else if (callee.type === 'Function') {
      this.visitBody(callee)
      this.markArguments(callee, given, this.changed)
      this.runArguments(callee, given, this.changed)
    } else if (callee.type === 'Super') {
      if (this.parent) this.run({ node: this.parent, made: [] }, given)
    } else {
      if (callee.type === 'Name') this.markCall(callee)
      this.follow(callee, given)
      this.visit(callee, false)
    }
    this.visitArguments(given, dropped, isSure)
  }

  /** `fill.call(table, 2)`, `fill.apply(null, [table])`, `(function () { … }).call(globalThis)` */
  private visitApplied(called: Node | undefined, how: Node, [receiver, ...given]: readonly Node[]): void {
    const [list] = given
    const isList = isNamed(how, appliersOfLists)
    const values = isList && list?.type === 'Array' ? list.elements.map((element) => element ?? strings) : given
    const spread = isList && list?.type !== 'Array' ? 0 : undefined
    if (called?.type === 'Function') {
      this.visitBody(called)
      this.markArguments(called, values, this.changed, spread)
      if (receiver && this.changed.has(this.aliases.receiver)) this.markAll(this.aliases.heldIn(receiver))
    } else if (called) {
      const { callees } = this.aliases
      const property = callees.memberOf(called)?.property
      // `Array.prototype.push.apply(list, …)`, `Object.assign.apply(null, [table, …])`
      if (receiver && property && isNamed(property, changingMethods)) this.markAll(this.aliases.sourcesOf(receiver))
      if (values[0] && this.changesArgument(called)) this.markAll(this.aliases.elementsOf(values[0]))
      this.follow(called, values, receiver, spread)
    }
  }

  /** `Object.assign(target, …)` and its like, also by another name, and `inherits` of Node.js. */
  private changesArgument(callee: Node): boolean {
    const { object, property } = this.aliases.callees.memberOf(callee) ?? {}
    if (object && property) {
      if (isGlobal(object, 'Object') || isGlobal(object, 'Reflect')) return isNamed(property, changingFunctions)
      if (isNamed(property, inheriting) && this.ofUtil(object)) return true
    }
    return this.ofUtil(callee)?.imported === 'inherits'
  }

  private ofUtil(node: Node): Binding | undefined {
    const binding = node.type === 'Name' && node.binding !== undefined ? this.aliases.bindings[node.binding] : undefined
    return binding?.source !== undefined && builtinModule(binding.source) === 'util' ? binding : undefined
  }

  /** `run`: whether functions among them may run while the module loads, for all that can be seen; `isSure`: whether they do. */
  private visitArguments(given: readonly Node[], run: boolean, isSure: boolean): void {
    for (const argument of given) {
      if (run || isSure) this.runGiven(argument, isSure && this.isSure)
      this.visit(argument, false)
    }
  }

  private runGiven(argument: Node, isSure: boolean): void {
    if (argument.type === 'Function') this.markAll(this.changedBy(argument, this.follows, isSure))
    else if (this.follows)
      for (const { node, made } of this.aliases.callees.of(argument)) {
        const changed = this.changedBy(node, false, isSure)
        this.markAll(changed)
        this.markMade(made, changed)
      }
  }

  /**
   * A function of the module that is called by its name: it changes what it is given, and other things. Only its own statements
   * count: what `main()` sets going is the program, not the making of a constant.
   */
  private follow(called: Node, given: readonly Node[], receiver?: Node, spread?: number): void {
    if (!this.follows) return
    for (const callee of this.aliases.callees.of(called)) {
      const changed = this.run(callee, given, receiver, spread)
      this.runArguments(callee.node, given, changed)
      for (const { by, given } of callee.made) this.runArguments(by, given, changed)
    }
  }

  private run({ node, made }: Callee, given: readonly Node[], receiver?: Node, spread?: number): ReadonlySet<number> {
    const { aliases } = this
    const changed = this.changedBy(node, false)
    for (const index of changed) if (index !== aliases.receiver && index !== aliases.given) this.mark(index)
    this.markArguments(node, given, changed, spread)
    this.markMade(made, changed)
    if (receiver && changed.has(aliases.receiver)) {
      this.markAll(aliases.heldIn(receiver))
      this.markParents(aliases.callees.classOf(receiver))
    }
    return changed
  }

  /** What a class inherits can be changed by way of it. */
  private markParents(node: ClassNode | undefined): void {
    const { aliases } = this
    for (let each = node; each; each = aliases.callees.parentOf(each))
      if (each.superClass) this.markAll(aliases.sourcesOf(each.superClass))
  }

  private markMade(made: Callee['made'], changed: ReadonlySet<number>): void {
    for (const { by, given } of made) this.markArguments(by, given, changed)
  }

  /** `run(() => { table.rate = 2 })` of `function run(fn) { return fn() }` */
  private runArguments(called: Called, given: readonly Node[], changed: ReadonlySet<number>): void {
    this.aliases.callees.paramsOf(called).forEach((param, position) => {
      if (!isAmong(param, changed, this.aliases.calls)) return
      for (const value of given.slice(position, param.type === 'Rest' ? undefined : position + 1))
        this.runGiven(value, this.isSure)
    })
  }

  /** `spread`: from which argument on it is open which parameter gets what. */
  private markArguments(
    called: Called,
    given: readonly Node[],
    changed: ReadonlySet<number>,
    spread = given.findIndex(({ type }) => type === 'Spread'),
  ): void {
    const { aliases } = this
    const known = spread < 0 ? given.length : spread
    const mark = (values: readonly Node[]) => this.markAll(values.flatMap((value) => aliases.heldIn(value)))
    if (changed.has(aliases.given)) mark(given)
    aliases.callees.paramsOf(called).forEach((param, position) => {
      if (!isAmong(param, changed)) return
      const isOne = position < known && param.type !== 'Rest'
      mark(given.slice(Math.min(position, known), isOne ? position + 1 : undefined))
    })
  }

  /** `codes.forEach((code) => { code.price = 1 })`, `codes.reduce((all, code) => { all[code] = 1; return all }, table)` */
  private markElements(lists: readonly Node[], given: Node): void {
    for (const { node } of this.aliases.callees.of(given)) {
      const changed = this.changedBy(node, false)
      if (!this.aliases.callees.paramsOf(node).some((param) => isAmong(param, changed))) continue
      for (const list of lists) if (list !== given) this.markAll(this.aliases.elementsOf(list))
    }
  }

  private markCall({ binding }: Name): void {
    if (binding !== undefined && this.aliases.bindings[binding]?.kind === 'parameter')
      this.mark(binding + this.aliases.calls)
  }

  private changedBy(node: Called, follows: boolean, isSure = this.isSure): ReadonlySet<number> {
    const byFunction = this.byFunction[isSure ? 1 : 0]
    const known = byFunction.get(node)
    if (known) return known
    if (this.depth === DEEPEST) return new Set()
    // What it gives to itself (`nodes.forEach(visit)`) can be any of its parameters.
    byFunction.set(node, parametersIn(this.aliases.callees.paramsOf(node)))
    const finder = new Finder(this.aliases, this.byFunction, isSure, follows, this.depth + 1)
    finder.visitBody(node)
    byFunction.set(node, finder.changed)
    return finder.changed
  }

  private visitBody(node: Called): void {
    if (node.type === 'Class') {
      const own = constructorOf(node)
      this.parent = this.aliases.callees.parentOf(node)
      if (own) this.visitBody(own)
      else if (this.parent) this.markAll(this.changedBy(this.parent, false))
      return
    }
    for (const param of node.params) this.visit(param, false)
    for (const statement of node.body) this.visit(statement, false)
  }

  private markTargets(target: Any): void {
    if (target.type === 'Member') this.markAll(this.aliases.sourcesOf(target.object, true))
    else if (patterns.has(target.type)) this.markTargetsIn(target)
  }

  private markTargetsIn(pattern: Any): void {
    forEachChild(pattern, (child) => this.markTargets(child))
  }

  private mark(index: number): void {
    this.markAll([index])
  }

  /** With what they may be, or are a part of. */
  private markAll(indexes: Iterable<number>): void {
    const marked = [...indexes]
    // The list grows while it is walked: chains of names can be long.
    for (const index of marked) {
      if (this.changed.has(index)) continue
      this.changed.add(index)
      marked.push(...this.aliases.originsOf(index))
    }
  }
}

/** What the parameters of a function declare. */
function parametersIn(params: readonly Node[]): ReadonlySet<number> {
  const names = new Set<number>()
  for (const param of params) forEachTarget(param, ({ binding }) => binding !== undefined && names.add(binding))
  return names
}

/** Whether one of the names that a pattern declares is among them, or a call of it. */
function isAmong(target: Node, indexes: ReadonlySet<number>, from = 0): boolean {
  let found = false
  forEachTarget(target, ({ binding }) => {
    found ||= binding !== undefined && indexes.has(binding + from)
  })
  return found
}

/** What stands for the first argument of a tag, and for a hole. */
const strings: Node = { type: 'Undefined' }

function isNamed(property: Node, names: ReadonlySet<string>): boolean {
  return property.type === 'String' && names.has(property.value)
}

/** Of arrays, maps, sets and what is made in their image. */
const changingMethods: ReadonlySet<string> = new Set(
  'add clear copyWithin delete fill pop push reverse set shift sort splice unshift'.split(' '),
)

/** Of arrays, maps, sets and strings: they call what they are given at once. */
const callingMethods: ReadonlySet<string> = new Set(
  `every filter find findIndex findLast findLastIndex flatMap forEach from map reduce reduceRight replace replaceAll some sort
  toSorted`.split(/\s+/),
)

/** Of `node:util`. */
const inheriting: ReadonlySet<string> = new Set(['inherits'])

/** Of functions. */
const appliers: ReadonlySet<string> = new Set(['apply', 'call'])
const appliersOfLists: ReadonlySet<string> = new Set(['apply'])

/** Of `Object` and `Reflect`. */
const changingFunctions: ReadonlySet<string> = new Set(
  'assign defineProperties defineProperty deleteProperty freeze preventExtensions seal set setPrototypeOf'.split(' '),
)

function changeOf(node: Statement, bindings: readonly Binding[]): Change {
  const declares: number[] = []
  if (node.type === 'Variable' || node.type === 'ClassDeclaration' || node.type === 'Namespace')
    forEachTarget(node.target, ({ binding }) => binding !== undefined && declares.push(binding))
  // What is declared twice, as a `var` may be, has no definition.
  const isDefined = (index: number) => node.type !== 'Variable' || bindings[index]?.declarations.length === 1
  if (declares.length > 0 && declares.every(isDefined)) return { declares }
  return { node, name: nameOf(node), at: firstPosition(node) ?? { line: 0, column: 0 } }
}

/** For people: `Parser.prototype.parse`, `RATES.set`. */
function nameOf(node: Any): string {
  switch (node.type) {
    case 'Expression':
    case 'Chain':
      return nameOf(node.expression)
    case 'Await':
      return nameOf(node.argument)
    case 'Assign':
      return nameOf(node.target)
    case 'Call':
      return nameOf(node.callee)
    case 'Name':
      return node.name
    case 'Member': {
      const { object, property } = node
      // Of a chain of calls, the first one.
      return property.type === 'String' && object.type !== 'Call'
        ? `${nameOf(object)}.${property.value}`
        : nameOf(object)
    }
    default:
      return ''
  }
}

function firstPosition(node: Any): Position | undefined {
  let first = 'at' in node ? node.at : undefined
  // Nothing in it stands before it.
  if (first && node.type !== 'Class' && node.type !== 'Property') return first
  forEachChild(node, (child) => {
    const at = firstPosition(child)
    if (at && (!first || comparePositions(at, first) < 0)) first = at
  })
  return first
}
