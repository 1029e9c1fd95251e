/**
 * Mutants that keep their version rightly, because no call could tell them from the original: what a rule of docs/rules.md
 * makes one is recognised at the mutated place; all else is listed by hand.
 */
import { type NodePath, type types as t, traverse } from '@babel/core'
import { parse, textOf } from '../../test/soundness/edits.js'
import { leaves } from '../../test/soundness/rewrites/rewrite.js'
import type { Judged } from './judge.js'
import { isUndefined } from './mutations/mutation.js'

/** Why a mutant that survived is no defect; nothing where that is not known. */
export function equivalence({ file, mutant }: Judged): string | undefined {
  const original = file.code.slice(mutant.start, mutant.end)
  const entry = byHand.find(
    ({ at, kind, text }) => at === `${file.file}:${mutant.line}` && kind === mutant.kind && text === original,
  )
  if (entry) return entry.reason
  const path = pathAt(file.file, file.code, mutant.start, mutant.end)
  const place: Place | undefined = path && { kind: mutant.kind, path, code: file.code, mutated: mutant.code() }
  return place && proofs.find((proof) => proof.holds(place))?.reason
}

interface Place {
  kind: string
  /** The smallest node around the change. */
  path: NodePath
  code: string
  mutated: string
}

interface Proof {
  reason: string
  holds(place: Place): boolean
}

const proofs: Proof[] = [
  {
    reason: 'M1: `a[-0]` is `a[0]`',
    holds: ({ kind, path }) => kind === '0 becomes -0' && path.key === 'property',
  },
  {
    reason: 'M2: `{ [null]: x }` is `{ null: x }`',
    holds: ({ kind, path }) =>
      kind === 'key becomes computed' &&
      path.isIdentifier() &&
      /^(null|true|false|undefined|NaN|Infinity)$/.test(path.node.name),
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
      path.parentPath?.isVariableDeclarator() === true,
  },
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
    reason: 'E4: an empty block',
    holds: ({ path }) => path.isBlockStatement() && path.node.body.length === 0,
  },
]

interface ByHand {
  /** File and line, below node_modules. */
  at: string
  kind: string
  /** What stood there. */
  text: string
  reason: string
}

const byHand: ByHand[] = []

/** The smallest node that the mutation lies in. */
function pathAt(file: string, code: string, start: number, end: number): NodePath | undefined {
  let found: NodePath | undefined
  traverse(parse(code, { file }), {
    enter(path) {
      const { node } = path
      if ((node.start as number) > start || (node.end as number) < end) path.skip()
      else found = path
    },
  })
  return found
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
