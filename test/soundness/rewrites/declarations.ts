/** C5, C12, C17, C18, D2 … D5, M5: declarations, functions, classes and objects. The test finds out where a rewrite holds. */
import type { types as t } from '@babel/core'
import { type Alternative, type Edit, put, textOf } from '../edits.js'
import { outerText } from './control-flow.js'
import { firstEvaluated } from './places.js'
import { followers, insertAt, listOf, promised, type Rewrite, usesOf } from './rewrite.js'

const starters = [
  ...(['ExpressionStatement', 'ReturnStatement', 'IfStatement', 'ThrowStatement', 'VariableDeclaration'] as const),
  ...(['SwitchStatement', 'ForOfStatement', 'ForInStatement'] as const),
] as const

export const declarations: Rewrite[] = [
  promised('C5', 'an if for a value', ['VariableDeclaration'], (node, path, code) => {
    const item = singleName(node)
    if (node.kind !== 'let' || item?.init.type !== 'ConditionalExpression' || !path.inList) return undefined
    const { test, consequent, alternate } = item.init
    const [a, b, c] = [test, consequent, alternate].map((part) => outerText(code, part))
    return [put(node, `let ${item.name} = ${c}; if (${a}) ${item.name} = ${b};`)]
  }),
  promised('C5', 'a value for an if', ['VariableDeclaration'], (node, path, code) => {
    const next = followers(path)[1]
    const item = singleName(node)
    const [set] = next?.type === 'IfStatement' && !next.alternate ? listOf(next.consequent) : []
    if (next?.type !== 'IfStatement' || node.kind !== 'let' || !item || set?.type !== 'ExpressionStatement')
      return undefined
    const { expression } = set
    if (expression.type !== 'AssignmentExpression' || textOf(code, expression.left) !== item.name) return undefined
    const value = `${outerText(code, next.test)} ? ${outerText(code, expression.right)} : ${outerText(code, item.init)}`
    return [put(node, `let ${item.name} = ${value};`, next)]
  }),
  promised('C12', 'a temporary for the first thing', starters, (node, path, code) => {
    if (!path.inList) return undefined
    return firstEvaluated(node).map((first) => {
      const name = `first${node.start}`
      return [insertAt(node.start as number, `const ${name} = (${textOf(code, first)}); `), ...put(first, name)]
    })
  }),
  promised('C12', 'the first thing for a temporary', ['VariableDeclaration'], (node, path, code) => {
    const next = followers(path)[1]
    const item = singleName(node)
    if (!next || !item || usesOf(path, item.name) !== 1) return undefined
    const used = firstEvaluated(next).find((part) => part.type === 'Identifier' && part.name === item.name)
    return used ? [[...put(node, ''), ...put(used, `(${outerText(code, item.init)})`)]] : undefined
  }),
  promised('D3', 'members for a pattern', ['VariableDeclaration'], (node, path, code) => {
    const [item] = node.declarations
    if (node.declarations.length !== 1 || item?.id.type !== 'ObjectPattern' || !item.init || path.parentPath?.isFor())
      return undefined
    const { init } = item
    const parts = item.id.properties.map((property) =>
      property.type === 'ObjectProperty' && property.value.type === 'Identifier' && !property.computed
        ? `${node.kind} ${property.value.name} = (${textOf(code, init)}).${textOf(code, property.key)};`
        : undefined,
    )
    return parts.includes(undefined) ? undefined : [put(node, parts.join(' '))]
  }),
  promised('D3', 'a pattern for members', ['VariableDeclaration'], (node, path, code) => {
    const read = (statement: t.Statement | undefined) => {
      if (statement?.type !== 'VariableDeclaration' || statement.kind !== node.kind) return undefined
      const item = singleName(statement)
      const { init } = item ?? {}
      if (init?.type !== 'MemberExpression' || init.computed || init.property.type !== 'Identifier') return undefined
      return { name: item?.name, key: init.property.name, from: textOf(code, init.object) }
    }
    const [first, second] = [read(node), read(followers(path)[1])]
    if (!first || path.parentPath?.isFor()) return undefined
    const single = put(node, `${node.kind} { ${first.key}: ${first.name} } = ${first.from};`)
    if (!second || second.from !== first.from) return [single]
    const both = `${node.kind} { ${first.key}: ${first.name}, ${second.key}: ${second.name} } = ${first.from};`
    return [single, put(node, both, followers(path)[1])]
  }),
  promised('D4', 'a declaration and its value', ['VariableDeclaration'], (node, path, code) => {
    const item = singleName(node)
    return node.kind === 'let' && item && path.inList
      ? [put(node, `let ${item.name}; ${item.name} = ${outerText(code, item.init)};`)]
      : undefined
  }),
  promised('D4', 'a declaration with its value', ['VariableDeclaration'], (node, path, code) => {
    const [item, more] = node.declarations
    const next = followers(path)[1]
    if (node.kind === 'const' || !item || more || item.init || next?.type !== 'ExpressionStatement') return undefined
    const { expression } = next
    if (expression.type !== 'AssignmentExpression' || expression.operator !== '=') return undefined
    if (textOf(code, expression.left) !== textOf(code, item.id)) return undefined
    return [put(node, `${node.kind} ${textOf(code, expression)};`, next)]
  }),
  promised('D5', 'let x = undefined', ['VariableDeclaration'], (node, path) => {
    const [item, more] = node.declarations
    if (!item || more || item.init || path.parentPath?.isFor()) return undefined
    return [[insertAt(item.end as number, ' = undefined')]]
  }),
  promised('D5', 'let x', ['VariableDeclarator'], (node, path) =>
    node.init?.type === 'Identifier' &&
    node.init.name === 'undefined' &&
    (path.parent as t.VariableDeclaration).kind !== 'const'
      ? [[{ start: node.id.end as number, end: node.init.end as number, text: '' }]]
      : undefined,
  ),
  promised('D2', 'a function elsewhere in its list', ['FunctionDeclaration'], (node, path, code) => {
    if (!path.inList || path.parentPath?.isProgram()) return undefined
    const [first, last] = [path.getSibling(0).node, path.getSibling((path.container as unknown[]).length - 1).node]
    return [
      ...(first && first !== node
        ? [[...put(node, ''), insertAt(first.start as number, `${textOf(code, node)} `)]]
        : []),
      ...(last && last !== node ? [[...put(node, ''), insertAt(last.end as number, ` ${textOf(code, node)}`)]] : []),
    ]
  }),
  promised('D2', 'var x elsewhere in its list', ['VariableDeclaration'], (node, path, code) => {
    const next = followers(path)[1]
    if (node.kind !== 'var' || node.declarations.some(({ init }) => init) || !next) return undefined
    return [[...put(node, ''), insertAt(next.end as number, ` ${textOf(code, node)}`)]]
  }),
  promised('C17', 'a function for an arrow', ['ArrowFunctionExpression'], (node, path, code) => {
    const isCalled = path.key === 'callee' || path.key === 'init'
    return isCalled && path.getFunctionParent() ? [asFunction(node, code)] : undefined
  }),
  promised('C17', 'an arrow for a function', ['FunctionExpression'], (node, path, code) => {
    if ((path.key !== 'callee' && path.key !== 'init') || node.generator || !path.getFunctionParent()) return undefined
    const parameters = node.params.map((item) => textOf(code, item)).join(', ')
    return [around(node, `(${node.async ? 'async ' : ''}(${parameters}) => ${textOf(code, node.body)})`)]
  }),
  promised('C18', 'members of a class in groups', ['ClassBody'], (node, _, code) =>
    [
      [0, 1, 2, 3, 4],
      [4, 3, 2, 1, 0],
      [3, 0, 2, 4, 1],
    ].map((ranks) => {
      const members = ranks.flatMap((rank) => node.body.filter((member) => rankOf(member) === rank))
      return put(node, `{ ${members.map((member) => textOf(code, member)).join(' ')} }`)
    }),
  ),
  promised('M5', 'a spread of a literal', ['ObjectProperty'], (node, path, code) =>
    path.parent.type === 'ObjectExpression' && textOf(code, node.key) !== '__proto__'
      ? [put(node, `...{ ${textOf(code, node)} }`), put(node, `...null, ${textOf(code, node)}`)]
      : undefined,
  ),
  promised('M5', 'no spread of a literal', ['SpreadElement'], (node, path, code) => {
    if (path.parent.type !== 'ObjectExpression') return undefined
    if (node.argument.type === 'NullLiteral') return [put(node, '...{}')]
    if (node.argument.type !== 'ObjectExpression' || node.argument.properties.length === 0) return undefined
    return [put(node, node.argument.properties.map((item) => textOf(code, item)).join(', '))]
  }),
]

/** The name and the value of a declaration of one name. */
export function singleName(node: t.VariableDeclaration): { name: string; init: t.Expression } | undefined {
  const [item, more] = node.declarations
  return item?.id.type === 'Identifier' && item.init && !more ? { name: item.id.name, init: item.init } : undefined
}

/** The rest of a function that is no arrow. */
function asFunction(node: t.ArrowFunctionExpression, code: string): Alternative {
  const parameters = node.params.map((item) => textOf(code, item)).join(', ')
  const body =
    node.body.type === 'BlockStatement' ? textOf(code, node.body) : `{ return ${outerText(code, node.body)} }`
  return around(node, `(${node.async ? 'async ' : ''}function (${parameters}) ${body})`)
}

function around(node: t.Node, text: string): Edit[] {
  return put(node, text)
}

function rankOf(member: t.ClassBody['body'][number]): number {
  if (member.type === 'StaticBlock') return 2
  if (member.type === 'ClassMethod' && member.kind === 'constructor') return 0
  const isStatic = 'static' in member && member.static === true
  return /Method$/.test(member.type) ? (isStatic ? 4 : 3) : isStatic ? 2 : 1
}
