/** C: the same flow of control in other statements. */
import type { NodePath, types as t } from '@babel/core'
import { put, textOf } from '../edits.js'
import { followers, insertAt, leaves, listOf, promised, type Rewrite, usesOf } from './rewrite.js'

export const controlFlow: Rewrite[] = [
  promised('C1', 'a body that returns', ['ArrowFunctionExpression'], (node, _, code) =>
    node.body.type === 'BlockStatement'
      ? undefined
      : [put(outer(node.body), `{ return ${outerText(code, node.body)} }`)],
  ),
  promised('C1', 'an expression for a body', ['ArrowFunctionExpression'], (node, _, code) => {
    const [only] = node.body.type === 'BlockStatement' && node.body.body.length === 1 ? node.body.body : []
    return only?.type === 'ReturnStatement' && only.argument
      ? [put(node.body, `(${textOf(code, only.argument)})`)]
      : undefined
  }),
  promised('C2', 'an arrow for the definition', ['FunctionExpression'], (node, path, code) => {
    const isRoot = path.parent.type === 'CallExpression' && path.parentPath?.parentPath?.parentPath?.isProgram()
    if (!isRoot || node.generator || /\b(this|arguments|new\.target)\b/.test(textOf(code, node))) return undefined
    const parameters = node.params.map((item) => textOf(code, item)).join(', ')
    return [put(node, `${node.async ? 'async ' : ''}(${parameters}) => ${textOf(code, node.body)}`)]
  }),
  promised('C2', 'a function for the definition', ['ArrowFunctionExpression'], (node, path, code) => {
    const isRoot = path.parent.type === 'CallExpression' && path.parentPath?.parentPath?.parentPath?.isProgram()
    if (!isRoot || node.body.type !== 'BlockStatement' || /\b(this|arguments|new\.target)\b/.test(textOf(code, node)))
      return undefined
    const parameters = node.params.map((item) => textOf(code, item)).join(', ')
    return [put(node, `${node.async ? 'async ' : ''}function (${parameters}) ${textOf(code, node.body)}`)]
  }),
  promised('C3', 'what follows for else', ['IfStatement'], (node, path, code) => {
    if (!node.alternate || !leaves(node.consequent) || !path.inList) return undefined
    const rest = listOf(node.alternate).map((item) => textOf(code, item))
    return [put(node, `if (${textOf(code, node.test)}) ${textOf(code, node.consequent)} ${rest.join(' ')}`)]
  }),
  promised('C3', 'else for what follows', ['IfStatement'], (node, path, code) => {
    const rest = followers(path).slice(1)
    const last = rest.at(-1)
    if (node.alternate || !leaves(node.consequent) || !last || path.parentPath?.isProgram()) return undefined
    const text = `if (${textOf(code, node.test)}) ${textOf(code, node.consequent)} else { ${rest.map((item) => textOf(code, item)).join(' ')} }`
    return [put(node, text, last)]
  }),
  promised('C3', 'a guard', ['IfStatement'], (node, path, code) => {
    if (!node.alternate || !leaves(node.alternate) || !path.inList) return undefined
    const rest = listOf(node.consequent).map((item) => textOf(code, item))
    return [put(node, `if (!(${textOf(code, node.test)})) ${textOf(code, node.alternate)} ${rest.join(' ')}`)]
  }),
  promised('C4', 'a conditional return', ['IfStatement'], (node, path, code) => {
    const [then] = listOf(node.consequent)
    const next = node.alternate ? listOf(node.alternate)[0] : followers(path)[1]
    if (listOf(node.consequent).length !== 1 || (node.alternate && listOf(node.alternate).length !== 1))
      return undefined
    if (then?.type !== 'ReturnStatement' || next?.type !== 'ReturnStatement' || !(then.argument && next.argument))
      return undefined
    const text = `return ${textOf(code, node.test)} ? ${textOf(code, then.argument)} : ${textOf(code, next.argument)};`
    return [put(node, text, node.alternate ? node : next)]
  }),
  promised('C4', 'two returns', ['ReturnStatement'], ({ argument, ...node }, _, code) => {
    if (argument?.type !== 'ConditionalExpression') return undefined
    const [test, then, otherwise] = [argument.test, argument.consequent, argument.alternate].map((item) =>
      outerText(code, item),
    )
    const [start, end] = [node.start as number, node.end as number]
    return [
      [{ start, end, text: `{ if (${test}) return ${then}; return ${otherwise}; }` }],
      [{ start, end, text: `if (${test}) { return ${then}; } else { return ${otherwise}; }` }],
    ]
  }),
  promised('C5', 'a conditional assignment', ['IfStatement'], (node, _, code) => {
    const [then, otherwise] = [assigned(node.consequent), assigned(node.alternate)]
    if (!then || !otherwise || textOf(code, then.left) !== textOf(code, otherwise.left)) return undefined
    const [test, a, b] = [node.test, then.right, otherwise.right].map((item) => outerText(code, item))
    return [put(node, `${textOf(code, then.left)} = ${test} ? ${a} : ${b};`)]
  }),
  promised('C5', 'two assignments', ['ExpressionStatement'], ({ expression, ...node }, _, code) => {
    if (
      expression.type !== 'AssignmentExpression' ||
      expression.operator !== '=' ||
      expression.left.type !== 'Identifier'
    )
      return undefined
    if (expression.right.type !== 'ConditionalExpression') return undefined
    const { test, consequent, alternate } = expression.right
    const [name, a, b, c] = [expression.left, test, consequent, alternate].map((item) => outerText(code, item))
    const text = `if (${a}) ${name} = ${b}; else { ${name} = ${c}; }`
    return [[{ start: node.start as number, end: node.end as number, text }]]
  }),
  promised('C6', 'branches the other way round', ['IfStatement', 'ConditionalExpression'], (node, path, code) => {
    if (!node.alternate) return undefined
    const [test, then, otherwise] = [node.test, node.consequent, node.alternate].map((item) => outerText(code, item))
    if (node.type === 'ConditionalExpression') return [put(node, `(!(${test}) ? ${otherwise} : ${then})`)]
    const braces = (text: string | undefined) => (text?.startsWith('{') ? text : `{ ${text} }`)
    return path.parent.type === 'IfStatement'
      ? undefined
      : [put(node, `if (!(${test})) ${braces(otherwise)} else ${braces(then)}`)]
  }),
  promised('C6', '!== for ! of ===', ['UnaryExpression'], ({ operator, argument, ...node }, _, code) => {
    if (operator !== '!' || argument.type !== 'BinaryExpression' || !/^[!=]==?$/.test(argument.operator))
      return undefined
    const other = { '===': '!==', '!==': '===', '==': '!=', '!=': '==' }[argument.operator as '===']
    const text = `(${outerText(code, argument.left)} ${other} ${outerText(code, argument.right)})`
    return [[{ start: node.start as number, end: node.end as number, text }]]
  }),
  promised(
    'C6',
    '!! in a test',
    ['IfStatement', 'WhileStatement', 'ConditionalExpression', 'ForStatement', 'DoWhileStatement'],
    ({ test }) => (test ? [[insertAt(test.start as number, '!!('), insertAt(test.end as number, ')')]] : undefined),
  ),
  promised('C7', 'return for return undefined', ['ReturnStatement'], (node, path) => {
    const { argument } = node
    const isUndefined =
      argument?.type === 'Identifier'
        ? argument.name === 'undefined'
        : argument?.type === 'UnaryExpression' &&
          argument.operator === 'void' &&
          argument.argument.type === 'NumericLiteral'
    return isUndefined && !isAsyncGenerator(path) ? [put(node, 'return;')] : undefined
  }),
  promised('C7', 'return undefined', ['ReturnStatement'], (node, path) =>
    node.argument || isAsyncGenerator(path) ? undefined : [put(node, 'return undefined;')],
  ),
  promised(
    'C7',
    'return at the end',
    ['FunctionExpression', 'FunctionDeclaration', 'ArrowFunctionExpression', 'ObjectMethod'],
    ({ body, async: isAsync, generator }) =>
      body.type === 'BlockStatement' && !(isAsync && generator)
        ? [[insertAt((body.end as number) - 1, '; return; ')]]
        : undefined,
  ),
  promised(
    'C8',
    'code that is never reached',
    ['ReturnStatement', 'ThrowStatement', 'BreakStatement', 'ContinueStatement'],
    (node, path) => (path.inList ? [[insertAt(node.end as number, ' f(77); o.dead = 1;')]] : undefined),
  ),
  promised('C8', 'without what is never reached', ['ReturnStatement', 'ThrowStatement'], (node, path) => {
    const rest = followers(path).slice(1)
    const last = rest.at(-1)
    if (!last || rest.some((item) => !/^(Expression|Return|Throw|Empty)Statement$/.test(item.type))) return undefined
    return [[{ start: node.end as number, end: last.end as number, text: '' }]]
  }),
  promised('C9', 'for instead of while', ['WhileStatement'], (node, _, code) => [
    put(node, `for (; ${textOf(code, node.test)}; ) ${textOf(code, node.body)}`),
  ]),
  promised('C9', 'while instead of for', ['ForStatement'], (node, _, code) =>
    node.test && !node.init && !node.update
      ? [put(node, `while (${textOf(code, node.test)}) ${textOf(code, node.body)}`)]
      : undefined,
  ),
  promised(
    'C10',
    'a compound assignment',
    ['AssignmentExpression'],
    ({ operator, left, right, ...node }, path, code) => {
      if (operator !== '=' || left.type !== 'Identifier' || right.type !== 'BinaryExpression') return undefined
      if (right.left.type !== 'Identifier' || right.left.name !== left.name || !path.scope.hasBinding(left.name))
        return undefined
      if (!/^(\+|-|\*|\/|%|\*\*|<<|>>|>>>|&|\||\^)$/.test(right.operator)) return undefined
      const text = `${left.name} ${right.operator}= ${outerText(code, right.right)}`
      return [[{ start: node.start as number, end: node.end as number, text }]]
    },
  ),
  promised('C10', 'a plain assignment', ['AssignmentExpression'], ({ operator, left, right, ...node }, path, code) => {
    if (
      left.type !== 'Identifier' ||
      !/^[-+*/%&|^<>]+=$/.test(operator) ||
      operator.includes('&&') ||
      operator.includes('||')
    )
      return undefined
    if (!path.scope.hasBinding(left.name)) return undefined
    const text = `${left.name} = ${left.name} ${operator.slice(0, -1)} (${outerText(code, right)})`
    return [[{ start: node.start as number, end: node.end as number, text }]]
  }),
  promised('C12', 'a temporary', ['ReturnStatement'], (node, path, code) =>
    node.argument && path.inList
      ? [put(node, `const temporary${node.start} = ${outerText(code, node.argument)}; return temporary${node.start};`)]
      : undefined,
  ),
  promised('C12', 'no temporary', ['VariableDeclaration'], (node, path, code) => {
    const next = followers(path)[1]
    const [item] = node.declarations
    if (
      node.declarations.length !== 1 ||
      item?.id.type !== 'Identifier' ||
      !item.init ||
      next?.type !== 'ReturnStatement'
    )
      return undefined
    if (next.argument?.type !== 'Identifier' || next.argument.name !== item.id.name || usesOf(path, item.id.name) !== 1)
      return undefined
    return [put(node, `return ${outerText(code, item.init)};`, next)]
  }),
]

/** The text of an expression with its parentheses. */
export function outerText(code: string, node: t.Node): string {
  return node.extra?.parenthesized || node.type === 'SequenceExpression'
    ? `(${textOf(code, node)})`
    : textOf(code, node)
}

/** As `put` needs it: with the parentheses, of which there is one pair. */
function outer(node: t.Node): t.Node {
  if (!node.extra?.parenthesized) return node
  const start = node.extra.parenStart as number
  return { ...node, start, end: (node.end as number) + 1 } as t.Node
}

function assigned(node: t.Statement | null | undefined): t.AssignmentExpression | undefined {
  const [only] = listOf(node)
  if (listOf(node).length !== 1 || only?.type !== 'ExpressionStatement') return undefined
  const { expression } = only
  return expression.type === 'AssignmentExpression' &&
    expression.operator === '=' &&
    expression.left.type === 'Identifier'
    ? expression
    : undefined
}

function isAsyncGenerator(path: NodePath): boolean {
  const fn = path.getFunctionParent()?.node
  return fn !== undefined && 'generator' in fn && fn.async === true && fn.generator === true
}
