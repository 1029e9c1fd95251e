/**
 * C12: a variable that is used once, as the first thing that the statement after it evaluates, is its value. Nothing else may
 * happen between: not even another variable may be read before, which the value's evaluation could change.
 * Twin: swc-plugin/src/rules/temporaries.rs
 */
import type { Any, Node } from '../tree.js'
import { MAX_LEVELS } from './levels.js'
import { applyRules, type Context } from './simplify.js'
import { isVariable } from './values.js'

/** The node with `value` in place of the binding; nothing where the binding is not the first thing that the node evaluates. */
export function replaceFirst(
  node: Any,
  binding: number,
  value: Node,
  context: Context,
  levels = MAX_LEVELS,
): Any | undefined {
  if (node.type === 'Name') return node.binding === binding ? value : undefined
  const field = levels === 0 ? undefined : firstField(node, context)
  if (!field) return undefined
  const fields = node as unknown as Record<string, Any | null | (Any | null)[]>
  const first = fields[field]
  if (Array.isArray(first)) {
    const [head, ...rest] = first
    const replaced = head && replaceFirst(head, binding, value, context, levels - 1)
    return replaced ? applyRules({ ...node, [field]: [replaced, ...rest] } as Any, context) : undefined
  }
  const replaced = first && replaceFirst(first, binding, value, context, levels - 1)
  return replaced ? applyRules({ ...node, [field]: replaced } as Any, context) : undefined
}

/** The child that is evaluated before all else. */
function firstField(node: Any, context: Context): string | undefined {
  switch (node.type) {
    case 'Return':
    case 'Throw':
    case 'Await':
    case 'Yield':
    case 'Spread':
      return 'argument'
    case 'Expression':
    case 'Chain':
      return 'expression'
    case 'If':
    case 'Conditional':
      return 'test'
    case 'Switch':
      return 'discriminant'
    case 'Variable':
      return 'init'
    case 'ForIn':
    case 'ForOf':
      // `for (var i = f() in x)` of sloppy code.
      return node.left.type === 'Variable' && node.left.init ? undefined : 'right'
    case 'Member':
      return 'object'
    case 'Binary':
      return 'left'
    case 'Unary':
      // These two look at the place where a value is, too.
      return node.operator === 'delete' || node.operator === 'typeof' ? undefined : 'argument'
    case 'Update':
      return node.argument.type === 'Member' ? 'argument' : undefined
    case 'Assign':
      if (node.target.type === 'Member') return 'target'
      return node.operator === '=' && isVariable(node.target, context) ? 'value' : undefined
    case 'Template':
    case 'Sequence':
      return 'expressions'
    case 'Array':
      return 'elements'
    case 'Object':
      return 'properties'
    case 'Property':
      return node.kind === 'value' && node.key.type === 'String' ? 'value' : undefined
    case 'New':
      return 'callee'
    case 'Call':
      // A function in a variable is called without `this`, and one in a member with it.
      return node.callee.type === 'Name' ? undefined : 'callee'
    default:
      return undefined
  }
}
