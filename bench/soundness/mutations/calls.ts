/** Functions, calls and names: other arguments, another callee, another variable, another kind of function. */
import type { NodePath, types as t } from '@babel/core'
import { type Edit, put, swap, takeOut, textOf } from '../../../test/soundness/edits.js'
import { type Mutation, mutation } from './mutation.js'

const functionTypes = [
  ...(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression', 'ObjectMethod'] as const),
  ...(['ClassMethod', 'ClassPrivateMethod'] as const),
]

export const calls: Mutation[] = [
  mutation('arguments swapped', ['CallExpression', 'OptionalCallExpression', 'NewExpression'], (node, _, code) =>
    node.arguments
      .slice(1)
      .map((second, index) => [node.arguments[index] as t.Node, second] as const)
      .filter(([first, second]) => !first.type.startsWith('Spread') && !second.type.startsWith('Spread'))
      .map(([first, second]) => swap(code, first, second)),
  ),
  mutation('argument removed', ['CallExpression', 'OptionalCallExpression', 'NewExpression'], (node) =>
    node.arguments.map((_, index) => takeOut(node.arguments, index)),
  ),
  mutation('argument doubled', ['CallExpression', 'OptionalCallExpression', 'NewExpression'], (node, _, code) =>
    node.arguments.slice(0, 1).map((argument) => put(argument, `${textOf(code, argument)}, ${textOf(code, argument)}`)),
  ),
  mutation('call dropped', ['CallExpression'], (node, _, code) =>
    node.callee.type === 'Import' || node.callee.type === 'Super'
      ? undefined
      : [put(node, `(${textOf(code, node.callee)})`)],
  ),
  mutation('new dropped', ['NewExpression'], (node, _, code) => [put(node, textOf(code, node).replace(/^new\s+/, ''))]),
  mutation('another callee', ['CallExpression'], ({ callee }, path) => {
    if (callee.type !== 'Identifier') return undefined
    return otherNames(path, callee, (scope) => scope.path.isProgram()).map((name) => put(callee, name))
  }),
  mutation('another local', ['Identifier'], (node, path) => {
    const isLocal = path.isReferencedIdentifier() && path.scope.getBinding(node.name)?.scope.path.isProgram() === false
    if (!isLocal || path.parent.type === 'ExportSpecifier') return undefined
    const edits = otherNames(path, node, (scope) => !scope.path.isProgram()).map((name) => put(node, name))
    const { parent } = path
    if (parent.type !== 'ObjectProperty' || !parent.shorthand) return edits
    return edits.map(([edit]) => put(parent, `${node.name}: ${edit?.text}`))
  }),
  mutation(
    'two locals swapped',
    ['ExpressionStatement', 'ReturnStatement', 'ThrowStatement', 'VariableDeclaration', 'IfStatement'],
    (_, path, code) => {
      const [first, ...others] = localsIn(path)
      const second = others.find(({ name }) => name !== first?.name)
      return first && second ? [swap(code, first, second)] : undefined
    },
  ),
  mutation('await dropped', ['AwaitExpression'], (node, _, code) => [put(node, `(${textOf(code, node.argument)})`)]),
  mutation('async dropped', functionTypes, (node, path, code) => {
    if (!node.async) return undefined
    const at = code.indexOf('async', node.start as number)
    return [[{ start: at, end: at + 5, text: '' }, ...keywordsInside(path, code, 'AwaitExpression', '')]]
  }),
  mutation('async added', functionTypes, (node) =>
    node.async || ('kind' in node && node.kind !== 'method')
      ? undefined
      : node.type === 'ClassMethod' || node.type === 'ClassPrivateMethod'
        ? [[{ start: node.key.start as number, end: node.key.start as number, text: 'async ' }]].filter(
            () => !node.computed && !node.generator,
          )
        : [[{ start: node.start as number, end: node.start as number, text: 'async ' }]],
  ),
  mutation('generator becomes function', functionTypes, (node, path, code) => {
    if (!node.generator) return undefined
    const at = code.indexOf('*', node.start as number)
    return [[{ start: at, end: at + 1, text: '' }, ...keywordsInside(path, code, 'YieldExpression', 'void ')]]
  }),
  mutation('yield dropped', ['YieldExpression'], (node, _, code) => [
    put(node, node.argument ? `(${textOf(code, node.argument)})` : '(void 0)'),
  ]),
  mutation('yield* becomes yield', ['YieldExpression'], (node, _, code) =>
    node.delegate ? [put(node, textOf(code, node).replace(/^yield\s*\*/, 'yield '))] : undefined,
  ),
  mutation('default changed', ['AssignmentPattern'], (node, _, code) => [
    put(node.right, `[${textOf(code, node.right)}]`),
  ]),
  mutation('default dropped', ['AssignmentPattern'], (node, path, code) => {
    const { parent } = path
    if (parent.type === 'ObjectProperty' && parent.shorthand) return [put(parent, textOf(code, node.left))]
    return [put(node, textOf(code, node.left))]
  }),
  mutation('parameters swapped', functionTypes, ({ params }, _, code) => {
    const [first, second] = params
    if (first?.type !== 'Identifier' || second?.type !== 'Identifier' || first.name === 'this') return undefined
    return [swap(code, first, second)]
  }),
  mutation('parameter removed', functionTypes, ({ params }) => {
    const last = params.at(-1)
    // `this` is a type.
    if (!last || (last.type === 'Identifier' && last.name === 'this')) return undefined
    return [takeOut(params, params.length - 1)]
  }),
  mutation('spread dropped', ['SpreadElement', 'RestElement'], (node, _, code) => [
    put(node, textOf(code, node.argument)),
  ]),
  mutation('arrow becomes function', ['ArrowFunctionExpression'], (node, _, code) => {
    const [params, body] = [node.params.map((param) => textOf(code, param)).join(', '), textOf(code, node.body)]
    const block = node.body.type === 'BlockStatement' ? body : `{ return (${body}) }`
    return [put(node, `(${node.async ? 'async ' : ''}function (${params}) ${block})`)]
  }),
]

/** The keywords of a function, which are not allowed without its own. */
function keywordsInside(
  path: NodePath,
  code: string,
  type: 'AwaitExpression' | 'YieldExpression',
  text: string,
): Edit[] {
  const edits: Edit[] = []
  path.traverse({
    enter(inner) {
      if (inner.isFunction()) inner.skip()
      if (inner.node.type !== type) return
      const start = inner.node.start as number
      const [keyword] = /^(await|yield\s*\*?)/.exec(code.slice(start)) ?? ['']
      edits.push({ start, end: start + keyword.length, text })
    },
  })
  return edits
}

/** The locals that a statement reads itself, not in a block or function of its own. */
function localsIn(path: NodePath): t.Identifier[] {
  const locals: t.Identifier[] = []
  path.traverse({
    enter(inner) {
      const { node, parent } = inner
      if (inner.isFunction() || inner.isBlockStatement() || inner.isTSType()) inner.skip()
      if (!inner.isReferencedIdentifier() || node.type !== 'Identifier') return
      const isShorthand = parent.type === 'ObjectProperty' && parent.shorthand
      if (!isShorthand && inner.scope.getBinding(node.name)?.scope.path.isProgram() === false) locals.push(node)
    },
  })
  return locals
}

type Scope = NodePath['scope']

/** A name that stands for something else there, not always the same one. */
function otherNames(path: NodePath, node: t.Identifier, from: (scope: Scope) => boolean): string[] {
  const names = Object.entries(path.scope.getAllBindings())
    .filter(([name, binding]) => name !== node.name && from(binding.scope) && isValue(binding.path))
    .map(([name]) => name)
    .sort()
  const [name] = names.length > 0 ? [names[(node.start as number) % names.length] as string] : []
  return name === undefined ? [] : [name]
}

function isValue(path: NodePath): boolean {
  if (path.isImportSpecifier() && (path.node as { importKind?: string | null }).importKind === 'type') return false
  if (path.parent.type === 'ImportDeclaration' && path.parent.importKind === 'type') return false
  return !path.isTSInterfaceDeclaration() && !path.isTSTypeAliasDeclaration()
}
