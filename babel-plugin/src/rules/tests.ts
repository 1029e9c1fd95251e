/**
 * Tests (C6): where only the truth of a value counts, negations are pushed to the leaves and cancel out. As a value, `!x` stays a
 * boolean.
 * Twin: swc-plugin/src/rules/tests.rs
 */
import type { Any, Binary, Node, Unary } from '../tree.js'

export function simplifyTest(node: Any): Any {
  switch (node.type) {
    case 'Unary':
      return node.operator === '!' ? booleanOf(negate(testOf(node.argument))) : node
    case 'If':
    case 'Conditional':
    case 'While':
    case 'DoWhile': {
      const test = testOf(node.test)
      return test === node.test ? node : { ...node, test }
    }
    case 'For':
      return node.test ? { ...node, test: testOf(node.test) } : node
    default:
      return node
  }
}

/** A value of which only the truth counts: `!!a` is `a`, and `!(a && b)` is `!a || !b`. */
export function testOf(node: Node): Node {
  if (isNot(node)) return negate(testOf(node.argument))
  if (!isAndOr(node)) return node
  const [left, right] = [testOf(node.left), testOf(node.right)]
  return left === node.left && right === node.right ? node : { ...node, left, right }
}

/** The negation of a test. */
export function negate(test: Node): Node {
  if (isNot(test)) return test.argument
  if (isAndOr(test)) {
    const operator = test.operator === '&&' ? '||' : '&&'
    return { type: 'Binary', operator, left: negate(test.left), right: negate(test.right) }
  }
  const comparison = negatedComparison(test)
  return comparison ?? { type: 'Unary', operator: '!', argument: test }
}

/** Whether a test is the one of a pair `a`, `!a` that is not written where the other can stand: its first part is negated. */
export function isNegative(test: Node): boolean {
  if (isAndOr(test)) return isNegative(test.left)
  return isNot(test) || (test.type === 'Binary' && (test.operator === '!==' || test.operator === '!='))
}

/** The boolean that a test comes to. */
export function booleanOf(test: Node): Node {
  if (isBoolean(test)) return test
  if (isAndOr(test)) return { ...test, left: booleanOf(test.left), right: booleanOf(test.right) }
  return {
    type: 'Unary',
    operator: '!',
    argument: { type: 'Unary', operator: '!', argument: test },
  }
}

/** `a && b` and `a || b`; chains lean to the left, whatever the parentheses. */
export function logical(operator: string, left: Node, right: Node): Node {
  return right.type === 'Binary' && right.operator === operator
    ? { type: 'Binary', operator, left: logical(operator, left, right.left), right: right.right }
    : { type: 'Binary', operator, left, right }
}

function isBoolean(node: Node): boolean {
  switch (node.type) {
    case 'Boolean':
      return true
    case 'Unary':
      return node.operator === '!' || node.operator === 'delete'
    case 'Binary':
      return isAndOr(node) ? isBoolean(node.left) && isBoolean(node.right) : comparisons.has(node.operator)
    default:
      return false
  }
}

const comparisons = new Set(['===', '!==', '==', '!=', '<', '<=', '>', '>=', 'in', 'instanceof'])

/** `!(a === b)` is `a !== b`. Not for `<`, where both are false with `NaN`. */
function negatedComparison(node: Node): Node | undefined {
  if (node.type !== 'Binary') return undefined
  const operator = negated[node.operator]
  return operator ? { ...node, operator } : undefined
}

const negated: Record<string, string> = { '===': '!==', '!==': '===', '==': '!=', '!=': '==' }

function isNot(node: Node): node is Unary & { operator: '!' } {
  return node.type === 'Unary' && node.operator === '!'
}

export function isAndOr(node: Node): node is Binary & { operator: '&&' | '||' } {
  return node.type === 'Binary' && (node.operator === '&&' || node.operator === '||')
}
