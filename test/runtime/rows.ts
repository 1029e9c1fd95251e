import { define } from '../../runtime/src/define.js'
import type { Parameters } from '../../runtime/src/parameters.js'
import { registry } from '../../runtime/src/registry.js'
import { type DefinitionRow, type Rows, type Slot, type Table, tableOf } from '../../runtime/src/row.js'

/** What stands in for the plugins' output: rows of one definition each, which may refer to the definitions of others. */
export interface RowParts {
  readonly hash?: string
  readonly name?: string
  readonly line?: number
  readonly facts?: number
  readonly kinds?: string
  /** In slot order: rows, thunks, and inputs as objects of one thunk each; of `v` its row and then its thunk. */
  readonly slots?: readonly unknown[]
  readonly file?: string
  readonly parameters?: Parameters
}

export const USES_THIS = 1
export const NOT_NEWABLE = 2
export const FUNCTION = 8
export const LABELLED = 16
export const PRIMITIVE = 32

export function rowOf(parts: RowParts): Rows {
  const rows: Rows = () => []
  let row: DefinitionRow | undefined
  const table: Pick<Table, 'row' | 'addThunks'> = {
    row: () => {
      row ??= read(parts)
      return row
    },
    addThunks: () => {},
  }
  registry.tables.set(rows, table as Table)
  return rows
}

/** A function as a plugin would leave it. */
export function compiled<T>(value: T, parts: RowParts = {}, captured?: () => object): T {
  return define(value, rowOf(parts), 0, ...(captured === undefined ? [] : [captured]))
}

function read(parts: RowParts): DefinitionRow {
  const { hash = 'half', name = '', line = 1, facts = FUNCTION, kinds = '', slots = [], file = 'a.js' } = parts
  return {
    rules: 'c1',
    file,
    hash: hash.padEnd(22, '_'),
    name: facts & LABELLED ? '' : name,
    line,
    usesThis: (facts & USES_THIS) !== 0,
    newable: (facts & NOT_NEWABLE) === 0,
    isFunction: (facts & FUNCTION) !== 0,
    isPrimitive: (facts & PRIMITIVE) !== 0,
    isBorrowed: false,
    hasProperties: kinds.includes('o'),
    parameters: parts.parameters,
    label: name,
    get slots() {
      return slotsOf(kinds, slots)
    },
  }
}

function slotsOf(kinds: string, entries: readonly unknown[]): Slot[] {
  let next = 0
  const entry = (): never => entries[next++] as never
  return Array.from(kinds, (letter): Slot => {
    const used = letter < 'a'
    switch (letter.toLowerCase()) {
      case 'd':
        return { kind: 'row', used, row: tableOf(entry()).row(0) }
      case 'v':
        return { kind: 'constant', used, row: tableOf(entry()).row(0), read: entry() }
      case 'b':
        return { kind: 'binding', used, read: entry() }
      case 'i': {
        const [name = '', read] = Object.entries(entry() as Record<string, () => unknown>)[0] ?? []
        return { kind: 'input', used, name, read: read as () => unknown }
      }
      case 'o':
        return { kind: 'properties', used }
      default:
        return { kind: 'captured', used, variable: undefined }
    }
  })
}
