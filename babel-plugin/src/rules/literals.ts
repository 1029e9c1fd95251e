/**
 * Literals count by their value, and what is computed from literals alone is computed (L1 … L13).
 * Only what gives the same bits in every language: no `**`, no arithmetic on BigInt but its sign.
 * Twin: swc-plugin/src/rules/literals.rs
 */
import type { Literal, Node, Template } from '../tree.js'

export function simplifyLiteral(node: Node, dynamic: boolean): Node {
  switch (node.type) {
    case 'RegExp':
      return node.flags.length < 2 ? node : { ...node, flags: [...node.flags].sort().join('') } // L4
    case 'Name':
      return node.binding === undefined && !dynamic ? simplifyGlobal(node.name, node) : node
    case 'Template':
      return simplifyTemplate(node)
    case 'Unary':
      return simplifyUnary(node.operator, node.argument) ?? node
    case 'Binary': {
      const simple = simplifyBinary(node.operator, node.left, node.right)
      return simple ? simplifyLiteral(simple, dynamic) : node
    }
    default:
      return node
  }
}

/** L6: the globals that cannot be assigned. */
function simplifyGlobal(name: string, node: Node): Node {
  switch (name) {
    case 'undefined':
      return { type: 'Undefined' }
    case 'NaN':
      return { type: 'Number', value: Number.NaN }
    case 'Infinity':
      return { type: 'Number', value: Number.POSITIVE_INFINITY }
    default:
      return node
  }
}

/** L5, L10: a template of literals is a string; literals in it become part of its text. */
function simplifyTemplate(node: Template): Node {
  const strings = [node.strings[0] ?? '']
  const expressions: Node[] = []
  node.expressions.forEach((expression, index) => {
    const text = textOf(expression)
    const next = node.strings[index + 1] ?? ''
    if (text === undefined) {
      expressions.push(expression)
      strings.push(next)
    } else strings[strings.length - 1] += text + next
  })
  return expressions.length === 0
    ? { type: 'String', value: strings[0] as string }
    : { type: 'Template', strings, expressions }
}

function simplifyUnary(operator: string, argument: Node): Node | undefined {
  switch (operator) {
    case 'void':
      return isLiteral(argument) ? { type: 'Undefined' } : undefined // L6
    case '!': {
      const truth = truthOf(argument)
      return truth === undefined ? undefined : { type: 'Boolean', value: !truth } // L7
    }
    case '-':
      if (argument.type === 'BigInt') return { type: 'BigInt', value: -argument.value } // L3
      return argument.type === 'Number' ? { type: 'Number', value: -argument.value } : undefined // L8
    case '+':
      return argument.type === 'Number' ? argument : undefined // L8
    case '~':
      return argument.type === 'Number' ? { type: 'Number', value: ~argument.value } : undefined // L8
    default:
      return undefined
  }
}

function simplifyBinary(operator: string, left: Node, right: Node): Node | undefined {
  if (left.type === 'Number' && right.type === 'Number') {
    const value = arithmetic(operator, left.value, right.value)
    return value === undefined ? undefined : { type: 'Number', value }
  }
  if (operator === '+') return simplifyConcatenation(left, right)
  return simplifyComparison(operator, left, right)
}

/** L11, L12, L13. */
function simplifyComparison(operator: string, left: Node, right: Node): Node | undefined {
  const mirrored = mirror[operator]
  if (!mirrored) return undefined
  if (isLiteral(left) && !isLiteral(right)) return { type: 'Binary', operator: mirrored, left: right, right: left } // L11
  if (operator !== '==' && operator !== '!=') return undefined
  if (right.type === 'Undefined') return { type: 'Binary', operator, left, right: { type: 'Null' } } // L13
  const isText = isTypeof(left) && (right.type === 'String' || isTypeof(right))
  return isText ? { type: 'Binary', operator: `${operator}=`, left, right } : undefined // L12
}

/** What a comparison is with its sides exchanged. */
const mirror: Record<string, string> = {
  '===': '===',
  '!==': '!==',
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

function isTypeof(node: Node): boolean {
  return node.type === 'Unary' && node.operator === 'typeof'
}

/** L8. */
function arithmetic(operator: string, left: number, right: number): number | undefined {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return left / right
    case '%':
      return left % right
    case '|':
      return left | right
    case '&':
      return left & right
    case '^':
      return left ^ right
    case '<<':
      return left << right
    case '>>':
      return left >> right
    case '>>>':
      return left >>> right
    default:
      return undefined
  }
}

/**
 * L9: `'a' + 1` is `'a1'`, and `x + 'a' + 'b'` is `x + 'ab'`, because `x + 'a'` is a string whatever `x` is. A template is a string,
 * too, so that it goes on with what is added to it.
 */
function simplifyConcatenation(left: Node, right: Node): Node | undefined {
  const [first, second] = [templateOf(left), templateOf(right)]
  if (first && second && (left.type === 'Template' || right.type === 'Template')) return joined(first, second)
  if (left.type === 'String' || right.type === 'String') {
    const leftText = textOf(left)
    const rightText = textOf(right)
    if (leftText !== undefined && rightText !== undefined) return { type: 'String', value: leftText + rightText }
  }
  if (left.type !== 'Binary' || left.operator !== '+' || left.right.type !== 'String') return undefined
  const text = textOf(right)
  return text === undefined ? undefined : { ...left, right: { type: 'String', value: left.right.value + text } }
}

/** A template, or a literal as one. */
function templateOf(node: Node): Template | undefined {
  if (node.type === 'Template') return node
  const text = textOf(node)
  return text === undefined ? undefined : { type: 'Template', strings: [text], expressions: [] }
}

function joined(first: Template, second: Template): Template {
  const [head = '', ...tail] = second.strings
  const last = (first.strings.at(-1) ?? '') + head
  const strings = [...first.strings.slice(0, -1), last, ...tail]
  return { type: 'Template', strings, expressions: [...first.expressions, ...second.expressions] }
}

export function isLiteral(node: Node): node is Literal {
  switch (node.type) {
    case 'String':
    case 'Number':
    case 'BigInt':
    case 'Boolean':
    case 'Null':
    case 'Undefined':
      return true
    default:
      return false
  }
}

/** What `String(node)` gives, for a literal. */
export function textOf(node: Node): string | undefined {
  switch (node.type) {
    case 'String':
      return node.value
    case 'Number':
    case 'BigInt':
    case 'Boolean':
      return String(node.value)
    case 'Null':
      return 'null'
    case 'Undefined':
      return 'undefined'
    default:
      return undefined
  }
}

export function truthOf(node: Node): boolean | undefined {
  switch (node.type) {
    case 'String':
    case 'Number':
    case 'BigInt':
    case 'Boolean':
      return Boolean(node.value)
    case 'Null':
    case 'Undefined':
      return false
    default:
      return undefined
  }
}
