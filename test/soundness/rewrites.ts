/**
 * Every rewrite of the differential test. To add one for a new rule: one entry below `rewrites/`, `promised` with the id of the
 * rule, for each direction. Mutations of the bench are wrong rewrites, too.
 */
import { mutations } from '../../bench/soundness/mutations.js'
import { controlFlow } from './rewrites/control-flow.js'
import { declarations } from './rewrites/declarations.js'
import { guards } from './rewrites/guards.js'
import { names } from './rewrites/names.js'
import type { Rewrite } from './rewrites/rewrite.js'
import { spelling } from './rewrites/spelling.js'
import { temptingExpressions } from './rewrites/tempting-expressions.js'
import { temptingRefactorings } from './rewrites/tempting-refactorings.js'
import { temptingStatements } from './rewrites/tempting-statements.js'
import { values } from './rewrites/values.js'

export type { Rewrite } from './rewrites/rewrite.js'

export const promisedRewrites: readonly Rewrite[] = [
  ...spelling,
  ...names,
  ...controlFlow,
  ...guards,
  ...values,
  ...declarations,
]

export const temptations: readonly Rewrite[] = [...temptingExpressions, ...temptingStatements, ...temptingRefactorings]

export const mutationRewrites: readonly Rewrite[] = mutations.map(({ kind, on, edits }) => ({
  id: undefined,
  name: kind,
  on,
  edits,
}))
