/** Where a node stands: what happens after it anyway, and what a statement evaluates first. */
import type { NodePath, types as t } from '@babel/core'

/** The jump that happens at the end of the list that a statement ends, as text: the end of a function, a loop's body, the last case. */
export function jumpAfter(path: NodePath): string | undefined {
  const { parent, parentPath, container, key } = path
  if (!parentPath || (Array.isArray(container) && key !== container.length - 1)) return undefined
  switch (parent.type) {
    case 'BlockStatement':
      return parentPath.parentPath?.isFunction() ? 'return;' : jumpAfter(parentPath)
    case 'IfStatement':
    case 'CatchClause':
      return jumpAfter(parentPath)
    case 'TryStatement':
      return key === 'finalizer' ? undefined : jumpAfter(parentPath)
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
      return 'continue;'
    case 'SwitchCase': {
      const { cases } = parentPath.parent as t.SwitchStatement
      return cases.slice(cases.indexOf(parent) + 1).every(isEmptyCase) ? 'break;' : undefined
    }
    default:
      return undefined
  }
}

/** A case that does nothing but leave. */
function isEmptyCase({ consequent }: t.SwitchCase): boolean {
  return consequent.every((item) => item.type === 'BreakStatement' && !item.label)
}

/** Any jump that the place allows, whether it happens there anyway or not. */
export function jumpFrom(path: NodePath): string | undefined {
  const around = path.findParent((parent) => parent.isFunction() || parent.isLoop() || parent.isSwitchStatement())
  if (!around) return undefined
  return around.isFunction() ? 'return;' : around.isLoop() ? 'continue;' : 'break;'
}

/** The expressions that a statement evaluates before all else, from the outside in; not what is called. */
export function firstEvaluated(statement: t.Node): t.Node[] {
  const found: t.Node[] = []
  for (let node = firstOf(statement); node; node = firstOf(node)) {
    if (node.type !== 'SpreadElement' && node.type !== 'ObjectProperty') found.push(node)
    else continue
  }
  return found
}

function firstOf(node: t.Node): t.Node | null | undefined {
  switch (node.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'AwaitExpression':
    case 'YieldExpression':
    case 'SpreadElement':
      return node.argument
    case 'UnaryExpression':
      return node.operator === 'typeof' || node.operator === 'delete' ? undefined : node.argument
    case 'ExpressionStatement':
      return node.expression
    case 'IfStatement':
    case 'ConditionalExpression':
      return node.test
    case 'SwitchStatement':
      return node.discriminant
    case 'VariableDeclaration':
      return node.declarations[0]?.init
    case 'ForOfStatement':
    case 'ForInStatement':
      return node.right
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return node.object.type === 'Super' ? undefined : node.object
    case 'BinaryExpression':
      return node.left.type === 'PrivateName' ? undefined : node.left
    case 'LogicalExpression':
      return node.left
    case 'SequenceExpression':
    case 'TemplateLiteral':
      return node.expressions[0]
    case 'ArrayExpression':
      return node.elements[0]
    case 'ObjectExpression':
      return node.properties[0]
    case 'ObjectProperty':
      return node.computed || node.shorthand ? undefined : node.value
    case 'CallExpression':
      // What is called keeps its `this`.
      return node.callee.type === 'MemberExpression' ? firstOf(node.callee) : undefined
    case 'AssignmentExpression':
      return node.left.type === 'MemberExpression' ? node.left.object : node.operator === '=' ? node.right : undefined
    default:
      return undefined
  }
}
