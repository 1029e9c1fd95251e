/**
 * What a call's arguments can mean to a function, so that argument lists which it cannot tell apart share an entry: how many it can
 * see, and which literals stand for those that are left out. None where anything but a parameter could see an argument: a rest,
 * `arguments`, a direct `eval`, and `f.arguments` of a sloppy function.
 * Twin: swc-plugin/src/parameters.rs
 */
import type { Any, Node } from './tree.js'

export interface Parameters {
  count: number
  /** By the number of the parameter, as JSON; `-0` as `-0`. */
  defaults: [number: number, value: string][]
}

export function parametersOf(node: Any, seesAll: boolean): Parameters | undefined {
  if (node.type !== 'Function' || seesAll || (node.sloppy && !node.arrow)) return undefined
  if (node.params.some(({ type }) => type === 'Rest' || type === 'DecoratedParameter')) return undefined
  const defaults: Parameters['defaults'] = []
  for (const [number, param] of node.params.entries()) {
    const value = param.type === 'Default' ? literal(param.value) : undefined
    if (value !== undefined) defaults.push([number, value])
  }
  return { count: node.params.length, defaults }
}

/** `{"1":5}`; nothing where there are none. */
export function defaultsText({ defaults }: Parameters): string {
  return defaults.length > 0 ? `{${defaults.map(([number, value]) => `"${number}":${value}`).join(',')}}` : ''
}

function literal(node: Node): string | undefined {
  switch (node.type) {
    case 'Null':
      return 'null'
    case 'Boolean':
      return node.value ? 'true' : 'false'
    case 'String':
      return JSON.stringify(node.value)
    case 'Number':
      if (Object.is(node.value, -0)) return '-0'
      return Number.isFinite(node.value) ? String(node.value) : undefined
    default:
      return undefined
  }
}
