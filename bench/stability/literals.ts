/** Writes literals, keys and members in the other ways that the language has for them: `'a'`, `"a"`, `` `a` ``; `255`, `0xff`. */

import type * as babel from '@babel/core'
import { types as t } from '@babel/core'
import { rewrite } from './compile.js'

export function rewriteQuotesAndNumbers(code: string, file: string): string {
  let turn = 0
  return rewrite(code, file, {
    StringLiteral(path) {
      if (path.node.extra?.rewritten || path.parentPath.isJSX()) return
      const { value } = path.node
      if (turn++ % 2 === 0 && isExpression(path)) path.replaceWith(template(value))
      else path.node.extra = { rewritten: true, rawValue: value, raw: otherQuotes(path.node) }
    },
    TemplateLiteral(path) {
      const [quasi] = path.node.quasis
      if (path.node.expressions.length > 0 || quasi?.value.cooked == null || wasRewritten.has(path.node)) return
      if (path.parentPath.isTaggedTemplateExpression() || path.parentPath.isTSLiteralType()) return
      if (/^TSTemplate/.test(path.parent.type)) return
      const literal = t.stringLiteral(quasi.value.cooked)
      literal.extra = { rewritten: true, rawValue: literal.value, raw: JSON.stringify(literal.value) }
      path.replaceWith(literal)
    },
    NumericLiteral(path) {
      const { value, extra } = path.node
      if (extra?.rewritten || path.parentPath.isMemberExpression({ object: path.node })) return
      path.node.extra = { rewritten: true, rawValue: value, raw: otherNumber(value, turn++) }
    },
  })
}

export function rewriteKeys(code: string, file: string): string {
  let turn = 0
  const key = (path: babel.NodePath<Keyed>) => {
    const { node } = path
    const name = nameOf(node)
    // `constructor` and `__proto__` mean something else when they are written in another way (M2, M3).
    if (name === undefined || name === 'constructor' || name === '__proto__' || name === 'prototype') return
    if (node.type === 'ObjectProperty') node.shorthand = false
    const computed = turn++ % 2 === 0
    const quoted = node.computed || node.key.type === 'Identifier' || !t.isValidIdentifier(name, false)
    node.key = quoted ? t.stringLiteral(name) : t.identifier(name)
    node.computed = quoted && computed
  }
  const member = ({ node }: babel.NodePath<t.MemberExpression | t.OptionalMemberExpression>) => {
    if (node.computed && node.property.type === 'StringLiteral' && t.isValidIdentifier(node.property.value, false)) {
      node.property = t.identifier(node.property.value)
      node.computed = false
    } else if (!node.computed && node.property.type === 'Identifier') {
      node.property = t.stringLiteral(node.property.name)
      node.computed = true
    }
  }
  return rewrite(code, file, {
    ObjectProperty: key,
    ObjectMethod: key,
    ClassMethod: key,
    ClassProperty: key,
    MemberExpression: member,
    OptionalMemberExpression: member,
    // `@a.b` has a syntax of its own.
    Decorator: (path) => path.skip(),
  })
}

type Keyed = t.ObjectProperty | t.ObjectMethod | t.ClassMethod | t.ClassProperty

function nameOf({ key, computed }: Keyed): string | undefined {
  if (key.type === 'StringLiteral') return key.value
  return key.type === 'Identifier' && !computed ? key.name : undefined
}

/** A literal that is not a key, the name of a module, or part of a type. */
function isExpression({ parent, node }: babel.NodePath): boolean {
  if (/^(TS(?!As|Satisfies|NonNull)|Import|Export(?!Default)|JSX)/.test(parent.type)) return false
  return !('key' in parent && parent.key === node)
}

const wasRewritten = new WeakSet<t.Node>()

function template(value: string): t.TemplateLiteral {
  const raw = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll('`', '\\`').replaceAll('${', '\\${')
  const literal = t.templateLiteral([t.templateElement({ raw, cooked: value }, true)], [])
  wasRewritten.add(literal)
  return literal
}

function otherQuotes({ value, extra }: t.StringLiteral): string {
  const double = JSON.stringify(value)
  if (!String(extra?.raw).startsWith('"')) return double
  return `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

function otherNumber(value: number, turn: number): string {
  const hex = Number.isSafeInteger(value) ? `0x${value.toString(16)}` : undefined
  return turn % 2 === 0 && hex ? hex : value.toExponential()
}
