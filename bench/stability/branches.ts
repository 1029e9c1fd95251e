/** `if` and `else` to `?:` and back, in the forms that C3, C4 and C5 promise to be one. */

import type * as babel from '@babel/core'
import { types as t } from '@babel/core'
import { rewrite, rewriteLists } from './compile.js'

export function ifToTernary(code: string, file: string): string {
  const change = (statements: t.Statement[], path: babel.NodePath) => {
    let rest: t.Statement[] = []
    for (const statement of [...statements].reverse()) rest = prepend(path, statement, rest)
    return rest
  }
  return rewriteLists(code, file, change, {
    // `else if` stands in no list.
    IfStatement: {
      exit(path) {
        const [changed] = path.key === 'alternate' ? prepend(path, path.node, []) : []
        if (changed && changed !== path.node) path.replaceWith(changed)
      },
    },
  })
}

export function ternaryToIf(code: string, file: string): string {
  return rewrite(code, file, {
    ReturnStatement(path) {
      const { argument } = path.node
      if (argument?.type === 'ConditionalExpression')
        path.replaceWith(branches(argument, (value) => t.returnStatement(value)))
    },
    ArrowFunctionExpression(path) {
      const { body } = path.node
      if (body.type !== 'ConditionalExpression') return
      path.node.body = t.blockStatement([t.returnStatement(body)])
      path.node.expression = false
    },
    ExpressionStatement(path) {
      const { expression } = path.node
      if (expression.type !== 'AssignmentExpression' || expression.right.type !== 'ConditionalExpression') return
      const { left, right } = expression
      if (!isAssignment(path, expression) || takesName(right.consequent) || takesName(right.alternate)) return
      path.replaceWith(
        branches(right, (value) => t.expressionStatement(t.assignmentExpression('=', t.cloneNode(left), value))),
      )
    },
  })
}

function branches(
  { test, consequent, alternate }: t.ConditionalExpression,
  statement: (value: t.Expression) => t.Statement,
): t.IfStatement {
  return t.ifStatement(test, t.blockStatement([statement(consequent)]), t.blockStatement([statement(alternate)]))
}

function prepend(path: babel.NodePath, statement: t.Statement, rest: t.Statement[]): t.Statement[] {
  if (statement.type !== 'IfStatement') return [statement, ...rest]
  const { test, consequent, alternate } = statement
  const then = only(consequent)
  const otherwise = alternate ? only(alternate) : rest[0]
  if (then?.type === 'ReturnStatement' && otherwise?.type === 'ReturnStatement') {
    // What is behind both of them is never reached: C8 leaves it out.
    if (!then.argument || !otherwise.argument) return [statement, ...rest]
    const returned = t.returnStatement(t.conditionalExpression(test, then.argument, otherwise.argument))
    return [returned, ...(alternate ? rest : rest.slice(1))]
  }
  const [first, second] = [assignmentOf(path, then), alternate ? assignmentOf(path, otherwise) : undefined]
  if (!first || !second || first.left.name !== second.left.name) return [statement, ...rest]
  const value = t.conditionalExpression(test, first.right, second.right)
  return [t.expressionStatement(t.assignmentExpression('=', first.left, value)), ...rest]
}

function only(statement: t.Statement): t.Statement | undefined {
  if (statement.type !== 'BlockStatement') return statement
  return statement.body.length === 1 && statement.directives.length === 0 ? statement.body[0] : undefined
}

function assignmentOf(path: babel.NodePath, statement: t.Statement | undefined) {
  if (statement?.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression')
    return undefined
  const { expression } = statement
  if (!isAssignment(path, expression) || takesName(expression.right)) return undefined
  return { left: expression.left as t.Identifier, right: expression.right }
}

/** To a variable: a global may be a setter. */
function isAssignment(path: babel.NodePath, { operator, left }: t.AssignmentExpression): boolean {
  return operator === '=' && left.type === 'Identifier' && path.scope.hasBinding(left.name, true)
}

/** An anonymous function or class takes the name of the variable. */
function takesName(node: t.Expression): boolean {
  if (t.isArrowFunctionExpression(node)) return true
  return (t.isFunctionExpression(node) || t.isClassExpression(node)) && !node.id
}
