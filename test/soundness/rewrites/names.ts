/** N and D: other names for what is local. */
import type { NodePath, types as t } from '@babel/core'
import type { Edit } from '../edits.js'
import { promised, type Rewrite } from './rewrite.js'

export const names: Rewrite[] = [
  promised('N1', 'another name for a local', ['Identifier'], (node, path) => {
    const binding = path.scope.getBinding(node.name)
    if (!binding || binding.identifier !== node || binding.scope.path.isProgram() || binding.path.isFunction())
      return undefined
    if (binding.path.isClass()) return undefined
    return [() => renamed(path, node.name, `other${node.start}`)]
  }),
  promised('N5', 'another name for an inner function that is only called', ['FunctionDeclaration'], (node, path) => {
    const { id } = node
    if (!id || path.parentPath?.isProgram()) return undefined
    return [() => renamed(path.parentPath as NodePath, id.name, `other${id.start}`)]
  }),
  promised('N5', 'another name for a variable that holds a function', ['VariableDeclarator'], ({ id, init }, path) =>
    id.type === 'Identifier' && /^(Arrow)?FunctionExpression$/.test(init?.type ?? '') && path.getFunctionParent()
      ? [() => renamed(path, id.name, `other${id.start}`)]
      : undefined,
  ),
  promised('N2', 'another label', ['LabeledStatement'], (node, path) => {
    const edits = [edit(node.label, `other${node.start}`)]
    path.traverse({
      'BreakStatement|ContinueStatement': ({ node: jump }: NodePath) => {
        const { label } = jump as t.BreakStatement
        if (label?.name === node.label.name) edits.push(edit(label, `other${node.start}`))
      },
    } as never)
    return [edits]
  }),
  promised('N3', 'another private name', ['ClassBody'], (node, path) => {
    const name = node.body.flatMap((member) =>
      'key' in member && member.key.type === 'PrivateName' ? [member.key.id.name] : [],
    )[0]
    if (name === undefined) return undefined
    const edits: Edit[] = []
    path.traverse({
      PrivateName: ({ node: used }) => {
        if (used.id.name === name) edits.push(edit(used, `#other${node.start}`))
      },
    })
    return [edits]
  }),
  promised('D1', 'const for let', ['VariableDeclaration'], (node, path) => {
    const isFixed = (item: t.VariableDeclarator): boolean =>
      Object.keys(path.scope.bindings).length > 0 &&
      item.id.type === 'Identifier' &&
      (item.init !== null || path.parentPath?.isFor() === true) &&
      path.scope.getBinding(item.id.name)?.constant === true
    if (node.kind !== 'let' || !node.declarations.every(isFixed)) return undefined
    return [[{ start: node.start as number, end: (node.start as number) + 3, text: 'const' }]]
  }),
  promised('D1', 'let for const', ['VariableDeclaration'], (node, path) => {
    const isFixed = (item: t.VariableDeclarator): boolean =>
      item.id.type === 'Identifier' && path.scope.getBinding(item.id.name)?.constant === true
    if (node.kind !== 'const' || !node.declarations.every(isFixed)) return undefined
    return [[{ start: node.start as number, end: (node.start as number) + 5, text: 'let' }]]
  }),
]

/** The edits that give a binding another name everywhere. */
export function renamed(path: NodePath, from: string, to: string): Edit[] {
  const binding = path.scope.getBinding(from)
  if (!binding) return []
  const seen = new Set<t.Node>()
  const edits: Edit[] = []
  binding.scope.path.traverse({
    Identifier: (use) => {
      const { node, parent } = use
      if (node.name !== from || seen.has(node) || use.scope.getBinding(from) !== binding) return
      if (isProperty(use)) return
      seen.add(node)
      // `{ a }` has its name twice.
      const short = (parent.type === 'ObjectProperty' && parent.shorthand) || isShorthandDefault(use)
      edits.push(edit(node, short ? `${from}: ${to}` : to))
    },
  })
  // Shorthand has a key and a value at one place.
  return edits.filter((item, index) => edits.findIndex(({ start }) => start === item.start) === index)
}

function isProperty({ parent, key }: NodePath): boolean {
  if (key === 'property') return (parent as t.MemberExpression).computed !== true
  if (key === 'label') return true
  if (key === 'id' && parent.type === 'PrivateName') return true
  return key === 'key' && (parent as t.ObjectProperty).computed !== true
}

function isShorthandDefault({ parent, key, parentPath }: NodePath): boolean {
  const around = parentPath?.parent
  return parent.type === 'AssignmentPattern' && key === 'left' && around?.type === 'ObjectProperty' && around.shorthand
}

function edit(node: t.Node, text: string): Edit {
  return { start: node.start as number, end: node.end as number, text }
}
