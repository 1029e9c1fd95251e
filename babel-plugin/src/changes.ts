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
import { builtinModule } from './builtin-modules.js'
import { type Binding, comparePositions, forEachTarget, type Scopes } from './scope.js'
import {
  type Any,
  type Call,
  type ClassNode,
  type FunctionNode,
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
export type Changes = ReadonlyMap<number, readonly Change[]>

export function findChanges(module: Module, { bindings }: Scopes): Changes {
  const changes = new Map<number, Change[]>()
  const byFunction: ByFunction = new Map()
  const finder = new Finder(bindings, byFunction, false, true)
  for (const statement of module.body.flatMap((each) => (each.type === 'Export' ? each.declarations : [each]))) {
    finder.changed.clear()
    finder.visitStatement(statement)
    if (finder.changed.size === 0) continue
    const changed = [...finder.changed].filter((index) => canCount(bindings[index] as Binding))
    if (changed.length === 0) continue
    const change = changeOf(statement)
    for (const index of changed) {
      const known = changes.get(index)
      if (known) known.push(change)
      else changes.set(index, [change])
    }
  }
  return changes
}

/** What the module itself declares and does not assign again, and what it imports; a variable that is assigned counts by its value. */
function canCount({ kind, scope, source, assigned }: Binding): boolean {
  if (source !== undefined && builtinModule(source)) return false
  return kind === 'import' || (scope === 0 && !assigned)
}

/** What the functions of the module change, their parameters among it. */
type ByFunction = Map<FunctionNode, ReadonlySet<number>>

class Finder {
  readonly changed = new Set<number>()

  constructor(
    private readonly bindings: readonly Binding[],
    private readonly byFunction: ByFunction,
    /** Whether the code that is visited stands in a function that is called by others. */
    private readonly isInside: boolean,
    /** Whether functions that are called by their names are visited, too. */
    private readonly follows: boolean,
  ) {}

  visitStatement(node: Statement): void {
    switch (node.type) {
      case 'Variable':
        if (node.init) this.visit(node.init, false)
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
        for (const decorator of node.decorators ?? []) {
          if (decorator.type === 'Name') this.follow(functionOf(this.binding(decorator)), [])
          else this.visit(decorator, true)
        }
        for (const member of node.members) {
          if (member.type === 'StaticBlock') this.visit(member, false)
          else if (member.type === 'Property' && member.static && member.value) this.visit(member.value, false)
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
        this.visitCall(node, dropped)
        break
      case 'New':
        if (node.callee.type === 'Name') this.follow(functionOf(this.binding(node.callee)), node.arguments)
        this.visit(node.callee, false)
        this.visitArguments(node.arguments, dropped)
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
        if (node.left.type !== 'Variable') this.markTargets(node.left)
        this.visitChildren(node)
        // `for (const item of items) item.price = 1`
        if (node.left.type === 'Variable' && isAmong(node.left.target, this.changed))
          this.markAll(new Set(rootsOf(node.right)))
        break
      }
      default:
        this.visitChildren(node)
    }
  }

  private visitChildren(node: Any): void {
    forEachChild(node, (child) => this.visit(child, false))
  }

  private visitCall({ callee, arguments: given }: Call, dropped: boolean): void {
    let runs = dropped
    if (callee.type === 'Member') {
      const { object, property } = callee
      if ((dropped && !this.isInside) || isNamed(property, changingMethods)) this.mark(rootOf(object))
      if (given[0] && changesArgument(callee)) this.mark(rootOf(given[0]))
      runs ||= isNamed(property, callingMethods)
      // `(function () { … }).call(globalThis)`
      if (object.type === 'Function' && isNamed(property, appliers)) this.visitBody(object)
      this.visit(object, dropped)
      this.visit(property, false)
      if (given[0] && isNamed(property, callingMethods))
        this.markElements(given[1] ? [object, given[1]] : [object], given[0])
    } else if (callee.type === 'Function') {
      this.visitBody(callee)
      this.markArguments(callee, given, this.changed)
    } else if (callee.type === 'Name') this.follow(functionOf(this.binding(callee)), given)
    else this.visit(callee, false)
    this.visitArguments(given, runs)
  }

  /** `run`: whether functions among them run while the module loads, for all that can be seen. */
  private visitArguments(given: readonly Node[], run: boolean): void {
    for (const argument of given) {
      const called = run && argument.type === 'Name' ? functionOf(this.binding(argument)) : undefined
      if (called && this.follows) this.markAll(this.changedBy(called, false))
      else if (run && argument.type === 'Function') this.markAll(this.changedBy(argument, this.follows))
      else this.visit(argument, false)
    }
  }

  /**
   * A function of the module that is called by its name: it changes what it is given, and other things. Only its own statements
   * count: what `main()` sets going is the program, not the making of a constant.
   */
  private follow(called: FunctionNode | undefined, given: readonly Node[]): void {
    if (!called || !this.follows) return
    const changed = this.changedBy(called, false)
    this.markAll(changed)
    this.markArguments(called, given, changed)
  }

  private markArguments({ params }: FunctionNode, given: readonly Node[], changed: ReadonlySet<number>): void {
    params.forEach((param, position) => {
      const argument = given[position]
      if (argument && isAmong(param, changed)) this.mark(rootOf(argument))
    })
  }

  /** `codes.forEach((code) => { code.price = 1 })`, `codes.reduce((all, code) => { all[code] = 1; return all }, table)` */
  private markElements(lists: readonly Node[], given: Node): void {
    const called = given.type === 'Name' ? functionOf(this.binding(given)) : given
    if (called?.type !== 'Function') return
    const changed = this.changedBy(called, false)
    if (called.params.some((param) => isAmong(param, changed))) this.markAll(new Set(lists.flatMap(rootsOf)))
  }

  private binding({ binding }: Name): Binding | undefined {
    return binding === undefined ? undefined : this.bindings[binding]
  }

  private changedBy(node: FunctionNode, follows: boolean): ReadonlySet<number> {
    const known = this.byFunction.get(node)
    if (known) return known
    const finder = new Finder(this.bindings, this.byFunction, true, follows)
    finder.visitBody(node)
    this.byFunction.set(node, finder.changed)
    return finder.changed
  }

  private visitBody({ params, body }: FunctionNode): void {
    for (const param of params) this.visit(param, false)
    for (const statement of body) this.visit(statement, false)
  }

  private markTargets(target: Any): void {
    if (target.type === 'Member') this.mark(rootOf(target.object, true))
    else if (patterns.has(target.type)) this.markTargetsIn(target)
  }

  private markTargetsIn(pattern: Any): void {
    forEachChild(pattern, (child) => this.markTargets(child))
  }

  /** With what it is a part of: `const { prototype } = Parser`. */
  private mark(index: number | undefined): void {
    if (index === undefined || this.changed.has(index)) return
    this.changed.add(index)
    const [declaration] = (this.bindings[index] as Binding).declarations
    if (declaration?.type === 'Variable' && declaration.init) this.mark(rootOf(declaration.init))
  }

  private markAll(indexes: ReadonlySet<number>): void {
    for (const index of indexes) this.mark(index)
  }
}

/** Whether one of the names that a pattern declares is among them. */
function isAmong(target: Node, indexes: ReadonlySet<number>): boolean {
  let found = false
  forEachTarget(target, ({ binding }) => {
    found ||= binding !== undefined && indexes.has(binding)
  })
  return found
}

/** The function that a variable of the module always holds; the constructor of a class. */
function functionOf(binding: Binding | undefined): FunctionNode | undefined {
  if (!binding || binding.assigned || binding.scope !== 0) return undefined
  const [declaration] = binding.declarations
  if (declaration?.type === 'ClassDeclaration') return constructorOf(declaration.class)
  if (declaration?.type === 'FunctionDeclaration') return declaration.function
  return declaration?.type === 'Variable' && declaration.init?.type === 'Function' ? declaration.init : undefined
}

function constructorOf({ members }: ClassNode): FunctionNode | undefined {
  const found = members.find((member) => member.type === 'Property' && member.kind === 'constructor')
  return found?.type === 'Property' && found.value?.type === 'Function' ? found.value : undefined
}

const patterns: ReadonlySet<string> = new Set(['ObjectPattern', 'ArrayPattern', 'Property', 'Default', 'Rest'])

/** The variable that a value is read from; `called`: also where calls give it (`rates.get('de').tax = 1`). */
function rootOf(node: Node, called = false): number | undefined {
  switch (node.type) {
    case 'Name':
      return node.binding
    case 'Member':
      return rootOf(node.object, called)
    case 'Chain':
      return rootOf(node.expression, called)
    case 'Await':
      return called ? rootOf(node.argument, called) : undefined
    case 'Call':
      return called ? rootOf(node.callee, called) : undefined
    default:
      return undefined
  }
}

/** The variables whose elements a loop meets: `items`, `Object.values(items)`, `items.entries()`, `[first, second]`. */
function rootsOf(node: Node): number[] {
  switch (node.type) {
    case 'Array':
      return node.elements.flatMap((element) => (element ? rootsOf(element) : []))
    case 'Spread':
      return rootsOf(node.argument)
    case 'Call':
      return [...(node.callee.type === 'Member' ? rootsOf(node.callee.object) : []), ...node.arguments.flatMap(rootsOf)]
    default: {
      const root = rootOf(node)
      return root === undefined ? [] : [root]
    }
  }
}

/** `Object.assign(target, …)` and its like. */
function changesArgument(callee: Extract<Node, { type: 'Member' }>): boolean {
  const { object, property } = callee
  if (object.type !== 'Name' || object.binding !== undefined) return false
  return (object.name === 'Object' || object.name === 'Reflect') && isNamed(property, changingFunctions)
}

function isNamed(property: Node, names: ReadonlySet<string>): boolean {
  return property.type === 'String' && names.has(property.value)
}

/** Of arrays, maps, sets and what is made in their image. */
const changingMethods: ReadonlySet<string> = new Set(
  'add clear copyWithin delete fill pop push reverse set shift sort splice unshift'.split(' '),
)

/** Of arrays, maps and sets: they call what they are given at once. */
const callingMethods: ReadonlySet<string> = new Set(
  'every filter find findIndex flatMap forEach map reduce reduceRight some'.split(' '),
)

/** Of functions. */
const appliers: ReadonlySet<string> = new Set(['apply', 'call'])

/** Of `Object` and `Reflect`. */
const changingFunctions: ReadonlySet<string> = new Set(
  'assign defineProperties defineProperty deleteProperty freeze preventExtensions seal set setPrototypeOf'.split(' '),
)

function changeOf(node: Statement): Change {
  if (node.type !== 'Variable' && node.type !== 'ClassDeclaration' && node.type !== 'Namespace')
    return { node, name: nameOf(node), at: firstPosition(node) ?? { line: 0, column: 0 } }
  const declares: number[] = []
  forEachTarget(node.target, ({ binding }) => binding !== undefined && declares.push(binding))
  return { declares }
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
