/**
 * What stands at the left of a declaration or an assignment, or is a parameter: its names, and the expressions in it.
 * Twin: swc-plugin/src/targets.rs
 */
import type { Name, Node, Statement } from './tree.js'

/** Calls `visit` for each name that a pattern binds or assigns. */
export function forEachTarget(target: Node, visit: (name: Name) => void): void {
  switch (target.type) {
    case 'Name':
      visit(target)
      break
    case 'ObjectPattern':
      for (const property of target.properties) {
        if (property.type === 'Property' && property.value) forEachTarget(property.value, visit)
        else if (property.type === 'Rest') forEachTarget(property.argument, visit)
      }
      break
    case 'ArrayPattern':
      for (const element of target.elements) if (element) forEachTarget(element, visit)
      break
    case 'Default':
    case 'ParameterProperty':
    case 'DecoratedParameter':
      forEachTarget(target.target, visit)
      break
    case 'Rest':
      forEachTarget(target.argument, visit)
      break
    default: // a member, whose parts are expressions
  }
}

/** Calls `visit` for each name that a statement declares. */
export function forEachDeclared(statement: Statement, visit: (name: Name) => void): void {
  if (statement.type === 'Variable') forEachTarget(statement.target, visit)
  else if (statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration') visit(statement.target)
}

/** Calls `visit` for each expression in a pattern: defaults, computed keys, and members that are assigned. */
export function forEachExpressionOfPattern(target: Node, visit: (expression: Node) => void): void {
  switch (target.type) {
    case 'Name':
      break
    case 'ObjectPattern':
      for (const property of target.properties) {
        if (property.type === 'Property') {
          visit(property.key)
          if (property.value) forEachExpressionOfPattern(property.value, visit)
        } else if (property.type === 'Rest') forEachExpressionOfPattern(property.argument, visit)
      }
      break
    case 'ArrayPattern':
      for (const element of target.elements) if (element) forEachExpressionOfPattern(element, visit)
      break
    case 'Default':
      forEachExpressionOfPattern(target.target, visit)
      visit(target.value)
      break
    case 'ParameterProperty':
    case 'DecoratedParameter':
      forEachExpressionOfPattern(target.target, visit)
      break
    case 'Rest':
      forEachExpressionOfPattern(target.argument, visit)
      break
    default:
      visit(target)
  }
}

/** What holds further targets. */
export const patterns: ReadonlySet<string> = new Set([
  'ObjectPattern',
  'ArrayPattern',
  'Property',
  'Default',
  'Rest',
  'ParameterProperty',
  'DecoratedParameter',
  'Chain',
])
