import { type FunctionField, functionField } from './function-field.js'
import type { Linked } from './link.js'
import type { Settings } from './options.js'
import type { Parts } from './parts.js'
import type { Rows, Table } from './row.js'

/** A value that a plugin's output registered: where its module describes it, and its captured variables. */
export interface Definition {
  readonly rows: Rows
  readonly index: number
  readonly captured: (() => object) | undefined
  /** Of a function that is a property of what the row describes; `made`: by the row's own code. */
  readonly member?: Member
  /** Further definitions that gave the value, and may have changed it: `export const mine = configure(shared, { rate: 2 })`. */
  also?: Definition[]
}

export interface Member {
  readonly of: object
  readonly name: string
  readonly made: boolean
}

/** What the linker needs of a function that `cached()` returned. */
export interface Wrapped {
  readonly fn: object
  readonly settings: Settings
  /** The version that stands for the function instead of its definition (`version`, `dependencies`, source mode). */
  readonly own: (() => Linked) | undefined
}

interface Registry {
  readonly format: 1
  readonly definitions: WeakMap<object, Definition>
  readonly tables: WeakMap<Rows, Table>
  readonly wrappers: FunctionField<Wrapped>
  /** Why a plugin could not give a function a version. */
  readonly refusals: WeakMap<object, string>
  readonly identities: WeakMap<object, number>
  identityCount: number
  /** By release: what parts ask of each other changes with any of them. */
  readonly parts: Record<string, Parts | undefined>
}

/** One registry for all copies of this package in a process: its ESM and CommonJS builds must know each other's functions. */
export const registry: Registry = sharedRegistry()

/** The version in package.json. */
export const RELEASE = '0.1.0'

/** One set of parts for all copies of this release: its ESM and CommonJS builds. */
export const parts: Parts = partsOf(registry.parts)

/** A number for an object, the same for as long as the object lives. It never keeps the object alive. */
export function identityOf(value: object): number {
  let identity = registry.identities.get(value)
  if (identity === undefined) {
    identity = ++registry.identityCount
    registry.identities.set(value, identity)
  }
  return identity
}

function partsOf(all: Registry['parts']): Parts {
  all[RELEASE] ??= { flights: new WeakMap(), starting: new Set() }
  return all[RELEASE]
}

function sharedRegistry(): Registry {
  const place = globalThis as { [name: symbol]: Registry | undefined }
  const name = Symbol.for('autocached.registry')
  const present = place[name]
  if (present?.format === 1) return present
  const created: Registry = {
    format: 1,
    definitions: new WeakMap(),
    tables: new WeakMap(),
    wrappers: functionField(),
    refusals: new WeakMap(),
    identities: new WeakMap(),
    identityCount: 0,
    parts: {},
  }
  // Another release of the package may own the name with another format: then this copy keeps to itself.
  if (present === undefined) Object.defineProperty(globalThis, name, { value: created })
  return created
}
