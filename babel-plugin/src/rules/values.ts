/**
 * Expressions that choose or assign a value: conditionals and logical operators (C13, C15), assignments (C10), and updates whose
 * value is not used (C14).
 * Twin: swc-plugin/src/rules/values.rs
 */
import type { Binding } from '../scope.js'
import { type Any, type Assign, type Binary, isLogical, type Name, type Node } from '../tree.js'
import { isEqual } from './equality.js'
import type { Context } from './simplify.js'
import { booleanOf, isNegative, logical, negate } from './tests.js'

export function simplifyValue(node: Any, context: Context): Any {
  switch (node.type) {
    case 'Conditional':
      return conditional(node.test, node.then, node.else, context)
    case 'Binary':
      return simplifyLogical(node, context)
    case 'Assign':
      return simplifyAssign(node, context)
    default:
      return node
  }
}

/** `test ? then : otherwise` in its simplest form. */
export function conditional(test: Node, then: Node, otherwise: Node, context: Context): Node {
  if (isNegative(test)) return conditional(negate(test), otherwise, then, context) // C6
  if (then.type === 'Boolean' && otherwise.type === 'Boolean' && then.value !== otherwise.value) {
    return booleanOf(then.value ? test : negate(test)) // C15
  }
  if (isVariable(test, context)) {
    // C15: a variable can be read twice.
    if (isEqual(test, then)) return logicalValue('||', test, otherwise, context)
    if (isEqual(test, otherwise)) return logicalValue('&&', test, then, context)
  }
  if (isVariable(otherwise, context) && isNullish(test, otherwise)) return logicalValue('??', otherwise, then, context)
  return sameOutcome(test, then, otherwise, context) ?? { type: 'Conditional', test, then, else: otherwise }
}

/** C13: `a ? x : b ? x : c` is `a || b ? x : c`. */
function sameOutcome(test: Node, then: Node, otherwise: Node, context: Context): Node | undefined {
  if (otherwise.type === 'Conditional') {
    if (isEqual(then, otherwise.then)) {
      return conditional(logical('||', test, otherwise.test), then, otherwise.else, context)
    }
    if (isEqual(then, otherwise.else)) {
      return conditional(logical('||', test, negate(otherwise.test)), then, otherwise.then, context)
    }
  }
  if (then.type === 'Conditional') {
    if (isEqual(otherwise, then.else)) {
      return conditional(logical('&&', test, then.test), then.then, otherwise, context)
    }
    if (isEqual(otherwise, then.then)) {
      return conditional(logical('&&', test, negate(then.test)), then.else, otherwise, context)
    }
  }
  return undefined
}

/** C15: `v === null || v === undefined`, in either order. `v == null` is another question: `document.all` answers yes. */
export function isNullish(test: Node, variable: Node): boolean {
  if (test.type !== 'Binary' || test.operator !== '||') return false
  const types = [test.left, test.right].map((side) =>
    side.type === 'Binary' && side.operator === '===' && isEqual(side.left, variable) ? side.right.type : undefined,
  )
  return types.includes('Null') && types.includes('Undefined')
}

function simplifyLogical(node: Binary, context: Context): Node {
  const { operator, left, right } = node
  return isLogical(operator) ? logicalValue(operator, left, right, context) : node
}

/** C10: `x || (x = y)` is `x ||= y` for a variable `x`. */
function logicalValue(operator: string, left: Node, right: Node, context: Context): Node {
  return logicalAssignment(operator, left, right, context) ?? logical(operator, left, right)
}

/** `x ||= y`, if `right` is `x = y`. */
export function logicalAssignment(
  operator: string,
  left: Node,
  right: Node,
  context: Context,
): (Assign & { target: Name }) | undefined {
  if (right.type !== 'Assign' || right.operator !== '=' || !isVariable(right.target, context)) return undefined
  if (!isEqual(left, right.target)) return undefined
  return { type: 'Assign', operator: `${operator}=`, target: right.target, value: right.value }
}

/** C10: `x = x + y` is `x += y`, and `x = x || y` is `x ||= y`, for a variable `x`. */
function simplifyAssign(node: Assign, context: Context): Node {
  const { target, value, operator } = node
  if (operator !== '=' || value.type !== 'Binary' || !isVariable(target, context)) return node
  if (arithmetic.has(value.operator)) {
    if (!isEqual(value.left, target)) return node
    return { type: 'Assign', operator: `${value.operator}=`, target, value: value.right }
  }
  if (!isLogical(value.operator) || !isAssignable(target, context)) return node
  const rest = withoutFirst(target, value)
  // An anonymous function would take the name of `x` now.
  if (!rest || takesName(rest)) return node
  return { type: 'Assign', operator: `${value.operator}=`, target, value: rest }
}

/** What is left of the chain `x || y || z` without its `x`. */
function withoutFirst(first: Name, { operator, left, right }: Binary): Node | undefined {
  if (isEqual(left, first)) return right
  if (left.type !== 'Binary' || left.operator !== operator) return undefined
  const rest = withoutFirst(first, left)
  return rest && logical(operator, rest, right)
}

/** The operators of which `x += y` is `x = x + y`. */
export const arithmetic: ReadonlySet<string> = new Set([
  '+',
  '-',
  '*',
  '/',
  '%',
  '**',
  '<<',
  '>>',
  '>>>',
  '&',
  '|',
  '^',
])

/** C14: where the value of `x++` is not used, it is `++x`. */
export function withoutValue(node: Node): Node {
  if (node.type === 'Update') return { type: 'Update', operator: node.operator, prefix: true, argument: node.argument }
  return node.type === 'Sequence' ? { ...node, expressions: node.expressions.map(withoutValue) } : node
}

/** An anonymous function or class takes the name of the variable that it is assigned to directly. */
export function takesName(node: Node): boolean {
  return (node.type === 'Function' || node.type === 'Class') && !node.self
}

/** A variable of this file: reading it runs no code, and neither does assigning it, unless a `with` or `eval` stands between (N7). */
export function isVariable(node: Node, context: Context): node is Name {
  if (node.type !== 'Name' || node.binding === undefined || context.dynamic) return false
  return (context.bindings[node.binding] as Binding).kind !== 'import'
}

/** Whether an assignment of its own value changes nothing: not of a constant, where it throws. */
export function isAssignable(name: Name, context: Context): boolean {
  const { kind } = context.bindings[name.binding as number] as Binding
  return kind === 'let' || kind === 'var' || kind === 'parameter' || kind === 'catch'
}
