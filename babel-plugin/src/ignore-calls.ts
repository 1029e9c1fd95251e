/**
 * Erases the calls that the option `ignoreCalls` lists where they stand as statements (E9), so that a log line does not cost a
 * cache. It runs ahead of all else: what only such a call uses is not used.
 *
 * A call stays if evaluating its arguments could do more than read: with an assignment, `await`, `yield`, a spread or a call that
 * is not on the list.
 * Twin: swc-plugin/src/ignore_calls.rs
 */
import { type Any, type Call, forEachChild, isLogical, type Module, type Node, type Statement } from './tree.js'

export function ignoreCalls(module: Module, patterns: string[]): void {
  if (patterns.length > 0) eraseIn(module, new Set(patterns))
}

function eraseIn(node: Any, patterns: ReadonlySet<string>): void {
  forEachChild(node, (child) => eraseIn(child, patterns))
  for (const field of ['body', 'then', 'else', 'block', 'finalizer']) {
    const lists = node as unknown as Record<string, unknown>
    const list = lists[field]
    if (Array.isArray(list)) lists[field] = list.flatMap((statement) => erase(statement as Statement, patterns))
  }
}

function erase(statement: Statement, patterns: ReadonlySet<string>): Statement[] {
  if (statement.type !== 'Expression') return [statement]
  const expression = withoutCalls(statement.expression, patterns)
  return expression ? [{ type: 'Expression', expression }] : []
}

/** What is left of an expression whose value is not used. */
function withoutCalls(node: Node, patterns: ReadonlySet<string>): Node | undefined {
  switch (node.type) {
    case 'Call':
      return isIgnored(node, patterns) ? undefined : node
    case 'Chain': {
      const expression = withoutCalls(node.expression, patterns)
      return expression && { ...node, expression }
    }
    case 'Unary': {
      if (node.operator !== 'void') return node
      const argument = withoutCalls(node.argument, patterns)
      return argument && { ...node, argument }
    }
    case 'Binary': {
      if (!isLogical(node.operator)) return node
      const right = withoutCalls(node.right, patterns)
      return right ? { ...node, right } : node.left
    }
    case 'Sequence': {
      const expressions = node.expressions.flatMap((part) => withoutCalls(part, patterns) ?? [])
      return expressions.length > 0 ? { ...node, expressions } : undefined
    }
    default:
      return node
  }
}

function isIgnored(call: Call, patterns: ReadonlySet<string>): boolean {
  const path = pathOf(call.callee)
  if (path === undefined) return false
  const dot = path.lastIndexOf('.')
  const isListed = patterns.has(path) || (dot >= 0 && patterns.has(`${path.slice(0, dot)}.*`))
  return isListed && call.arguments.every((argument) => onlyReads(argument, patterns))
}

/** `console.log` as a text. */
function pathOf(callee: Node): string | undefined {
  switch (callee.type) {
    case 'Name':
      return callee.name
    case 'This':
      return 'this'
    case 'Member': {
      const object = pathOf(callee.object)
      return object !== undefined && callee.property.type === 'String'
        ? `${object}.${callee.property.value}`
        : undefined
    }
    default:
      return undefined
  }
}

/** Whether evaluating an expression does no more than read. What is inside of a function is not evaluated. */
function onlyReads(node: Any, patterns: ReadonlySet<string>): boolean {
  switch (node.type) {
    case 'Function':
      return true
    case 'Call':
      return isIgnored(node, patterns)
    case 'New':
    case 'Tagged':
    case 'Assign':
    case 'Update':
    case 'Await':
    case 'Yield':
    case 'Spread':
    case 'Class':
    case 'ImportCall':
    case 'JsxElement':
    case 'JsxFragment':
    case 'Refused':
      return false
    case 'Unary':
      return node.operator !== 'delete' && onlyReads(node.argument, patterns)
    default: {
      let reads = true
      forEachChild(node, (child) => {
        reads &&= onlyReads(child, patterns)
      })
      return reads
    }
  }
}
