/**
 * JSX, as elements with cleaned text; how it is compiled later does not matter.
 * Twin: swc-plugin/src/read/jsx.rs
 */
import type * as t from '@babel/types'
import type { Node } from '../tree.js'
import { readExpression } from './expressions.js'
import { nameOf, type Reading, refuse, refuseUnknown } from './reading.js'

export function readJsxElement(reading: Reading, node: t.JSXElement): Node {
  return {
    type: 'JsxElement',
    name: readTag(reading, node.openingElement.name),
    attributes: node.openingElement.attributes.map((attribute) => readAttribute(reading, attribute)),
    children: readChildren(reading, node.children),
  }
}

export function readJsxFragment(reading: Reading, node: t.JSXFragment): Node {
  return { type: 'JsxFragment', children: readChildren(reading, node.children) }
}

/** `<div>` and `<a:b>` are strings, `<Button>` and `<ui.Button>` are references. */
function readTag(reading: Reading, name: t.JSXOpeningElement['name']): Node {
  switch (name.type) {
    case 'JSXIdentifier':
      if (/^[a-z]/.test(name.name) || name.name.includes('-')) {
        return name.name === 'this' ? { type: 'This' } : { type: 'String', value: name.name }
      }
      return nameOf(name.name)
    case 'JSXNamespacedName':
      return { type: 'String', value: `${name.namespace.name}:${name.name.name}` }
    case 'JSXMemberExpression':
      return {
        type: 'Member',
        object:
          name.object.type === 'JSXIdentifier' && name.object.name !== 'this'
            ? nameOf(name.object.name)
            : readTag(reading, name.object),
        property: { type: 'String', value: name.property.name },
      }
    default:
      return refuseUnknown(reading, name)
  }
}

function readAttribute(reading: Reading, node: t.JSXAttribute | t.JSXSpreadAttribute): Node {
  if (node.type === 'JSXSpreadAttribute') return { type: 'Spread', argument: readExpression(reading, node.argument) }
  const name =
    node.name.type === 'JSXIdentifier' ? node.name.name : `${node.name.namespace.name}:${node.name.name.name}`
  const { value } = node
  if (!value) return { type: 'JsxAttribute', name, value: null }
  if (value.type === 'StringLiteral') return { type: 'JsxAttribute', name, value: readAttributeText(reading, value) }
  return { type: 'JsxAttribute', name, value: readExpression(reading, unwrap(value)) }
}

function readAttributeText(reading: Reading, node: t.StringLiteral): Node {
  const raw = String(node.extra?.raw ?? `"${node.value}"`).slice(1, -1)
  // R4: compilers disagree about line breaks in such a string.
  if (/[\r\n]/.test(raw))
    return refuse(reading, 'R4', 'A JSX attribute has a line break in its text. Write it in braces.', node)
  return readText(raw)
}

/** J2: text with character references counts as it is written, so that both compilers need not agree on their tables. */
function readText(raw: string): Node {
  return raw.includes('&') ? { type: 'JsxText', raw } : { type: 'String', value: raw }
}

function readChildren(reading: Reading, nodes: t.JSXElement['children']): Node[] {
  const children: Node[] = []
  for (const node of nodes) {
    switch (node.type) {
      case 'JSXText': {
        // J2: compilers differ in whether a reference to a space is trimmed as one, so the lines count, too.
        const raw = String(node.extra?.raw ?? node.value).replace(/\r\n?/g, '\n')
        const text = raw.includes('&') ? raw : cleanText(raw)
        if (text !== '') children.push(readText(text))
        break
      }
      case 'JSXExpressionContainer':
        if (node.expression.type !== 'JSXEmptyExpression') children.push(readExpression(reading, node.expression))
        break
      case 'JSXSpreadChild':
        children.push({ type: 'Spread', argument: readExpression(reading, node.expression) })
        break
      case 'JSXElement':
      case 'JSXFragment':
        children.push(readExpression(reading, node))
        break
      default:
        children.push(refuseUnknown(reading, node))
    }
  }
  return children
}

function unwrap(node: t.Node): t.Node {
  return node.type === 'JSXExpressionContainer' ? node.expression : node
}

/** J1: lines are trimmed of spaces and tabs where they meet a line break, empty ones dropped, the rest joined by a space. */
function cleanText(text: string): string {
  const lines = text.split('\n')
  return lines
    .map((line, index) => {
      let trimmed = line
      if (index > 0) trimmed = trimmed.replace(/^[ \t]+/, '')
      if (index < lines.length - 1) trimmed = trimmed.replace(/[ \t]+$/, '')
      return trimmed
    })
    .filter((line) => line !== '')
    .join(' ')
}
