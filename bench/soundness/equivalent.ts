/**
 * Mutants that keep their version rightly, because no call could tell them from the original: what a rule of docs/rules.md
 * makes one is recognised at the mutated place (`proofs/`); all else is listed by hand.
 */
import { type NodePath, traverse } from '@babel/core'
import { parse } from '../../test/soundness/edits.js'
import type { Judged } from './judge.js'
import { functions } from './proofs/functions.js'
import { literals } from './proofs/literals.js'
import type { Place, Proof } from './proofs/proof.js'
import { statements } from './proofs/statements.js'

/** Why a mutant that survived is no defect; nothing where that is not known. */
export function equivalence({ file, mutant }: Judged): string | undefined {
  const original = file.code.slice(mutant.start, mutant.end)
  const entry = byHand.find(
    ({ at, kind, text }) => at === `${file.file}:${mutant.line}` && kind === mutant.kind && text === original,
  )
  if (entry) return entry.reason
  const { start, end, kind } = mutant
  const [code, mutated] = [file.code, mutant.code()]
  const path = pathAt(file.file, code, start, end)
  if (!path) return undefined
  const mutatedPath = pathAt(file.file, mutated, start, end + mutated.length - code.length)
  const dynamic = /\beval\s*\(|\bwith\s*\(/.test(code)
  const place: Place = { kind, path, mutatedPath, start, end, code, mutated, dynamic }
  return proofs.find((proof) => proof.holds(place))?.reason
}

const proofs: Proof[] = [...literals, ...functions, ...statements]

interface ByHand {
  /** File and line, below node_modules. */
  at: string
  kind: string
  /** What stood there. */
  text: string
  reason: string
}

const byHand: ByHand[] = []

/** The smallest node that lies around a part of a text. */
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
