/** Mutants that keep their version rightly, because no call could tell them from the original. */
import { traverse, type NodePath } from '@babel/core'
import { parse } from '../../test/soundness/edits.js'
import type { Judged } from './judge.js'

/** Why a mutant that survived is no defect; nothing where that is not known. */
export function equivalence(judged: Judged): string | undefined {
  const { file, mutant } = judged
  const original = file.code.slice(mutant.start, mutant.end)
  const entry = byHand.find(
    ({ at, kind, text }) => at === `${file.file}:${mutant.line}` && kind === mutant.kind && text === original,
  )
  if (entry) return entry.reason
  const path = pathAt(file.file, file.code, mutant.start, mutant.end)
  return path && proofs.find((proof) => proof.holds(mutant.kind, path, original))?.reason
}

interface Proof {
  reason: string
  holds(kind: string, path: NodePath, original: string): boolean
}

const proofs: Proof[] = []

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
