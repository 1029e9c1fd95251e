/**
 * What a definition refers to outside of itself: the slots of its canonical form.
 * Spec: docs/rules.md#s-slots-what-a-definition-refers-to. Twin: swc-plugin/src/references.rs
 */
import { builtinModule } from './builtin-modules.js'
import type { Binding, Scopes } from './scope.js'
import type { Member, Name, Node } from './tree.js'

/** One slot: what the definition refers to. */
export interface Reference {
  kind: 'binding' | 'input' | 'captured' | 'self'
  /** How the value is reached: a name, then properties: `['half']`, `['ns', 'half']`, `['process', 'env', 'HOME']`. */
  path: string[]
  /** The binding of the first name; none for a global, `this` and `import.meta`. */
  binding?: number
  /** Whether it is only called. */
  called: boolean
}

/** Each thing once, in the order in which they first appear in the form. */
export class References {
  readonly list: Reference[] = []
  private readonly indexes = new Map<string | number, number>()

  indexOf(reference: Reference): number {
    const { kind, binding, path } = reference
    let key: string | number | undefined = kind === 'self' ? 'self' : binding
    // With its length: a name of a property may have dots in it.
    if (key === undefined || path.length > 1) key = `${binding ?? ''}:${path.length}.${path.join('.')}`
    const known = this.indexes.get(key)
    const index = known ?? this.list.push({ ...reference }) - 1
    if (known === undefined) this.indexes.set(key, index)
    else if (!reference.called) (this.list[index] as Reference).called = false
    return index
  }
}

/** S5: a variable of the environment: how it is reached, and what it is called whatever it is reached by. */
export interface EnvironmentVariable {
  path: string[]
  binding?: number
  name: string[]
}

/** S5: `process.env.NAME`, `import.meta.env.NAME` and `import.meta.NAME`; `process` and `env` also as `node:process` exports them. */
export function environmentVariable(node: Member, { bindings }: Scopes): EnvironmentVariable | undefined {
  if (node.property.type !== 'String') return undefined
  const { object, property } = node
  if (object.type === 'ImportMeta') return node.optional ? undefined : variable(['import.meta'], property.value)
  if (object.type === 'Name')
    return importOf(object, bindings) === 'env' ? variable([object], property.value) : undefined
  if (object.type !== 'Member' || object.optional) return undefined
  if (object.property.type !== 'String' || object.property.value !== 'env') return undefined
  const base: Node = object.object
  if (base.type === 'ImportMeta') return node.optional ? undefined : variable(['import.meta', 'env'], property.value)
  return base.type === 'Name' && isProcess(base, bindings) ? variable([base, 'env'], property.value) : undefined
}

function variable([base, ...rest]: [Name | string, ...string[]], property: string): EnvironmentVariable {
  if (typeof base === 'string') return { path: [base, ...rest, property], name: [base, ...rest, property] }
  const found: EnvironmentVariable = { path: [base.name, ...rest, property], name: ['process', 'env', property] }
  if (base.binding !== undefined) found.binding = base.binding
  return found
}

function isProcess(node: Name, bindings: readonly Binding[]): boolean {
  if (node.binding === undefined) return node.name === 'process'
  const imported = importOf(node, bindings)
  return imported === 'default' || imported === '*'
}

/** What a name means of `node:process`. */
function importOf({ binding }: Name, bindings: readonly Binding[]): string | undefined {
  const found = binding === undefined ? undefined : bindings[binding]
  if (found?.source === undefined || builtinModule(found.source) !== 'process') return undefined
  return found.assigned && found.kind !== 'import' ? undefined : found.imported
}

/** S11: `exports.half` and `module.exports.half`. */
export function ownExport({ object, property }: Member, { esm }: Scopes): string[] | undefined {
  if (esm || property.type !== 'String') return undefined
  if (isGlobal(object, 'exports')) return ['exports', property.value]
  const isWhole = object.type === 'Member' && object.property.type === 'String' && object.property.value === 'exports'
  return isWhole && isGlobal(object.object, 'module') ? ['module', 'exports', property.value] : undefined
}

export function isGlobal(node: Node, name: string): boolean {
  return node.type === 'Name' && node.binding === undefined && node.name === name
}
