/**
 * Refactorings of control flow that no call can tell apart (C3 … C14, D2 … D4), on one list of statements. A list is built from its
 * end to its start, so that what follows a statement is simple already.
 * Twin: swc-plugin/src/rules/statements.rs
 */
import type { Binding } from '../scope.js'
import { forEachTarget } from '../targets.js'
import type { Any, Assign, If, Name, Node, Refused, Return, Statement, Variable } from '../tree.js'
import { forEachChild } from '../tree.js'
import { splitPattern } from './declarations.js'
import { areEqual, isEqual, mentions } from './equality.js'
import { levelsOf, MAX_LEVELS } from './levels.js'
import { isLiteral } from './literals.js'
import { type Context, changeUses, isNeverAssigned, simplifyNode, usesOf, withTail } from './simplify.js'
import { replaceFirst } from './temporaries.js'
import { isNegative, logical, negate, testOf } from './tests.js'
import {
  arithmetic,
  conditional,
  isAssignable,
  isNullish,
  isVariable,
  logicalAssignment,
  takesName,
  withoutValue,
} from './values.js'

/** What a jump without value or label is called in the tree. */
export type Jump = 'Return' | 'Continue' | 'Break'

export function simplifyList(statements: Statement[], context: Context): Statement[] {
  // N7: who sees names sees where they are declared.
  if (context.dynamic) return statements.map((statement) => simplifyNode(statement, context) as Statement)
  if (statements.length === 0) return statements
  const list = new List(context)
  for (let index = statements.length - 1; index >= 0; index--) {
    list.prepend(simplifyNode(statements[index] as Statement, list.contextOfNext()) as Statement)
  }
  return list.statements()
}

class List {
  /** D2: what has no place in the order of execution: functions, and variables without a value. Last one first. */
  private front: Statement[] = []
  /** The last statement first. */
  private body: Statement[] = []
  /** The jump that follows the list, whether it is written or happens anyway. */
  private tail: Jump | undefined
  /** Whether it is written. */
  private writesTail = false
  /** Whether the end of the list is never reached. */
  private leaves = false
  /** Whether a statement is among them that cannot be moved into a block. */
  private isBound = false
  /** The context of a statement that others follow, as soon as there is one. */
  private inner: Context | undefined

  constructor(private readonly context: Context) {
    this.tail = context.tail
  }

  statements(): Statement[] {
    if (this.writesTail && !this.leaves) this.body.unshift(this.jump())
    const body = this.body.reverse()
    return this.front.length === 0 ? body : [...this.front.reverse(), ...body]
  }

  /** How a statement that would stand before the others is to be simplified. */
  contextOfNext(): Context {
    if (this.isEmpty()) return withTail(this.context, this.tail)
    this.inner ??= withTail(this.context, undefined)
    return this.inner
  }

  prepend(statement: Statement): void {
    switch (statement.type) {
      case 'FunctionDeclaration':
        this.front.push(statement)
        break
      case 'Expression':
        this.prependExpression(statement.expression)
        break
      case 'Variable':
        this.prependVariable(statement)
        break
      case 'If':
        this.prependIf(statement.test, statement.then, statement.else)
        break
      case 'Return':
      case 'Throw':
        this.prependExit(statement)
        break
      case 'Block':
        // E4: names are resolved already, so that a block is only its statements.
        if (disposes(statement.body)) this.push(statement)
        else this.prependAll(statement.body)
        break
      default:
        this.push(statement)
    }
  }

  private prependAll(statements: Statement[]): void {
    for (let index = statements.length - 1; index >= 0; index--) this.prepend(statements[index] as Statement)
  }

  /** C14: expressions whose value is not used. */
  private prependExpression(expression: Node): void {
    const { type } = expression
    if (type === 'Sequence') {
      for (const part of [...expression.expressions].reverse()) this.prependExpression(part)
    } else if (type === 'Unary' && (expression.operator === 'void' || expression.operator === '!')) {
      this.prependExpression(expression.argument)
    } else if (type === 'Conditional') {
      this.prependIf(expression.test, this.branch(expression.then), this.branch(expression.else))
    } else if (type === 'Binary' && expression.operator === '&&') {
      this.prependIf(testOf(expression.left), this.branch(expression.right), [])
    } else if (type === 'Binary' && expression.operator === '||') {
      this.prependIf(negate(testOf(expression.left)), this.branch(expression.right), [])
    } else if (!isLiteral(expression) && !this.isParameter(expression)) {
      this.push({ type: 'Expression', expression: withoutValue(expression) })
    }
  }

  /** Reading a parameter does nothing; but for an inner function, which could run before it has a value. */
  private isParameter(node: Node): boolean {
    if (node.type !== 'Name' || node.binding === undefined) return false
    const { kind, captured } = this.context.bindings[node.binding] as Binding
    return kind === 'parameter' && !captured
  }

  private branch(expression: Node): Statement[] {
    const list = new List(this.contextOfNext())
    list.prependExpression(expression)
    return list.statements()
  }

  private prependExit(statement: Extract<Statement, { type: 'Return' | 'Throw' }>): void {
    const { argument, type } = statement
    if (argument?.type === 'Sequence') {
      // C14
      const last = argument.expressions.at(-1) as Node
      this.prependExit({ type, argument: last })
      for (const part of argument.expressions.slice(0, -1).reverse()) this.prependExpression(part)
    } else if (type === 'Return' && !this.context.awaitsReturn && argument && isVoid(argument)) {
      this.push({ type: 'Return', argument: null }) // C7
      if (argument.type === 'Unary') this.prependExpression(argument.argument)
    } else if (type === 'Return' && argument?.type === 'Conditional' && this.holdsStatements(argument)) {
      // C4, the other way round: a branch becomes several statements.
      this.prependExit({ type, argument: argument.else })
      const then = new List(this.contextOfNext())
      then.prependExit({ type, argument: argument.then })
      this.prependIf(argument.test, then.statements(), [])
    } else this.push(statement)
  }

  /** Whether a returned value is more than one statement (C7, C14). */
  private holdsStatements(node: Node): boolean {
    if (node.type === 'Conditional') return this.holdsStatements(node.then) || this.holdsStatements(node.else)
    return node.type === 'Sequence' || (node.type === 'Unary' && isVoid(node) && !this.context.awaitsReturn)
  }

  private prependVariable(node: Variable): void {
    const { target, init, kind } = node
    const split = splitPattern(node, this.context)
    if (split) this.prependAll(split)
    else if (init?.type === 'Sequence' && !takesName(init.expressions.at(-1) as Node)) {
      // C14
      const last = init.expressions.at(-1) as Node
      this.prependVariable({ ...node, init: last })
      for (const part of init.expressions.slice(0, -1).reverse()) this.prependExpression(part)
    } else if (kind === 'var' && !init) this.front.push(node)
    else if (target.type !== 'Name' || target.binding === undefined || !this.mergeAssignment(node, target)) {
      if (!this.inlineTemporary(node)) this.push(node)
    }
  }

  /** D4: `let x; x = f()` is `let x = f()`; C5: `let x = 1; if (a) x = 2` is `let x = a ? 2 : 1`. */
  private mergeAssignment(node: Variable, target: Name): boolean {
    const binding = target.binding as number
    const { captured, declarations } = this.context.bindings[binding] as Binding
    if (node.kind !== 'let' || captured || declarations.length !== 1) return false
    const init = this.mergedValue(node, binding)
    if (!init) return false
    this.body.pop()
    changeUses(binding, { uses: -1, writes: -1 }, this.context)
    this.prependVariable({ ...node, init, kind: isNeverAssigned(binding, this.context) ? 'const' : 'let' })
    return true
  }

  private mergedValue({ init }: Variable, binding: number): Node | undefined {
    const next = this.body.at(-1)
    if (next?.type === 'Expression' && !init) {
      const value = assignedTo(binding, next)
      return value && !mentions(value, binding) ? value : undefined
    }
    if (next?.type !== 'If' || next.then.length !== 1 || next.else.length > 0 || (init && !isLiteral(init)))
      return undefined
    const value = assignedTo(binding, next.then[0] as Statement)
    if (!value || takesName(value) || mentions(value, binding) || mentions(next.test, binding)) return undefined
    return conditional(next.test, value, init ?? { type: 'Undefined' }, this.context)
  }

  /** C12: a temporary that is used once, as the first thing that the next statement evaluates. */
  private inlineTemporary({ target, init, kind }: Variable): boolean {
    const next = this.body.at(-1)
    if (!next || !init || target.type !== 'Name' || target.binding === undefined) return false
    if ((kind !== 'const' && kind !== 'let' && kind !== 'var') || takesName(init)) return false
    const { declarations } = this.context.bindings[target.binding] as Binding
    if (usesOf(target.binding, this.context) !== 1 || declarations.length !== 1) return false
    const replaced = replaceFirst(next, target.binding, init, this.context)
    if (!replaced) return false
    this.body.pop()
    this.prepend(replaced as Statement)
    return true
  }

  private prependIf(test: Node, then: Statement[], otherwise: Statement[]): void {
    if (test.type === 'Sequence') {
      // C14
      this.prependIf(testOf(test.expressions.at(-1) as Node), then, otherwise)
      for (const part of test.expressions.slice(0, -1).reverse()) this.prependExpression(part)
    } else if (then.length === 0 && otherwise.length === 0) this.prependExpression(test)
    else if (then.length === 0) this.prependIf(negate(test), otherwise, then)
    else if (!this.mergeBranches(test, then, otherwise)) this.prependBranches(test, then, otherwise)
  }

  /** C5, C10, C13: an `if` that is another statement, or has another `if` in it with which it is one. */
  private mergeBranches(test: Node, then: Statement[], otherwise: Statement[]): boolean {
    const assignment =
      this.conditionalAssignment(test, then, otherwise) ?? this.defaultAssignment(test, then, otherwise)
    if (assignment) {
      this.push({ type: 'Expression', expression: assignment })
      return true
    }
    const second = onlyIf(otherwise)
    if (second && areEqual(then, second.then)) {
      this.prependIf(logical('||', test, second.test), then, second.else)
    } else if (second && areEqual(then, second.else)) {
      this.prependIf(logical('||', test, negate(second.test)), then, second.then)
    } else {
      const inner = onlyIf(then)
      if (inner && areEqual(otherwise, inner.else)) {
        this.prependIf(logical('&&', test, inner.test), inner.then, otherwise)
      } else if (inner && areEqual(otherwise, inner.then)) {
        this.prependIf(logical('&&', test, negate(inner.test)), inner.else, otherwise)
      } else return false
    }
    return true
  }

  /** C5: `if (a) x = b; else x = c` is `x = a ? b : c` for a variable `x`. */
  private conditionalAssignment(test: Node, then: Statement[], otherwise: Statement[]): Node | undefined {
    const [first, second] = [wholeAssignment(then, this.context), wholeAssignment(otherwise, this.context)]
    if (!first || !second || !isVariable(first.target, this.context) || !isEqual(first.target, second.target))
      return undefined
    if (takesName(first.value) || takesName(second.value)) return undefined
    changeUses(first.target.binding as number, { uses: first.reads + second.reads - 1, writes: -1 }, this.context)
    const value = conditional(test, first.value, second.value, this.context)
    return { type: 'Assign', operator: '=', target: first.target, value }
  }

  /** C10: `if (!x) x = y` is `x ||= y`. */
  private defaultAssignment(test: Node, then: Statement[], otherwise: Statement[]): Node | undefined {
    const assignment = onlyAssignment(then)
    if (!assignment || otherwise.length > 0) return undefined
    if (isNullish(test, assignment.target)) return logicalAssignment('??', assignment.target, assignment, this.context)
    return isNegative(test)
      ? logicalAssignment('||', negate(test), assignment, this.context)
      : logicalAssignment('&&', test, assignment, this.context)
  }

  /** C3: what stands in `else` after a branch that leaves is what follows. */
  private prependBranches(test: Node, then: Statement[], otherwise: Statement[]): void {
    if (disposes(then) || disposes(otherwise)) {
      this.push({ type: 'If', test, then, else: otherwise })
    } else if (leaves(then)) {
      this.prependAll(otherwise)
      this.prependGuard(test, then)
    } else if (leaves(otherwise)) {
      this.prependAll(then)
      this.prependGuard(negate(test), otherwise)
    } else if (this.tail && this.isEmpty()) {
      // C11: the tail ends both branches, so that one can leave by it.
      this.prependAll(otherwise)
      this.prependGuard(test, [...then, this.jump()])
    } else if (otherwise.length > 0 && isNegative(test)) {
      this.push({ type: 'If', test: negate(test), then: otherwise, else: then }) // C6
    } else this.push({ type: 'If', test, then, else: otherwise })
  }

  /** `if (test) { … leaves }`, and then the rest of the list. */
  private prependGuard(test: Node, then: Statement[]): void {
    const next = this.body.at(-1)
    if (next?.type === 'If' && next.else.length === 0 && areEqual(then, next.then) && areFlat(test, next.test)) {
      // C13: two ways to the same end.
      this.body.pop()
      this.prependGuard(logical('||', test, next.test), then)
      return
    }
    const returned = this.conditionalReturn(test, then)
    if (returned) {
      if (!this.isEmpty()) this.body.pop()
      this.push(returned)
    } else if (this.mustSwap(test, then)) this.swap(test, then)
    else if (this.isEmpty() && this.isTail(then)) this.prependExpression(test)
    else this.push({ type: 'If', test, then, else: [] })
  }

  /** C4: `if (a) return b; return c` is `return a ? b : c`. */
  private conditionalReturn(test: Node, then: Statement[]): Return | undefined {
    const [first] = then
    const next = this.isEmpty() && this.tail === 'Return' ? returnNothing : this.body.at(-1)
    if (then.length !== 1 || first?.type !== 'Return' || next?.type !== 'Return') return undefined
    // Nothing is returned either way: the test stays for its effects.
    if (!first.argument && !next.argument) return undefined
    if (this.context.awaitsReturn && !(first.argument && next.argument)) return undefined
    const [value, other] = [first.argument ?? nothing, next.argument ?? nothing]
    if (!areFlat(test, value) || !areFlat(test, other)) return undefined
    return { type: 'Return', argument: conditional(test, value, other, this.context) }
  }

  /**
   * C11: of two ways that both leave, the shorter one stands in the `if`; of two that are as long, the one whose test is not
   * negated.
   */
  private mustSwap(test: Node, then: Statement[]): boolean {
    if (!(this.tail || this.leaves) || this.isBound) return false
    const [inside, outside] = [lengthOf(then), this.body.length]
    return outside < inside || (outside === inside && outside > 0 && isNegative(test))
  }

  private swap(test: Node, then: Statement[]): void {
    const guard = this.body.reverse()
    if (!this.leaves) guard.push(this.jump())
    this.body = []
    this.leaves = false
    this.prependAll(then)
    this.prependGuard(negate(test), guard)
  }

  /** Whether a branch does nothing but what happens anyway. */
  private isTail(statements: Statement[]): boolean {
    const [first] = statements
    return this.tail !== undefined && statements.length <= 1 && (!first || jumpOf(first) === this.tail)
  }

  private push(statement: Statement): void {
    this.isBound ||= isBound(statement)
    if (!leavesBy(statement)) {
      this.body.push(statement)
      return
    }
    if (this.body.length > 0) this.dropUnreached()
    const jump = jumpOf(statement)
    this.leaves = jump === undefined
    this.tail = jump ?? this.context.tail
    this.writesTail = jump !== undefined && jump !== this.context.tail
    if (jump === undefined) this.body.push(statement)
  }

  /** C8: of what is never reached, only what is hoisted is left. */
  private dropUnreached(): void {
    const hoisted = this.body.flatMap(hoistedOf)
    this.front.push(...hoisted.filter(({ type }) => type === 'Variable'))
    this.body = hoisted.filter(({ type }) => type !== 'Variable')
  }

  private jump(): Statement {
    const type = this.tail as Jump
    return type === 'Return' ? returnNothing : { type }
  }

  private isEmpty(): boolean {
    return this.body.length === 0
  }
}

/** Whether what two become together is not nested too deep. */
function areFlat(first: Node, second: Node): boolean {
  return levelsOf(first) + levelsOf(second) < MAX_LEVELS
}

const nothing: Node = { type: 'Undefined' }
const returnNothing: Return = { type: 'Return', argument: null }

/** `undefined` and `void f()`. */
function isVoid(node: Node): boolean {
  return node.type === 'Undefined' || (node.type === 'Unary' && node.operator === 'void')
}

/** The only statement of a list, if it is an `if`. */
function onlyIf(statements: Statement[]): If | undefined {
  const first = onlyOf(statements)
  return first?.type === 'If' ? first : undefined
}

/** The only statement of a list, if it is `x = y`. */
function onlyAssignment(statements: Statement[]): Assign | undefined {
  const first = onlyOf(statements)
  return first && assignmentOf(first)
}

function assignmentOf(statement: Statement): Assign | undefined {
  if (statement.type !== 'Expression' || statement.expression.type !== 'Assign') return undefined
  return statement.expression.operator === '=' ? statement.expression : undefined
}

function onlyOf(statements: Statement[]): Statement | undefined {
  return statements.length === 1 ? statements[0] : undefined
}

/** The only statement of a list as `x = y`: also of `x += y` and `x ||= y` (C10), which read `x` once more then. */
function wholeAssignment(
  statements: Statement[],
  context: Context,
): { target: Node; value: Node; reads: 0 | 1 } | undefined {
  const first = onlyOf(statements)
  if (first?.type !== 'Expression' || first.expression.type !== 'Assign') return undefined
  const { operator, target, value: right } = first.expression
  if (operator === '=') return { target, value: right, reads: 0 }
  const binary = operator.slice(0, -1)
  if (arithmetic.has(binary))
    return { target, value: { type: 'Binary', operator: binary, left: target, right }, reads: 1 }
  if (!isVariable(target, context) || !isAssignable(target, context) || takesName(right)) return undefined
  return { target, value: logical(binary, target, right), reads: 1 }
}

/** The value that a statement assigns to a variable, if it does nothing else. */
function assignedTo(binding: number, statement: Statement): Node | undefined {
  const assignment = assignmentOf(statement)
  return assignment?.target.type === 'Name' && assignment.target.binding === binding ? assignment.value : undefined
}

/** How many statements do something, a jump at the end aside. */
function lengthOf(statements: Statement[]): number {
  const last = statements.at(-1)
  const others = statements.filter(({ type }) => type !== 'FunctionDeclaration').length
  return last && jumpOf(last) ? others - 1 : others
}

/** A jump that says neither what nor where to. */
function jumpOf(statement: Statement): Jump | undefined {
  switch (statement.type) {
    case 'Return':
      return statement.argument ? undefined : 'Return'
    case 'Break':
    case 'Continue':
      return statement.label === undefined ? statement.type : undefined
    default:
      return undefined
  }
}

function leaves(statements: Statement[]): boolean {
  return statements.some(leavesBy)
}

/** Whether what follows a statement is never reached. */
function leavesBy(statement: Statement): boolean {
  switch (statement.type) {
    case 'Return':
    case 'Throw':
    case 'Break':
    case 'Continue':
      return true
    case 'Block':
      return leaves(statement.body)
    case 'If':
      return leaves(statement.then) && leaves(statement.else)
    default:
      return false
  }
}

/** What is declared by `using` is disposed of at the end of its block, so the block cannot go. */
function disposes(statements: Statement[]): boolean {
  return statements.some((node) => node.type === 'Variable' && isDisposed(node))
}

function isDisposed({ kind }: Variable): boolean {
  return kind === 'using' || kind === 'await using'
}

/** What cannot be moved into a block. */
function isBound(statement: Statement): boolean {
  return statement.type === 'Variable' ? isDisposed(statement) : hoistedKinds.has(statement.type)
}

/** What is left of a statement that is never reached: what is hoisted out of it, the last of it in the source first. */
function hoistedOf(statement: Statement): Statement[] {
  if (hoistedKinds.has(statement.type)) return [statement]
  const left: (Variable | Refused)[] = []
  const visit = (node: Any): void => {
    if (node.type === 'Function' || node.type === 'Class') return
    if (node.type === 'Refused') left.push(node)
    if (node.type === 'Variable' && node.kind === 'var') {
      forEachTarget(node.target, (target) => {
        left.push({ type: 'Variable', kind: 'var', target, init: null, at: node.at })
      })
    }
    forEachChild(node, visit)
  }
  visit(statement)
  return left.sort((a, b) => b.at.line - a.at.line || b.at.column - a.at.column)
}

const hoistedKinds: ReadonlySet<string> = new Set(['Enum', 'Namespace', 'ImportEquals'])
