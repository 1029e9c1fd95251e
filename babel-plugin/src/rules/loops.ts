/**
 * Loops (C9): `while` is `for`; a test that is always true is none; `break` as the first thing of a body is the test.
 * Twin: swc-plugin/src/rules/loops.rs
 */
import type { Any, For } from '../tree.js'
import { truthOf } from './literals.js'
import type { Context } from './simplify.js'
import { logical, negate } from './tests.js'
import { withoutValue } from './values.js'

export function simplifyLoop(node: Any, context: Context): Any {
  switch (node.type) {
    case 'While':
      return simplifyFor({ type: 'For', init: [], test: node.test, update: null, body: node.body }, context)
    case 'For':
      return simplifyFor(node, context)
    default:
      return node
  }
}

function simplifyFor(node: For, context: Context): For {
  const update = node.update && withoutValue(node.update)
  const test = node.test && truthOf(node.test) ? null : node.test
  const [first] = node.body
  if (context.dynamic || first?.type !== 'If' || first.else.length > 0 || first.then.length !== 1)
    return { ...node, test, update }
  const [jump] = first.then
  if (jump?.type !== 'Break' || jump.label !== undefined) return { ...node, test, update }
  const stays = negate(first.test)
  return simplifyFor(
    { ...node, test: test ? logical('&&', test, stays) : stays, update, body: node.body.slice(1) },
    context,
  )
}
