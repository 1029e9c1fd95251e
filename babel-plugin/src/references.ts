/**
 * What a definition refers to outside of itself: the slots of its canonical form.
 * Spec: docs/rules.md#s-slots-what-a-definition-refers-to. Twin: swc-plugin/src/references.rs
 */
import type { Any, Node } from './tree.js'

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

/** S5: `process.env.NAME`, `import.meta.env.NAME` and `import.meta.NAME`. */
export function environmentPath(node: Extract<Any, { type: 'Member' }>): string[] | undefined {
  const { object, property } = node
  if (object.type === 'ImportMeta' && property.type === 'String') return ['import.meta', property.value]
  if (property.type !== 'String' || object.type !== 'Member' || object.optional) return undefined
  if (object.property.type !== 'String' || object.property.value !== 'env') return undefined
  const base: Node = object.object
  if (base.type === 'ImportMeta') return ['import.meta', 'env', property.value]
  return base.type === 'Name' && base.name === 'process' && base.binding === undefined
    ? ['process', 'env', property.value]
    : undefined
}
