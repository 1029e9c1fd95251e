/** N1, C2, C17, C18: functions and classes that nobody can tell apart. */
import type { NodePath, types as t } from '@babel/core'
import { type Proof, swapped, withTypes } from './proof.js'

export const functions: Proof[] = [
  {
    reason: 'N1: parameters that nothing uses change their names',
    holds: ({ kind, path }) =>
      kind === 'parameters swapped' &&
      path.isFunction() &&
      path.node.params
        .slice(0, 2)
        .every((item) => item.type === 'Identifier' && path.scope.getOwnBinding(item.name)?.referenced === false),
  },
  {
    reason: 'C2: an arrow or a function, where the definition itself does not use `this` or `arguments`',
    holds: ({ kind, path }) =>
      kind === 'arrow becomes function' &&
      path.getFunctionParent() === null &&
      withTypes(path).parent.type === 'VariableDeclarator' &&
      !seesReceiver(path),
  },
  {
    reason: 'C17: an arrow or a function that is only called, and uses neither `this` nor `arguments`',
    holds: ({ kind, path, dynamic }) =>
      kind === 'arrow becomes function' && !dynamic && !seesReceiver(path) && (isCallee(path) || isOnlyCalled(path)),
  },
  {
    reason: 'C18: members of a class from two groups whose order cannot be seen',
    holds: (place) => {
      const { kind, path } = place
      if (kind !== 'members of a class swapped' || !path.isClassBody()) return false
      const members = path.node.body.filter((member) => !isErased(member))
      const ranks = (swapped(path.node.body, place) ?? []).map(groupOf)
      return members.every(hasPlainName) && ranks.length === 2 && ranks[0] !== ranks[1]
    },
  },
]

/** Whether code reads `this`, `arguments`, `super` or `new.target` of the function around it. */
function seesReceiver(path: NodePath): boolean {
  let seen = false
  path.traverse({
    Function(inner: NodePath) {
      if (!inner.isArrowFunctionExpression()) inner.skip()
    },
    'ThisExpression|Super|MetaProperty'() {
      seen = true
    },
    Identifier({ node }: NodePath<t.Identifier>) {
      seen ||= node.name === 'arguments'
    },
  } as never)
  return seen
}

function isCallee(path: NodePath): boolean {
  const { key, parent } = withTypes(path)
  return key === 'callee' && parent.type === 'CallExpression'
}

function isOnlyCalled(path: NodePath): boolean {
  const parent = withTypes(path).parentPath
  if (!parent?.isVariableDeclarator() || parent.node.id.type !== 'Identifier' || !parent.getFunctionParent())
    return false
  const binding = parent.scope.getBinding(parent.node.id.name)
  return binding?.constant === true && binding.referencePaths.every(isCallee)
}

function isErased(member: t.ClassBody['body'][number]): boolean {
  const { declare, abstract } = member as { declare?: boolean | null; abstract?: boolean | null }
  return member.type.startsWith('TS') || declare === true || abstract === true
}

type Group = 'constructor' | 'fields' | 'static fields' | 'methods' | 'static methods'

function groupOf(member: t.Node): Group {
  if (member.type === 'ClassMethod' && member.kind === 'constructor') return 'constructor'
  const isStatic = member.type === 'StaticBlock' || (member as { static?: boolean }).static === true
  if (/Method$/.test(member.type)) return isStatic ? 'static methods' : 'methods'
  return isStatic ? 'static fields' : 'fields'
}

/** A member whose name and decorators run nothing where it stands. */
function hasPlainName(member: t.ClassBody['body'][number]): boolean {
  if (member.type === 'StaticBlock') return true
  if (!/^Class(Private)?(Method|Property)$/.test(member.type)) return false
  const { computed, decorators, params } = member as t.ClassMethod
  const isDecorated = (param: t.Node): boolean => ((param as t.Identifier).decorators ?? []).length > 0
  return !computed && (decorators ?? []).length === 0 && !(params ?? []).some(isDecorated)
}
