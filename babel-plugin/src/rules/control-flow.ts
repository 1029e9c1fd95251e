/**
 * Refactorings of control flow that no call can tell apart (C3 … C12), on one list of statements and on one expression.
 * Twin: swc-plugin/src/rules/control_flow.rs
 */
import { type Binding, forEachTarget, holdsStatements } from '../scope.js'
import {
  type Any,
  type FunctionNode,
  forEachChild,
  type If,
  mapChildren,
  type Name,
  type Node,
  type Refused,
  type Statement,
  type Variable,
} from '../tree.js'
import { awaitsReturn, type Context } from './simplify.js'

export function simplifyControlFlow(node: Any, context: Context): Any {
  switch (node.type) {
    case 'Function':
      return { ...node, body: simplifyFunctionBody(node, context) }
    case 'Block':
    case 'Labeled':
    case 'ForIn':
    case 'ForOf':
    case 'With':
    case 'StaticBlock':
    case 'Case':
    case 'Catch':
      return { ...node, body: simplifyList(node.body, context) }
    case 'If':
      return simplifyIf({
        ...node,
        test: testOf(node.test),
        then: simplifyList(node.then, context),
        else: simplifyList(node.else, context),
      })
    case 'For':
      return { ...node, test: node.test && testOf(node.test), body: simplifyList(node.body, context) }
    case 'DoWhile':
      return { ...node, test: testOf(node.test), body: simplifyList(node.body, context) }
    case 'While': // C9
      return { type: 'For', init: [], test: testOf(node.test), update: null, body: simplifyList(node.body, context) }
    case 'Try':
      return {
        ...node,
        block: simplifyList(node.block, context),
        finalizer: node.finalizer && simplifyList(node.finalizer, context),
      }
    case 'Conditional': {
      const test = testOf(node.test)
      return conditional(test, node.then, node.else)
    }
    case 'Unary':
      return node.operator === '!' ? (negatedComparison(node.argument) ?? node) : node
    case 'Assign':
      return simplifyAssign(node, context)
    default:
      return node
  }
}

/** A list from its end to its start, so that what follows a statement is simple already. */
function simplifyList(statements: Statement[], context: Context): Statement[] {
  let rest: Statement[] = []
  for (const statement of [...statements].reverse()) rest = prepend(statement, rest, context)
  return rest
}

function prepend(statement: Statement, rest: Statement[], context: Context): Statement[] {
  if (statement.type !== 'If' && isAbrupt(statement)) return [statement, ...hoisted(rest)] // C8
  if (statement.type === 'If') {
    const { then, else: otherwise } = statement
    if (endsAbruptly(then) && otherwise.length > 0 && !disposes(otherwise)) {
      // C3: what stands in `else` after a branch that leaves is what follows.
      return prepend({ ...statement, else: [] }, prependAll(otherwise, rest, context), context)
    }
    if (endsAbruptly(otherwise) && !disposes(then)) {
      const flipped: If = { type: 'If', test: not(statement.test), then: otherwise, else: [] }
      return prepend(flipped, prependAll(then, rest, context), context)
    }
    const assigned = conditionalAssignment(statement, context)
    if (assigned) return [assigned, ...rest]
    const returned = conditionalReturn(statement, rest, context)
    if (returned) return returned
  }
  if (statement.type === 'Variable') {
    const returned = returnedTemporary(statement, rest, context)
    if (returned) return returned
  }
  return [statement, ...rest]
}

function prependAll(statements: Statement[], rest: Statement[], context: Context): Statement[] {
  return simplifyList([...statements, ...rest], context)
}

/** C7, C4: at the end of a function, `return` is what happens anyway. */
function simplifyFunctionBody(node: FunctionNode, context: Context): Statement[] {
  const returnsAnyway = !awaitsReturn(node)
  const end: Statement[] = returnsAnyway ? [{ type: 'Return', argument: null }] : []
  const body = returnsAnyway ? node.body.map(returnNothing) : node.body
  return dropReturn(simplifyList([...body, ...end], context))
}

/** C7: `return undefined` is `return`. */
function returnNothing<T extends Any>(node: T): T {
  if (node.type === 'Return' && node.argument?.type === 'Undefined') return { ...node, argument: null }
  return holdsStatements.has(node.type) ? mapChildren(node, returnNothing) : node
}

function dropReturn(body: Statement[]): Statement[] {
  const last = body.at(-1)
  return last?.type === 'Return' && last.argument === null ? body.slice(0, -1) : body
}

function isAbrupt(statement: Statement): boolean {
  switch (statement.type) {
    case 'Return':
    case 'Throw':
    case 'Break':
    case 'Continue':
      return true
    case 'Block':
      return endsAbruptly(statement.body)
    case 'If':
      return endsAbruptly(statement.then) && endsAbruptly(statement.else)
    default:
      return false
  }
}

function endsAbruptly(statements: Statement[]): boolean {
  return statements.some(isAbrupt)
}

/** What is declared by `using` is disposed of at the end of its block, so the block cannot go. */
function disposes(statements: Statement[]): boolean {
  return statements.some((node) => node.type === 'Variable' && (node.kind === 'using' || node.kind === 'await using'))
}

/** C8: of code that is never reached, only what is hoisted is left: functions, and the names of variables. */
function hoisted(statements: Statement[]): Statement[] {
  return statements.flatMap((statement) => (isHoisted.has(statement.type) ? [statement] : hoistedNames(statement)))
}

/** In the order of the source, which is not that of the fields. */
function hoistedNames(statement: Statement): Statement[] {
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
  return left.sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column)
}

const isHoisted = new Set(['FunctionDeclaration', 'Enum', 'Namespace', 'ImportEquals'])

/** C6: with two branches of which none leaves, the test is not negated. */
function simplifyIf(node: If): If {
  const leaves = endsAbruptly(node.then) || endsAbruptly(node.else)
  const positive = positiveOf(node.test)
  if (leaves || node.else.length === 0 || !positive) return node
  return { type: 'If', test: positive, then: node.else, else: node.then }
}

/** C4: `if (a) return b; return c` is `return a ? b : c`. */
function conditionalReturn(node: If, rest: Statement[], context: Context): Statement[] | undefined {
  const [first] = node.then
  const [next] = rest
  if (node.then.length !== 1 || node.else.length > 0 || first?.type !== 'Return' || next?.type !== 'Return') {
    return undefined
  }
  // Nothing is returned either way: the test stays for its effects.
  if (isNothing(first.argument) && isNothing(next.argument)) return undefined
  if (context.awaitsReturn && !(first.argument && next.argument)) return undefined
  const then = first.argument ?? { type: 'Undefined' }
  const otherwise = next.argument ?? { type: 'Undefined' }
  const argument = conditional(node.test, then, otherwise)
  return [{ type: 'Return', argument }, ...rest.slice(1)]
}

/** C5: `if (a) x = b; else x = c` is `x = a ? b : c` for a variable `x`. */
function conditionalAssignment(node: If, context: Context): Statement | undefined {
  const then = assignmentOf(node.then, context)
  const otherwise = assignmentOf(node.else, context)
  if (!then || !otherwise || then.binding !== otherwise.binding) return undefined
  return {
    type: 'Expression',
    expression: {
      type: 'Assign',
      operator: '=',
      target: then.target,
      value: conditional(node.test, then.value, otherwise.value),
    },
  }
}

function assignmentOf(statements: Statement[], context: Context) {
  const [statement] = statements
  if (statements.length !== 1 || statement?.type !== 'Expression' || statement.expression.type !== 'Assign') {
    return undefined
  }
  const { operator, target, value } = statement.expression
  if (operator !== '=' || target.type !== 'Name' || !isVariable(target, context) || takesName(value)) return undefined
  return { target, value, binding: target.binding }
}

/** C12: `const x = f(); return x` is `return f()`. */
function returnedTemporary(node: Variable, rest: Statement[], context: Context): Statement[] | undefined {
  const [next] = rest
  if (next?.type !== 'Return' || next.argument?.type !== 'Name' || node.target.type !== 'Name') return undefined
  const { binding } = node.target
  if (binding === undefined || next.argument.binding !== binding || context.dynamic) return undefined
  if (!node.init || takesName(node.init) || (node.kind !== 'const' && node.kind !== 'let' && node.kind !== 'var')) {
    return undefined
  }
  const { uses, declarations } = context.bindings[binding] as Binding
  return uses === 1 && declarations.length === 1
    ? [{ type: 'Return', argument: node.init }, ...rest.slice(1)]
    : undefined
}

/** C10: `x = x + y` is `x += y` for a variable `x`. */
function simplifyAssign(node: Extract<Node, { type: 'Assign' }>, context: Context): Node {
  const { target, value, operator } = node
  if (operator !== '=' || target.type !== 'Name' || value.type !== 'Binary' || !isVariable(target, context)) return node
  if (value.left.type !== 'Name' || value.left.binding !== target.binding) return node
  return compound.has(value.operator)
    ? { type: 'Assign', operator: `${value.operator}=`, target, value: value.right }
    : node
}

const compound = new Set(['+', '-', '*', '/', '%', '**', '<<', '>>', '>>>', '&', '|', '^'])

/** C6: where only the truth of a value counts, `!!a` is `a`. */
function testOf(test: Node): Node {
  return isNot(test) && isNot(test.argument) ? testOf(test.argument.argument) : test
}

function not(test: Node): Node {
  if (isNot(test)) return testOf(test.argument)
  return negatedComparison(test) ?? { type: 'Unary', operator: '!', argument: test }
}

/** C6: `!(a === b)` is `a !== b`. Not for `<`, where both are false with `NaN`. */
function negatedComparison(node: Node): Node | undefined {
  if (node.type !== 'Binary') return undefined
  const operator = negated[node.operator]
  return operator ? { ...node, operator } : undefined
}

const negated: Record<string, string> = { '===': '!==', '!==': '===', '==': '!=', '!=': '==' }

function isNot(node: Node): node is Extract<Node, { type: 'Unary' }> {
  return node.type === 'Unary' && node.operator === '!'
}

function isNothing(argument: Node | null): boolean {
  return argument === null || argument.type === 'Undefined'
}

/** C6: the test of a conditional is not negated. */
function conditional(test: Node, then: Node, otherwise: Node): Node {
  const positive = positiveOf(test)
  return positive
    ? { type: 'Conditional', test: positive, then: otherwise, else: then }
    : { type: 'Conditional', test, then, else: otherwise }
}

/** The test of which this one is the negation: `a` of `!a`, `a === b` of `a !== b`. */
function positiveOf(test: Node): Node | undefined {
  if (isNot(test)) return testOf(test.argument)
  return test.type === 'Binary' && (test.operator === '!==' || test.operator === '!=')
    ? negatedComparison(test)
    : undefined
}

/** An anonymous function or class takes the name of the variable that it is assigned to directly. */
function takesName(node: Node): boolean {
  return (node.type === 'Function' || node.type === 'Class') && !node.self
}

/** A variable: reading and assigning it runs no code, unless a `with` or `eval` stands between (N7). */
function isVariable(name: Name, context: Context): boolean {
  return name.binding !== undefined && !context.dynamic
}
