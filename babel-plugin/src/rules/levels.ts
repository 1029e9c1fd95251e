/**
 * How far the rules themselves may nest code. A thousand guard clauses in a row could become one test or one choice with a thousand
 * levels, and a thousand temporaries one expression: more than the passes that follow can walk down, where the code as it is
 * written is flat.
 * Twin: swc-plugin/src/rules/levels.rs
 */
import type { Node } from '../tree.js'

export const MAX_LEVELS = 400

/** How many tests and choices stand inside of each other. */
export function levelsOf(node: Node): number {
  switch (node.type) {
    case 'Conditional':
      return 1 + Math.max(levelsOf(node.test), levelsOf(node.then), levelsOf(node.else))
    case 'Binary':
      return 1 + Math.max(levelsOf(node.left), levelsOf(node.right))
    case 'Unary':
      return 1 + levelsOf(node.argument)
    default:
      return 0
  }
}
