/**
 * S13: what code changes that runs while a module loads, by the syntax alone, as far as this file.
 * Twin: swc-plugin/src/effects.rs
 */
import type { Aliases } from './aliases.js'
import { ByFunction, type When } from './by-function.js'
import { type Called, type Callee, constructorOf, DEEPEST } from './callees.js'
import {
  appliers,
  appliersOfLists,
  callingMethods,
  changesArgument,
  changingMethods,
  droppers,
  isNamed,
} from './changing-calls.js'
import { isAmong, type Marked, Marks } from './marks.js'
import { isGlobal } from './references.js'
import { forEachTarget, patterns } from './targets.js'
import {
  type Any,
  type ClassNode,
  type FunctionNode,
  forEachChild,
  type Name,
  type Node,
  type Statement,
} from './tree.js'

export class Effects {
  private readonly byFunction = new ByFunction()

  constructor(private readonly aliases: Aliases) {}

  /** What a statement of the module changes: bindings, and what has a number above these. */
  of(statement: Statement): ReadonlySet<number> {
    const visitor = new Visitor(this.aliases, this.byFunction, 'now')
    visitor.visitStatement(statement)
    return visitor.marks.changed
  }
}

/** So deep may functions be nested that call each other, each in itself: the stack has no more room. */
const MOST_LEVELS = 800

interface CallOf {
  given: readonly Node[]
  receiver?: Node | undefined
  /** From which argument on it is open which parameter gets what. */
  spread?: number | undefined
  /** Whether nobody uses what it gives. */
  dropped?: boolean
}

class Visitor {
  readonly marks: Marks
  /** The class in a static part of which the code stands. */
  private static: ClassNode | undefined
  /** What the class extends in whose constructor the code stands. */
  private parent: ClassNode | undefined

  constructor(
    private readonly aliases: Aliases,
    private readonly byFunction: ByFunction,
    private when: When,
    /** How many functions and constructors led here. */
    private readonly depth = 0,
    /** How many nodes, in all of them. */
    private level = 0,
  ) {
    this.marks = new Marks(aliases)
  }

  private get isSure(): boolean {
    return this.when !== 'later'
  }

  private whenCalled(dropped: boolean): When {
    if (!this.isSure) return 'later'
    return dropped ? 'dropped' : 'now'
  }

  visitStatement(node: Statement): void {
    switch (node.type) {
      case 'Variable':
        this.visit(node, false)
        break
      case 'ClassDeclaration':
        this.marks.variables(node.target)
        this.visit(node.class, false)
        break
      case 'FunctionDeclaration':
        this.marks.variables(node.target)
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
    this.level++
    this.visitNode(node, dropped)
    this.level--
  }

  private visitNode(node: Any, dropped: boolean): void {
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
      case 'Variable':
        if (node.init) this.marks.variables(node.target)
        this.visitChildren(node)
        break
      case 'Assign':
        this.marks.variables(node.target)
        this.markTargets(node.target)
        this.visit(node.target, false)
        this.visit(node.value, false)
        break
      case 'Update':
        this.marks.variables(node.argument)
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
        this.follow(node.callee, { given: node.arguments })
        this.visit(node.callee, false)
        this.visitArguments(node.arguments, dropped, isGlobal(node.callee, 'Promise'))
        break
      case 'Await':
        this.visit(node.argument, dropped)
        break
      case 'Return':
        if (node.argument) this.visit(node.argument, this.when === 'dropped')
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
        this.marks.variables(target)
        this.markTargets(target)
        this.visitChildren(node)
        // `for (const item of items) item.price = 1`
        const { changed, traced } = this.marks
        if (isAmong(target, changed)) this.marks.elements(node.right, isAmong(target, traced))
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
    if (this.marks.changed.has(this.aliases.receiver)) this.marks.parents(node)
  }

  private visitDecorator(decorator: Node): void {
    this.follow(decorator, { given: [] })
    this.visit(decorator, true)
  }

  private visitCall(callee: Node, given: readonly Node[], dropped: boolean): void {
    const { aliases } = this
    const { callees } = aliases
    let isSure = false
    if (given[0] && changesArgument(callee, aliases)) this.marks.members(given[0])
    if (callee.type === 'Member') {
      const { object, property } = callee
      if (isNamed(property, changingMethods)) this.marks.members(object)
      else if (dropped && this.isSure) this.marks.sources(object)
      isSure = isNamed(property, callingMethods)
      const inherited = object.type === 'This' && this.static ? callees.propertyOf(this.static, property) : undefined
      this.follow(inherited ?? callee, { given, receiver: object, dropped })
      if (isNamed(property, appliers)) {
        if (isGlobal(object, 'Reflect')) this.visitApplied(given[0], property, given.slice(1), dropped)
        else this.visitApplied(object, property, given, dropped)
      }
      this.visit(object, dropped)
      this.visit(property, false)
      if (isSure) for (const each of given) this.markElements([object, ...given], each)
    } else if (callee.type === 'Function') {
      this.visitInPlace(callee, dropped)
      this.marks.arguments(callee, given, this.marks)
      this.runArguments(callee, given, this.marks)
    } else if (callee.type === 'Super') {
      if (this.parent) this.run({ node: this.parent, made: [] }, { given })
    } else {
      if (callee.type === 'Name') this.markCall(callee, dropped)
      this.follow(callee, { given, dropped })
      this.visit(callee, false)
    }
    this.visitArguments(given, dropped, isSure, callee.type === 'Member' && isNamed(callee.property, droppers))
  }

  /** `fill.call(table, 2)`, `fill.apply(null, [table])`, `(function () { … }).call(globalThis)` */
  private visitApplied(called: Node | undefined, how: Node, all: readonly Node[], dropped: boolean): void {
    const [receiver, ...given] = all
    const [list] = given
    const isList = isNamed(how, appliersOfLists)
    const values = isList && list?.type === 'Array' ? list.elements.map((element) => element ?? strings) : given
    const spread = isList && list?.type !== 'Array' ? 0 : undefined
    if (called?.type === 'Function') {
      this.visitInPlace(called, dropped)
      this.marks.arguments(called, values, this.marks, spread)
      if (receiver) this.marks.receiver(receiver, this.marks)
    } else if (called) {
      const { callees } = this.aliases
      const property = callees.memberOf(called)?.property
      // `Array.prototype.push.apply(list, …)`, `Object.assign.apply(null, [table, …])`
      if (receiver && property && isNamed(property, changingMethods)) this.marks.members(receiver)
      if (values[0] && changesArgument(called, this.aliases)) this.marks.elements(values[0], true)
      this.follow(called, { given: values, receiver, spread, dropped })
    }
  }

  /** `run`: whether functions among them may run while the module loads, for all that can be seen; `isSure`: whether they do. */
  private visitArguments(given: readonly Node[], run: boolean, isSure: boolean, drops = false): void {
    const when = isSure ? this.whenCalled(drops) : 'later'
    for (const argument of given) {
      if (run || isSure) this.runGiven(argument, when)
      this.visit(argument, false)
    }
  }

  private runGiven(argument: Node, when: When): void {
    if (argument.type === 'Name') this.markParameter(argument)
    for (const { node, made } of this.aliases.callees.of(argument)) {
      const marked = this.markedBy(node, when)
      this.marks.all([...marked.changed].filter((index) => this.aliases.isAround(index, node)))
      this.marks.made(made, marked)
    }
  }

  /** A function of the module that is called: it changes what it is given, and other things. */
  private follow(called: Node, call: CallOf): void {
    for (const callee of this.aliases.callees.of(called)) {
      const marked = this.run(callee, call)
      this.runArguments(callee.node, call.given, marked)
      for (const { by, given } of callee.made) this.runArguments(by, given, marked)
    }
  }

  private run({ node, made }: Callee, { given, receiver, spread, dropped = false }: CallOf): Marked {
    const { aliases } = this
    const marked = this.markedBy(node, this.whenCalled(dropped))
    const isOwn = (index: number) => index === aliases.receiver || index === aliases.given
    this.marks.all([...marked.changed].filter((index) => !isOwn(index) && aliases.isAround(index, node)))
    this.marks.arguments(node, given, marked, spread)
    this.marks.made(made, marked)
    if (receiver) this.marks.receiver(receiver, marked)
    return marked
  }

  /** `run((t) => { t.rate = 2 }, table)` of `function run(fn, t) { return fn(t) }` */
  private runArguments(called: Called, given: readonly Node[], { changed }: Marked): void {
    this.aliases.callees.paramsOf(called).forEach((param, position) => {
      if (!isAmong(param, changed, this.aliases.calls)) return
      for (const value of given.slice(position, param.type === 'Rest' ? undefined : position + 1)) {
        this.runGiven(value, this.whenCalled(false))
        this.markElements(given, value)
      }
    })
  }

  /** `codes.forEach((code) => { code.price = 1 })`, `codes.reduce((all, code) => { all[code] = 1; return all }, table)` */
  private markElements(lists: readonly Node[], given: Node): void {
    for (const { node } of this.aliases.callees.of(given)) {
      const { changed, traced } = this.markedBy(node)
      const params = this.aliases.callees.paramsOf(node)
      if (!params.some((param) => isAmong(param, changed))) continue
      const called = params.some((param) => isAmong(param, traced))
      for (const list of lists) if (list !== given) this.marks.elements(list, called)
    }
  }

  private markCall(node: Name, dropped: boolean): void {
    const { aliases } = this
    const { binding } = node
    if (this.markParameter(node) || binding === undefined || !dropped || !this.isSure) return
    // Of a function that is not known, it may change what this holds.
    if (aliases.hasOrigin(binding) && aliases.callees.of(node).length === 0) this.marks.all([binding])
  }

  /** A call of a parameter is one of what it is given. */
  private markParameter({ binding = -1 }: Name): boolean {
    const { bindings, calls } = this.aliases
    const isParameter = bindings[binding]?.kind === 'parameter'
    if (isParameter) this.marks.all([binding + calls])
    return isParameter
  }

  private markedBy(node: Called, when = this.whenCalled(false)): Marked {
    const { aliases, byFunction } = this
    const known = byFunction.of(node, when)
    if (known) return known
    if (this.depth === DEEPEST || this.level > MOST_LEVELS) return { changed: new Set(), traced: new Set() }
    const around = byFunction.begin(node, when, this.parametersOf(node))
    const visitor = new Visitor(aliases, byFunction, when, this.depth + 1, this.level)
    visitor.visitBody(node)
    return byFunction.end(node, when, visitor.marks, around)
  }

  /** With calls of them. */
  private parametersOf(node: Called): ReadonlySet<number> {
    const { callees, calls } = this.aliases
    const parameters = new Set<number>()
    for (const param of callees.paramsOf(node))
      forEachTarget(param, ({ binding }) => binding !== undefined && parameters.add(binding).add(binding + calls))
    return parameters
  }

  /** `(() => { table.rate = 2 })()` */
  private visitInPlace(node: FunctionNode, dropped: boolean): void {
    const around = this.when
    this.when = this.whenCalled(dropped)
    this.visitBody(node)
    this.when = around
  }

  private visitBody(node: Called): void {
    if (node.type === 'Class') {
      const own = constructorOf(node)
      this.parent = this.aliases.callees.parentOf(node)
      for (const member of node.members)
        if (member.type === 'Property' && !member.static && member.value) this.visit(member.value, false)
      if (own) this.visitBody(own)
      else if (this.parent) this.marks.all(this.markedBy(this.parent).changed)
      return
    }
    for (const param of node.params) this.visit(param, false)
    for (const statement of node.body) this.visit(statement, false)
  }

  private markTargets(target: Any): void {
    if (target.type === 'Member') this.marks.members(target.object)
    else if (patterns.has(target.type)) this.markTargetsIn(target)
  }

  private markTargetsIn(pattern: Any): void {
    forEachChild(pattern, (child) => this.markTargets(child))
  }
}

/** What stands for the first argument of a tag, and for a hole. */
const strings: Node = { type: 'Undefined' }
