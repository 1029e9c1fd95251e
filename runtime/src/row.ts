import { BadRowError } from './errors.js'
import { registry } from './registry.js'

/** What a plugin writes for one definition: `() => [module, hash, name, line, facts, kinds, ...entries]` (docs/output.md). */
export type Row = () => readonly unknown[]

/** A reference of a definition, in slot order. `used` is true for a capital letter: name and new-ability could be seen. */
export type Slot =
  | { readonly kind: 'row'; readonly used: boolean; readonly row: Row }
  | { readonly kind: 'constant'; readonly used: boolean; readonly row: Row; readonly read: () => unknown }
  | { readonly kind: 'binding'; readonly used: boolean; readonly read: () => unknown }
  | { readonly kind: 'input'; readonly used: boolean; readonly name: string; readonly read: () => unknown }
  | { readonly kind: 'captured'; readonly used: boolean }

/** A row, read once. */
export interface DefinitionRow {
  readonly rules: string
  readonly file: string
  readonly hash: string
  readonly name: string
  readonly line: number
  readonly usesThis: boolean
  readonly newable: boolean
  readonly namedByPlace: boolean
  /** A function or class: its name is part of its value, which that of a constant is not. */
  readonly isFunction: boolean
  /** A constant that holds a primitive: its hash says all. */
  readonly isPrimitive: boolean
  /** Its value may have been made elsewhere, so that it counts, too. */
  readonly isBorrowed: boolean
  /** What people call it: its name, or that of the variable which holds the cached function. It does not count. */
  readonly label: string
  readonly slots: readonly Slot[]
}

/**
 * Reads a row, and remembers what it said: a row is called at most once.
 *
 * @throws {BadRowError} when it has another shape than this release of the runtime knows.
 */
export function readRow(row: Row): DefinitionRow {
  let definition = registry.rows.get(row)
  if (definition === undefined) {
    definition = parse(row())
    registry.rows.set(row, definition)
  }
  return definition
}

function parse(cells: readonly unknown[]): DefinitionRow {
  const [module, hash, name, line, facts, kinds] = cells
  if (
    typeof module !== 'function' ||
    typeof hash !== 'string' ||
    typeof name !== 'string' ||
    typeof line !== 'number' ||
    typeof facts !== 'number' ||
    typeof kinds !== 'string'
  )
    throw new BadRowError('its first six cells are not [module, hash, name, line, facts, kinds]')
  const [rules, file] = module() as unknown[]
  if (typeof rules !== 'string' || !/^c\d+$/.test(rules)) throw new BadRowError('its module names no rules')
  return {
    rules,
    file: String(file ?? ''),
    hash,
    name: (facts & 16) === 0 ? name : '',
    line,
    // Nothing says what a function does that a call gave.
    usesThis: (facts & 1) !== 0 || (facts & 8) === 0,
    newable: (facts & 2) === 0,
    namedByPlace: (facts & 4) !== 0,
    isFunction: (facts & 8) !== 0,
    isPrimitive: (facts & 32) !== 0,
    isBorrowed: (facts & 64) !== 0,
    label: name,
    slots: parseSlots(kinds, cells.slice(6)),
  }
}

function parseSlots(kinds: string, entries: readonly unknown[]): Slot[] {
  let next = 0
  const entry = (): never => entries[next++] as never
  const slots = Array.from(kinds, (letter): Slot => {
    const used = letter < 'a'
    switch (letter) {
      case 'd':
      case 'D':
        return { kind: 'row', used, row: entry() }
      case 'v':
        return { kind: 'constant', used, row: entry(), read: entry() }
      case 'b':
      case 'B':
        return { kind: 'binding', used, read: entry() }
      case 'i': {
        const [name, read] = Object.entries(Object(entry()) as Record<string, () => unknown>)[0] ?? []
        return { kind: 'input', used, name: name ?? '', read: read as () => unknown }
      }
      case 'c':
      case 'C':
        return { kind: 'captured', used }
      default:
        throw new BadRowError(`it has a slot of the unknown kind "${letter}"`)
    }
  })
  if (next !== entries.length || entries.some((value) => typeof value !== 'function' && typeof value !== 'object'))
    throw new BadRowError('its entries do not fit its kinds')
  return slots
}
