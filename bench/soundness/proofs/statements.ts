/** C, D, E4: statements that do the same, or nothing. */
import type { NodePath, types as t } from '@babel/core'
import { firstEvaluated, jumpAfter } from '../../../test/soundness/rewrites/places.js'
import { leaves } from '../../../test/soundness/rewrites/rewrite.js'
import { isUndefined } from '../mutations/mutation.js'
import { type Proof, swapped } from './proof.js'

export const statements: Proof[] = [
  {
    reason: 'C8: code that is never reached, behind a statement that leaves',
    holds: ({ kind, path }) => {
      if (!path.isStatement()) return false
      const before = path.getAllPrevSiblings().some(({ node }) => leaves(node as t.Statement))
      return before || (kind === 'statement duplicated' && leaves(path.node))
    },
  },
  {
    reason: 'C7: `return` or `return undefined` at the end of a function',
    holds: ({ kind, path }) =>
      kind === 'statement removed' &&
      path.isReturnStatement() &&
      (!path.node.argument || isUndefined(path.node.argument)) &&
      path.getSibling((path.key as number) + 1).node === undefined &&
      path.parentPath.parentPath?.isFunction() === true,
  },
  {
    reason: 'C11, C16: a jump to where the end of its list leads anyway',
    holds: ({ kind, path, dynamic }) => {
      if (!/^(statement (removed|emptied)|break or continue removed|case falls through)$/.test(kind)) return false
      const inBlock = kind === 'case falls through' && path.isBlockStatement() ? path.get('body').at(-1) : undefined
      const text = textOfJump(inBlock ?? path)
      return !dynamic && text !== undefined && jumpAfter(inBlock ?? path) === text
    },
  },
  {
    reason: 'C12: `const`, `let` or `var` of a variable that is used once, as the first thing that follows',
    holds: ({ kind, path, mutatedPath, dynamic }) =>
      /^(const or let becomes var|var becomes let)$/.test(kind) &&
      !dynamic &&
      isTemporary(path) &&
      mutatedPath !== undefined &&
      isTemporary(mutatedPath),
  },
  {
    reason: 'C14: `x++` or `++x` whose value is not used',
    holds: ({ kind, path }) => kind === 'prefix becomes postfix' && path.isUpdateExpression() && !isUsed(path),
  },
  {
    reason: 'C14: `void` or `!` of a value that is not used',
    holds: ({ kind, path }) =>
      kind === 'unary operator dropped' &&
      path.isUnaryExpression() &&
      /^(void|!)$/.test(path.node.operator) &&
      !isUsed(path),
  },
  {
    reason: 'D2: a function, or a `var` without a value, above or below another statement of its list',
    holds: (place) => {
      const { kind, path, dynamic } = place
      const pair = path.isBlockStatement() && kind === 'statements swapped' ? swapped(path.node.body, place) : undefined
      if (!pair || dynamic) return false
      const [first, second] = pair.map((node) => isWithoutOrder(node, path))
      return first !== second
    },
  },
  {
    reason: 'E4: an empty block',
    holds: ({ path }) => path.isBlockStatement() && path.node.body.length === 0,
  },
]

/** A jump without a value or label. */
function textOfJump({ node }: NodePath): string | undefined {
  switch (node.type) {
    case 'ReturnStatement':
      return node.argument ? undefined : 'return;'
    case 'BreakStatement':
      return node.label ? undefined : 'break;'
    case 'ContinueStatement':
      return node.label ? undefined : 'continue;'
    default:
      return undefined
  }
}

/** A declaration of one name that is read once, by what the statement behind it evaluates first. */
function isTemporary(path: NodePath): boolean {
  if (!path.isVariableDeclaration() || !path.inList || path.node.declarations.length !== 1) return false
  const [item] = path.node.declarations
  const next = path.getSibling((path.key as number) + 1).node as t.Node | null | undefined
  const name = item && nameOf(item.id)
  const binding = name === undefined ? undefined : path.scope.getBinding(name)
  // A function or class would take its name from the variable.
  if (!item?.init || !next || !binding || /^(Function|ArrowFunction|Class)Expression$/.test(item.init.type))
    return false
  const [use, more] = binding.referencePaths
  // Babel counts the declaration of a `var` in a loop as an assignment, too.
  if (!use || more || binding.constantViolations.some(({ node }) => node !== item)) return false
  return firstEvaluated(next).includes(use.node)
}

/** The name of `x` and, where there is no other, of `{ x }` (D3). */
function nameOf(target: t.Node): string | undefined {
  if (target.type === 'Identifier') return target.name
  const [property, more] = target.type === 'ObjectPattern' ? target.properties : []
  if (property?.type !== 'ObjectProperty' || more || property.computed) return undefined
  return property.value.type === 'Identifier' ? property.value.name : undefined
}

/** Whether the value of an expression goes anywhere. */
function isUsed(path: NodePath): boolean {
  const { parentPath, key, parent } = path
  if (!parentPath) return true
  if (parent.type === 'ExpressionStatement') return false
  if (parent.type === 'ForStatement') return key === 'test'
  if (parent.type === 'SequenceExpression') return key === parent.expressions.length - 1 && isUsed(parentPath)
  if (parent.type === 'ConditionalExpression') return key === 'test' || isUsed(parentPath)
  if (parent.type === 'LogicalExpression') return key === 'left' || parent.operator === '??' || isUsed(parentPath)
  return parent.type === 'UnaryExpression' && parent.operator === 'void' ? isUsed(parentPath) : true
}

/** A declaration that does nothing where it stands: the only one of its name, so that none hides another. */
function isWithoutOrder(node: t.Node, path: NodePath): boolean {
  if (node.type === 'FunctionDeclaration') return node.id != null && !isDeclaredTwice(path, node.id.name)
  return (
    node.type === 'VariableDeclaration' &&
    node.kind === 'var' &&
    node.declarations.every(({ id, init }) => id.type === 'Identifier' && !init && !isDeclaredTwice(path, id.name))
  )
}

function isDeclaredTwice(path: NodePath, name: string): boolean {
  let declarations = 0
  path.scope.path.traverse({
    FunctionDeclaration: ({ node }) => {
      if (node.id?.name === name) declarations++
    },
    VariableDeclarator: ({ node }) => {
      if (node.id.type === 'Identifier' && node.id.name === name) declarations++
    },
  })
  return declarations !== 1
}
