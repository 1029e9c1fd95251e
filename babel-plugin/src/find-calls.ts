/**
 * F1 … F5: which calls and decorators are those of `cached`.
 *
 * F1 `import { cached as c } from 'autocached'; c(fn)`: by its import, under any name, also of CommonJS (`require`)
 * F2 `import * as ac from 'autocached'; ac.cached(fn)`: by a namespace
 * F3 `const c = cached({ … }); c(fn)`, `cached({ … })(fn)`: by a variable that is never assigned again, options first
 * F4 `@cached(…) method() {}`, `@cached method() {}`: as a decorator of a method or accessor
 * F5 `import { withRedis } from './cache'; withRedis(fn)`: by an imported name that the option `wrappers` lists
 * Twin: swc-plugin/src/find_calls.rs
 */
import type { Options } from './options.js'
import type { Binding, Scopes } from './scope.js'
import {
  type Any,
  type Call,
  type FunctionNode,
  forEachChild,
  type Module,
  type Name,
  type Node,
  type Property,
} from './tree.js'

export const PACKAGE = 'autocached'

export interface CachedUses {
  /** Calls in the order of the source, an outer call before the calls inside of it. */
  calls: { call: Call; argument: FunctionNode | Name }[]
  methods: { member: Property; method: FunctionNode }[]
}

export function findCalls(module: Module, { bindings }: Scopes, options: Options): CachedUses {
  const uses: CachedUses = { calls: [], methods: [] }
  const visit = (node: Any): void => {
    if (node.type === 'Call' && isCached(node.callee, bindings, options)) {
      const [argument] = node.arguments
      if (argument?.type === 'Function' || argument?.type === 'Name') uses.calls.push({ call: node, argument })
    }
    if (node.type === 'Property' && node.decorators?.some((decorator) => isDecorator(decorator, bindings, options))) {
      if (node.value?.type === 'Function') uses.methods.push({ member: node, method: node.value })
    }
    forEachChild(node, visit)
  }
  visit(module)
  return uses
}

function isDecorator(node: Node, bindings: Binding[], options: Options): boolean {
  return isCached(node, bindings, options) || (node.type === 'Call' && isCached(node.callee, bindings, options))
}

/** Whether an expression is `cached`, or `cached` with options. */
export function isCached(node: Node, bindings: Binding[], options: Options): boolean {
  switch (node.type) {
    case 'Name': {
      const binding = node.binding === undefined ? undefined : bindings[node.binding]
      return binding !== undefined && isCachedBinding(binding, node.binding as number, bindings, options)
    }
    case 'Member': // F2
      return (
        node.object.type === 'Name' &&
        node.object.binding !== undefined &&
        isPackage(bindings[node.object.binding] as Binding) &&
        node.property.type === 'String' &&
        node.property.value === 'cached'
      )
    case 'Call': // F3
      return isCached(node.callee, bindings, options)
    default:
      return false
  }
}

function isCachedBinding(binding: Binding, index: number, bindings: Binding[], options: Options): boolean {
  if (binding.kind === 'import') {
    if (binding.source === PACKAGE) return binding.imported === 'cached' // F1
    return options.wrappers.includes(binding.imported as string) // F5
  }
  const [declaration] = binding.declarations
  if (binding.assigned || declaration?.type !== 'Variable' || !declaration.init) return false
  const { target, init } = declaration
  if (target.type === 'Name') return init.type === 'Call' && isCached(init.callee, bindings, options) // F3
  if (target.type !== 'ObjectPattern' || requiredModule(init) !== PACKAGE) return false
  return target.properties.some(
    (property) =>
      property.type === 'Property' &&
      property.key.type === 'String' &&
      property.key.value === 'cached' &&
      property.value?.type === 'Name' &&
      property.value.binding === index,
  ) // F1
}

function isPackage(binding: Binding): boolean {
  if (binding.kind === 'import') return binding.source === PACKAGE && binding.imported === '*'
  const [declaration] = binding.declarations
  if (binding.assigned) return false
  if (declaration?.type === 'ImportEquals') {
    return declaration.value.type === 'String' && declaration.value.value === PACKAGE
  }
  return declaration?.type === 'Variable' && !!declaration.init && requiredModule(declaration.init) === PACKAGE
}

/** `require('name')` of the global `require`. */
function requiredModule(node: Node): string | undefined {
  if (node.type !== 'Call' || node.callee.type !== 'Name' || node.callee.name !== 'require') return undefined
  const [source] = node.arguments
  return node.callee.binding === undefined && source?.type === 'String' ? source.value : undefined
}
