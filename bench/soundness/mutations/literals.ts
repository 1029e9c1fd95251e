/** Another literal in the place of one. */
import { isKey, type Mutation, mutation, put } from './mutation.js'

export const literals: Mutation[] = [
  mutation('number + 1', ['NumericLiteral'], (node, path) => [
    put(
      node,
      isKey(path) ? `${node.value + 1}` : `(${node.value + 1 === node.value ? node.value * 2 : node.value + 1})`,
    ),
  ]),
  mutation('sign of a number', ['NumericLiteral'], (node, path) =>
    isKey(path) || node.value === 0 ? undefined : [put(node, `(-${node.extra?.raw ?? node.value})`)],
  ),
  mutation('0 becomes -0', ['NumericLiteral'], (node, path) =>
    isKey(path) || node.value !== 0 ? undefined : [put(node, '(-0)')],
  ),
  mutation('string changed', ['StringLiteral'], (node, path) =>
    path.parentPath?.isImportOrExportDeclaration() ? undefined : [put(node, JSON.stringify(`${node.value}x`))],
  ),
  mutation('boolean flipped', ['BooleanLiteral'], (node) => [put(node, String(!node.value))]),
  mutation('null becomes undefined', ['NullLiteral'], (node) => [put(node, '(void 0)')]),
  mutation('flag of a regular expression', ['RegExpLiteral'], (node) => [
    put(node, `/${node.pattern}/${node.flags.includes('i') ? node.flags.replace('i', '') : `${node.flags}i`}`),
  ]),
  mutation('pattern of a regular expression', ['RegExpLiteral'], (node) => [
    put(node, `/${node.pattern}x?/${node.flags}`),
  ]),
  mutation('BigInt + 1', ['BigIntLiteral'], (node) => [put(node, `${BigInt(node.value.replaceAll('_', '')) + 1n}n`)]),
  mutation('text of a template', ['TemplateElement'], (node) => [put(node, `${node.value.raw}x`)]),
]
