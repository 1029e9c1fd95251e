/**
 * What a definition refers to outside of itself: the slots of its canonical form.
 * Spec: docs/rules.md#s-slots-what-a-definition-refers-to. Twin: swc-plugin/src/references.rs
 */
import { builtinModule } from './builtin-modules.js'
import type { Binding, Scopes } from './scope.js'
import type { Member, Name, Node, ObjectPattern } from './tree.js'

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

/**
 * S5: a variable of the environment, `process` or `process.env`: how it is reached, and what it is called whatever it is reached by.
 * `other`: by another name (`const { env } = process`), so that it counts beside its text.
 */
export interface Environment {
  path: string[]
  binding?: number
  name: string[]
  other?: true
}

/** S5: `process.env.NAME`, `import.meta.env.NAME` and `import.meta.NAME`; `process` and `env` also as `node:process` exports them. */
export function environmentVariable(node: Member, { bindings }: Scopes): Environment | undefined {
  if (node.property.type !== 'String') return undefined
  const { object, property } = node
  if (object.type === 'ImportMeta') return node.optional ? undefined : ofModule(['import.meta', property.value])
  if (object.type === 'Member' && object.object.type === 'ImportMeta')
    return node.optional || object.optional || !isNamed(object.property, 'env')
      ? undefined
      : ofModule(['import.meta', 'env', property.value])
  const part = partOf(environmentOf(object, bindings), property.value)
  return part && isVariable(part) ? part : undefined
}

/** What an object pattern reads of `process.env`, also one with defaults. */
export function environmentVariables({ properties }: ObjectPattern, read: Environment | undefined): Environment[] {
  if (!read) return []
  return properties.flatMap((property) => {
    if (property.type !== 'Property' || property.key.type !== 'String' || !property.value) return []
    const target = property.value.type === 'Default' ? property.value.target : property.value
    const part = partOf(read, property.key.value)
    if (part && isVariable(part)) return [{ ...part, other: true as const }]
    return target.type === 'ObjectPattern' ? environmentVariables(target, part) : []
  })
}

/** `process` and `process.env`, by whatever name. */
export function environmentOf(node: Node, bindings: readonly Binding[]): Environment | undefined {
  switch (node.type) {
    case 'Name': {
      if (node.binding === undefined)
        return node.name === 'process' ? { path: ['process'], name: ['process'] } : undefined
      const known = bindings[node.binding] as Binding
      if (known.environment) return known.environment
      const imported = importOf(known)
      if (imported === undefined || !exportsOfProcess.has(imported)) return undefined
      const name = imported === 'env' ? ['process', 'env'] : ['process']
      return { path: [node.name], binding: node.binding, name }
    }
    case 'Member': {
      const { object, property, optional } = node
      if (isNamed(property, 'process'))
        return !optional && (isGlobal(object, 'globalThis') || isGlobal(object, 'global'))
          ? { path: [(object as Name).name, 'process'], name: ['process'], other: true }
          : undefined
      // What is not there in `process?.env` is an error in `process.env`; but `process` alone is one, too.
      if (!isNamed(property, 'env') || (optional && !isGlobal(object, 'process'))) return undefined
      const part = partOf(environmentOf(object, bindings), 'env')
      return part && optional ? { ...part, other: true } : part
    }
    case 'Chain':
      return environmentOf(node.expression, bindings)
    default:
      return undefined
  }
}

/** A property of `process` or of the environment, as far as it counts. */
export function partOf(whole: Environment | undefined, property: string): Environment | undefined {
  if (!whole || isVariable(whole) || (whole.name.length === 1 && property !== 'env')) return undefined
  return { ...whole, path: [...whole.path, property], name: [...whole.name, property] }
}

export function isVariable({ name }: Environment): boolean {
  return name.length === 3
}

function ofModule(path: string[]): Environment {
  return { path, name: path }
}

function isNamed(property: Node, name: string): boolean {
  return property.type === 'String' && property.value === name
}

/** What `node:process` exports of what counts. */
const exportsOfProcess: ReadonlySet<string> = new Set(['default', '*', 'env'])

/** What a name means of `node:process`. */
function importOf({ source, assigned, kind, imported }: Binding): string | undefined {
  if (source === undefined || builtinModule(source) !== 'process') return undefined
  return assigned && kind !== 'import' ? undefined : imported
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
