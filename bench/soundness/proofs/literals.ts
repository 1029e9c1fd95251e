/** L, M, T1: literals that come to the same. */
import type { NodePath, types as t } from '@babel/core'
import { textOf } from '../../../test/soundness/edits.js'
import { type Place, type Proof, withoutTypes, withTypes } from './proof.js'

export const literals: Proof[] = [
  {
    reason: 'M1: `a[-0]` is `a[0]`',
    holds: ({ kind, path }) => kind === '0 becomes -0' && path.key === 'property',
  },
  {
    reason: 'M2: `{ [null]: x }` is `{ null: x }`',
    holds: (place) => place.kind === 'key becomes computed' && isNameOfLiteral(place),
  },
  {
    reason: 'M1: `a[null]` is `a.null`',
    holds: ({ mutatedPath: path, ...place }) =>
      place.kind === 'property becomes computed' &&
      path?.isMemberExpression() === true &&
      path.node.computed &&
      isLiteral(path.get('property') as NodePath, place.dynamic),
  },
  {
    reason: 'L6: `void 1` is `void 0`',
    holds: ({ path }) => path.isLiteral() && path.parentPath.isUnaryExpression({ operator: 'void' }),
  },
  {
    reason: 'L7: `!2` is `!1`',
    holds: ({ path }) =>
      path.isNumericLiteral() && path.node.value !== 0 && path.parentPath.isUnaryExpression({ operator: '!' }),
  },
  { reason: 'L8: arithmetic on literals with the same result', holds: computesTheSame },
  {
    reason: 'L11: a literal at the other side of `===`, `!==`, `==` or `!=`',
    holds: ({ kind, path, dynamic }) => {
      if (kind !== 'operands swapped' || !path.isBinaryExpression() || !/^[!=]==?$/.test(path.node.operator))
        return false
      const [left, right] = [path.get('left'), path.get('right')].map((side) => isLiteral(side, dynamic))
      return left !== right
    },
  },
  {
    reason: 'L12: `==` and `===` of `typeof` and a string',
    holds: ({ kind, path }) => {
      if (kind !== '=== becomes ==' || !path.isBinaryExpression()) return false
      const sides = [path.get('left'), path.get('right')].map(withoutTypes)
      const isTypeof = sides.map((side) => side.isUnaryExpression({ operator: 'typeof' }))
      return isTypeof.includes(true) && sides.every((side, index) => isTypeof[index] || isText(side))
    },
  },
  {
    reason: 'L13: `x == undefined` is `x == null`',
    holds: ({ kind, path }) => {
      const parent = withTypes(path).parentPath
      return (
        kind === 'null becomes undefined' &&
        path.isNullLiteral() &&
        parent?.isBinaryExpression() === true &&
        /^[!=]=$/.test(parent.node.operator)
      )
    },
  },
]

/** A key whose name, taken for an expression, is a literal of that text. */
function isNameOfLiteral({ path, dynamic }: Place): boolean {
  if (!path.isIdentifier()) return false
  const { name } = path.node
  if (/^(null|true|false)$/.test(name)) return true
  return !dynamic && /^(undefined|NaN|Infinity)$/.test(name) && !path.scope.getBinding(name)
}

/** A value that is evaluated without running or reading anything: literals, what L6 to L9 compute from them, members of enums (T1). */
function isLiteral(side: NodePath, dynamic: boolean): boolean {
  const path = withoutTypes(side)
  if (path.isNumericLiteral() || path.isBigIntLiteral() || path.isBooleanLiteral() || path.isNullLiteral()) return true
  if (isText(path)) return true
  if (path.isIdentifier())
    return !dynamic && /^(undefined|NaN|Infinity)$/.test(path.node.name) && !path.scope.getBinding(path.node.name)
  if (path.isUnaryExpression()) {
    const argument = withoutTypes(path.get('argument'))
    const { operator } = path.node
    if (operator === 'void' || operator === '!') return isLiteral(argument, dynamic)
    return argument.isNumericLiteral() ? /^[-+~]$/.test(operator) : operator === '-' && argument.isBigIntLiteral()
  }
  return path.isMemberExpression() && isEnumMember(path)
}

function isText(path: NodePath): boolean {
  return path.isStringLiteral() || (path.isTemplateLiteral() && path.node.expressions.length === 0)
}

/** T1: `E.A` below an `enum E { A, B = 1 }` of the file. */
function isEnumMember(path: NodePath<t.MemberExpression>): boolean {
  const { object, property, computed } = path.node
  if (object.type !== 'Identifier' || property.type !== 'Identifier' || computed) return false
  const declared = path.scope.getBinding(object.name)?.path
  if (!declared?.isTSEnumDeclaration() || (declared.node.end as number) > (path.node.start as number)) return false
  const members = declared.node.body?.members ?? declared.node.members
  const index = members.findIndex(({ id }) => id.type === 'Identifier' && id.name === property.name)
  // A member without a value counts on from the one above.
  const values = members.slice(0, index + 1).map(({ initializer }) => initializer?.type)
  const isNumbers = values.every((type) => type === undefined || type === 'NumericLiteral')
  return index >= 0 && (isNumbers || values.at(-1) === 'NumericLiteral' || values.at(-1) === 'StringLiteral')
}

/** L8: evaluates the largest expression of numbers alone around the place, before and after. */
function computesTheSame({ path, code, mutated }: Place): boolean {
  const isNumeric = (at: NodePath | null): boolean =>
    at !== null &&
    (at.isNumericLiteral() ||
      ((at.isBinaryExpression() || at.isUnaryExpression()) &&
        /^[-+*/%()\s\d.e|&^<>~xa-f_]+$/i.test(textOf(code, at.node))))
  let around: NodePath | null = path
  if (!isNumeric(around)) return false
  while (isNumeric(around.parentPath)) around = around.parentPath as NodePath
  const { start, end } = around.node as { start: number; end: number }
  const after = mutated.slice(start, end + mutated.length - code.length)
  return Object.is(numberOf(code.slice(start, end)), numberOf(after))
}

function numberOf(text: string): unknown {
  return new Function(`return (${text})`)()
}
