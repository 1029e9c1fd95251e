/** Declarations and statements elsewhere, or under another name: what slips in while refactoring. */
import type { NodePath, types as t } from '@babel/core'
import { put, swap, textOf } from '../edits.js'
import { outerText } from './control-flow.js'
import { renamed } from './names.js'
import { followers, insertAt, isRead, leaves, listOf, type Rewrite, tempting } from './rewrite.js'

export const temptingStatements: Rewrite[] = [
  tempting('a name that captures', ['Identifier'], (node, path) => {
    const binding = path.scope.getBinding(node.name)
    if (binding?.identifier !== node || binding.scope.path.isProgram()) return undefined
    const others = Object.keys(binding.scope.getAllBindings()).filter((name) => name !== node.name)
    const name = others[(node.start as number) % Math.max(1, others.length)]
    return name === undefined ? undefined : [() => renamed(path, node.name, name)]
  }),
  tempting('a declaration that shadows', ['BlockStatement'], (node, path) => {
    const name = Object.keys(path.scope.getAllBindings())[(node.start as number) % 5]
    return name === undefined
      ? undefined
      : ['let', 'var'].map((kind) => [insertAt((node.start as number) + 1, ` ${kind} ${name}; `)])
  }),
  tempting('a declaration at the top', ['VariableDeclaration'], (node, path, code) => {
    const [item] = node.declarations
    const first = path.inList ? path.getSibling(0).node : undefined
    if (node.declarations.length !== 1 || item?.id.type !== 'Identifier' || !item.init || !first || first === node)
      return undefined
    return [
      [
        insertAt(first.start as number, `let ${item.id.name}; `),
        ...put(node, `${item.id.name} = ${outerText(code, item.init)};`),
      ],
      [insertAt(first.start as number, `${textOf(code, node)} `), ...put(node, '')],
    ]
  }),
  tempting('const for a let that is assigned', ['VariableDeclaration'], (node) =>
    node.kind === 'let' && node.declarations.every((item) => item.init)
      ? [[{ start: node.start as number, end: (node.start as number) + 3, text: 'const' }]]
      : undefined,
  ),
  tempting('a function declared further in', ['FunctionDeclaration'], (node, path, code) =>
    path.parentPath?.isProgram() ? undefined : [put(node, `{ ${textOf(code, node)} }`)],
  ),
  tempting('a variable for a declared function', ['FunctionDeclaration'], (node, _, code) =>
    node.id ? [put(node, `const ${node.id.name} = ${textOf(code, node)};`)] : undefined,
  ),
  tempting('while for do', ['DoWhileStatement'], (node, _, code) => [
    put(node, `while (${textOf(code, node.test)}) ${textOf(code, node.body)}`),
  ]),
  tempting('a block without its label', ['LabeledStatement'], (node, _, code) => [put(node, textOf(code, node.body))]),
  tempting('a use strict directive in a script', ['FunctionExpression', 'ArrowFunctionExpression'], (node, path) => {
    if (
      path.isInStrictMode() ||
      node.body.type !== 'BlockStatement' ||
      node.params.some((item) => item.type !== 'Identifier')
    )
      return undefined
    return [[insertAt((node.body.start as number) + 1, ' "use strict";')]]
  }),
  tempting('a return in finally', ['TryStatement'], ({ finalizer }) =>
    finalizer ? [[insertAt((finalizer.end as number) - 1, ' return 9; ')]] : undefined,
  ),
  tempting('a default as a statement', ['AssignmentPattern'], (node, path, code) => {
    const fn = path.parent as t.Function
    if (path.listKey !== 'params' || node.left.type !== 'Identifier' || fn.body.type !== 'BlockStatement')
      return undefined
    const text = ` if (${node.left.name} === undefined) ${node.left.name} = ${outerText(code, node.right)}; `
    return [[...put(node, node.left.name), insertAt((fn.body.start as number) + 1, text)]]
  }),
  tempting('a parameter for arguments[0]', ['MemberExpression'], (node, path) => {
    const [first] = path.getFunctionParent()?.node.params ?? []
    const isFirst =
      node.object.type === 'Identifier' && node.object.name === 'arguments' && node.property.type === 'NumericLiteral'
    return isFirst && first?.type === 'Identifier' ? [put(node, first.name)] : undefined
  }),
  tempting('a temporary for an argument', ['ExpressionStatement'], (node, path, code) => {
    const { expression } = node
    const last = expression.type === 'CallExpression' ? expression.arguments.at(-1) : undefined
    if (!last || last.type === 'SpreadElement' || !path.inList) return undefined
    const name = `early${node.start}`
    return [[insertAt(node.start as number, `const ${name} = ${outerText(code, last)}; `), ...put(last, name)]]
  }),
  tempting('a member read once', ['MemberExpression'], (node, path, code) => {
    const statement = path.getStatementParent()
    if (!statement?.inList || !isRead(path) || node.object.type !== 'Identifier') return undefined
    const name = `once${node.start}`
    return [[insertAt(statement.node.start as number, `const ${name} = ${textOf(code, node)}; `), ...put(node, name)]]
  }),
  tempting('a temporary declared behind the return', ['VariableDeclaration'], (node, path, code) => {
    const next = followers(path)[1]
    const [item] = node.declarations
    if (item?.id.type !== 'Identifier' || !item.init || next?.type !== 'ReturnStatement') return undefined
    const returned = next.argument?.type === 'Identifier' && next.argument.name === item.id.name
    return returned ? [put(node, `return ${outerText(code, item.init)}; let ${item.id.name};`, next)] : undefined
  }),
  tempting('two declarations swapped', ['VariableDeclaration'], (node, path, code) => {
    const next = followers(path)[1]
    return next?.type === 'VariableDeclaration' ? [swap(code, node, next)] : undefined
  }),
  tempting('a class field in the constructor', ['ClassProperty'], (node, path, code) => {
    const body = path.parent as t.ClassBody
    const hasConstructor = body.body.some((member) => member.type === 'ClassMethod' && member.kind === 'constructor')
    if (hasConstructor || node.static || node.computed || node.key.type !== 'Identifier' || !node.value)
      return undefined
    return [put(node, `constructor() { this.${node.key.name} = ${outerText(code, node.value)}; }`)]
  }),
  tempting('no else behind a branch that goes on', ['IfStatement'], (node, path, code) =>
    node.alternate && !leaves(node.consequent) && path.inList
      ? [
          put(
            node,
            `if (${textOf(code, node.test)}) ${textOf(code, node.consequent)} ${listOf(node.alternate)
              .map((item) => textOf(code, item))
              .join(' ')}`,
          ),
        ]
      : undefined,
  ),
  tempting('a conditional assignment of a member', ['IfStatement'], (node, _, code) => {
    const [then, otherwise] = [node.consequent, node.alternate].map((item) => listOf(item)[0])
    if (then?.type !== 'ExpressionStatement' || otherwise?.type !== 'ExpressionStatement') return undefined
    const [a, b] = [then.expression, otherwise.expression]
    if (
      a.type !== 'AssignmentExpression' ||
      b.type !== 'AssignmentExpression' ||
      textOf(code, a.left) !== textOf(code, b.left)
    )
      return undefined
    return [
      put(
        node,
        `${textOf(code, a.left)} ${a.operator} ${textOf(code, node.test)} ? ${outerText(code, a.right)} : ${outerText(code, b.right)};`,
      ),
    ]
  }),
  tempting('another name for a class', ['ClassDeclaration'], (node, path) => {
    const { id } = node
    return id && !path.parentPath?.isProgram()
      ? [() => renamed(path.parentPath as NodePath, id.name, `Other${node.start}`)]
      : undefined
  }),
]
