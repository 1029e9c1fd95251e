/** Members of objects and classes: others, elsewhere, of another kind. */
import type { types as t } from '@babel/core'
import { put, swap, takeOut, textOf } from '../../../test/soundness/edits.js'
import { isUndefined, type Mutation, mutation } from './mutation.js'

const memberTypes = ['ObjectProperty', 'ObjectMethod', 'ClassMethod', 'ClassProperty'] as const

export const members: Mutation[] = [
  mutation('another property', ['MemberExpression', 'OptionalMemberExpression'], ({ property, computed }) =>
    !computed && property.type === 'Identifier' ? [put(property, `${property.name}x`)] : undefined,
  ),
  mutation('property becomes computed', ['MemberExpression'], ({ property, computed, object }) =>
    !computed && property.type === 'Identifier'
      ? [[{ start: object.end as number, end: property.end as number, text: `[${property.name}]` }]].filter(
          () => !object.extra?.parenthesized,
        )
      : undefined,
  ),
  mutation('?. becomes .', ['OptionalMemberExpression', 'OptionalCallExpression'], (node, _, code) => {
    if (!node.optional) return undefined
    const from = (node.type === 'OptionalCallExpression' ? node.callee : node.object).end as number
    const at = code.indexOf('?.', from)
    const dot = node.type === 'OptionalMemberExpression' && !node.computed
    return [[{ start: at, end: at + 2, text: dot ? '.' : '' }]]
  }),
  mutation('. becomes ?.', ['MemberExpression'], (node, _, code) => {
    const at = code.indexOf('.', node.object.end as number)
    if (node.computed || /[^\s)]/.test(code.slice(node.object.end as number, at))) return undefined
    return node.object.type === 'Super' ? undefined : [[{ start: at, end: at + 1, text: '?.' }]]
  }),
  mutation('properties swapped', ['ObjectExpression', 'ObjectPattern'], ({ properties }, _, code) =>
    properties
      .slice(1)
      .map((second, index) => [properties[index] as t.Node, second] as const)
      .filter(([, second]) => second.type !== 'RestElement')
      .map(([first, second]) => swap(code, first, second)),
  ),
  mutation('property removed', ['ObjectExpression', 'ObjectPattern'], ({ properties }) =>
    properties.map((_, index) => takeOut(properties, index)),
  ),
  mutation('element removed', ['ArrayExpression'], ({ elements }) =>
    elements.length > 0 && elements.every(Boolean) ? [takeOut(elements, elements.length - 1)] : undefined,
  ),
  mutation('elements swapped', ['ArrayExpression', 'ArrayPattern'], ({ elements }, _, code) => {
    const [first, second] = elements
    return first && second && second.type !== 'RestElement' ? [swap(code, first, second)] : undefined
  }),
  mutation('name of a member', memberTypes, (node, path, code) => {
    const { key, computed } = node
    if (computed || key.type !== 'Identifier' || isErased(node)) return undefined
    if (node.type !== 'ObjectProperty') return [put(key, `${key.name}x`)]
    if (!node.shorthand) return [put(key, `${key.name}x`)]
    return path.parentPath?.isObjectPattern() || path.parentPath?.isObjectExpression()
      ? [put(node, `${key.name}x: ${textOf(code, node.value)}`)]
      : undefined
  }),
  mutation('key becomes computed', memberTypes, ({ key, computed, ...node }) =>
    computed ||
    isErased(node as t.Node) ||
    key.type !== 'Identifier' ||
    ('shorthand' in node && node.shorthand) ||
    key.name === 'constructor'
      ? undefined
      : [put(key, `[${key.name}]`)],
  ),
  mutation('another private member', ['MemberExpression'], ({ property }, path) => {
    if (property.type !== 'PrivateName') return undefined
    const body = path.findParent((parent) => parent.isClassBody())?.node as t.ClassBody | undefined
    const others = (body?.body ?? []).flatMap((member) =>
      'key' in member && member.key.type === 'PrivateName' && member.key.id.name !== property.id.name
        ? [member.key]
        : [],
    )
    return others.slice(0, 2).map((other) => put(property, `#${other.id.name}`))
  }),
  mutation('getter or setter becomes method', ['ObjectMethod', 'ClassMethod'], (node, _, code) => {
    if (node.kind !== 'get' && node.kind !== 'set') return undefined
    const from = (node.decorators?.at(-1)?.end ?? node.start) as number
    const at = from + code.slice(from, node.key.start as number).lastIndexOf(node.kind)
    return [[{ start: at, end: at + 3, text: '' }]]
  }),
  mutation(
    'static dropped',
    ['ClassMethod', 'ClassProperty', 'ClassPrivateMethod', 'ClassPrivateProperty'],
    (node, _, code) => {
      if (!node.static) return undefined
      const at = code.indexOf('static', (node.decorators?.at(-1)?.end ?? node.start) as number)
      return at < (node.key.start as number) ? [[{ start: at, end: at + 6, text: '' }]] : undefined
    },
  ),
  mutation('value of a field dropped', ['ClassProperty', 'ClassPrivateProperty'], ({ value }) =>
    value && !isUndefined(value) ? [put(value, 'void 0')] : undefined,
  ),
  mutation(
    'member of a class removed',
    ['ClassMethod', 'ClassPrivateMethod', 'ClassProperty', 'StaticBlock'],
    (node) => (isErased(node) ? undefined : [put(node, '')]),
  ),
  mutation('members of a class swapped', ['ClassBody'], ({ body }, _, code) =>
    body
      .slice(1)
      .map((second, index) => [body[index] as t.Node, second] as const)
      .filter(([first, second]) => !isErased(first) && !isErased(second))
      .map(([first, second]) => swap(code, first, second)),
  ),
  mutation('extends dropped', ['ClassDeclaration', 'ClassExpression'], ({ superClass, body }) =>
    superClass ? [[{ start: superClass.start as number, end: body.start as number, text: 'Object ' }]] : undefined,
  ),
]

function isErased(member: t.Node): boolean {
  return member.type.startsWith('TS') || (member as { abstract?: boolean }).abstract === true
}
