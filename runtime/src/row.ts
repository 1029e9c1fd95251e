import { BadRowError } from './errors.js'
import type { Parameters } from './parameters.js'
import { type Definition, registry } from './registry.js'

/** What a plugin writes for one module: `() => [table, ...thunks]` (docs/output.md). */
export type Rows = () => readonly unknown[]

export type Thunk = () => unknown

/** A reference of a definition, in slot order. `used` is true for a capital letter: name and new-ability could be seen. */
export type Slot =
  | { readonly kind: 'row'; readonly used: boolean; readonly row: DefinitionRow }
  | { readonly kind: 'constant'; readonly used: boolean; readonly row: DefinitionRow; readonly read: Thunk }
  | { readonly kind: 'binding'; readonly used: boolean; readonly read: Thunk }
  | { readonly kind: 'input'; readonly used: boolean; readonly name: string; readonly read: Thunk }
  | CapturedSlot
  /** The properties that the function has. */
  | { readonly kind: 'properties'; readonly used: boolean }

/** `variable`: what stands for it, where it is assigned again, so that two functions may share it. */
export interface CapturedSlot {
  readonly kind: 'captured'
  readonly used: boolean
  readonly variable: unknown
}

/** What a table says about one definition. There is one object for each, so that it stands for the definition. */
export interface DefinitionRow {
  readonly rules: string
  readonly file: string
  readonly hash: string
  readonly name: string
  readonly line: number
  readonly usesThis: boolean
  readonly newable: boolean
  /** A function or class: its name is part of its value, which that of a constant is not. */
  readonly isFunction: boolean
  /** A constant that holds a primitive: its hash says all. */
  readonly isPrimitive: boolean
  /** Its value may have been made elsewhere, so that it counts, too. */
  readonly isBorrowed: boolean
  /** Whether the code around it gives the function properties: they enter the key, by value. */
  readonly hasProperties: boolean
  /** What a call's arguments can mean to it; nothing where any argument could be seen. */
  readonly parameters: Parameters | undefined
  /** What people call it: its name, or that of the variable which holds the cached function. It does not count. */
  readonly label: string
  readonly slots: readonly Slot[]
}

/** The row of a registered definition. */
export function readRow({ rows, index }: { readonly rows: Rows; readonly index: number }): DefinitionRow {
  return tableOf(rows).row(index)
}

/** Whether the value may have been made elsewhere, so that it counts beside the definition. */
export function isBorrowed(definition: Definition): boolean {
  return definition.member === undefined ? readRow(definition).isBorrowed : !definition.member.made
}

export function tableOf(rows: Rows): Table {
  let table = registry.tables.get(rows)
  if (table === undefined) {
    table = new Table(rows)
    registry.tables.set(rows, table)
  }
  return table
}

/** The table of a module. Nothing is read before the first row is asked for, and of the rows only those that are. */
export class Table {
  private cells: readonly string[] | undefined
  private header: readonly string[] = []
  private readonly thunks: unknown[] = []
  private readonly parsed: DefinitionRow[] = []
  private readonly variables: object[] = []

  constructor(private readonly rows: Rows) {}

  /** Thunks that stand beside a definition, so that a bundler which drops the one drops the others. */
  addThunks(thunks: { readonly [number: number]: Thunk }): void {
    Object.assign(this.thunks, thunks)
  }

  /** @throws {BadRowError} when it has another shape than this release of the runtime knows. */
  row(index: number): DefinitionRow {
    let row = this.parsed[index]
    if (row === undefined) {
      row = this.parse(index, (this.cells ?? this.read())[index + 1])
      this.parsed[index] = row
    }
    return row
  }

  private read(): readonly string[] {
    const [text, ...thunks] = this.rows()
    if (typeof text !== 'string') throw new BadRowError('its module has no table')
    Object.assign(this.thunks, thunks)
    this.cells = text.split(';')
    this.header = (this.cells[0] as string).split(',').map(decoded)
    if (!/^c\d+$/.test(this.header[0] as string)) throw new BadRowError('its module names no rules')
    return this.cells
  }

  private parse(index: number, cell: string | undefined): DefinitionRow {
    const [, hash, fact, line, seen, slots, label, literals] = ROW.exec(cell ?? '') ?? []
    if (hash === undefined) throw new BadRowError(`it is ${cell === undefined ? 'missing' : JSON.stringify(cell)}`)
    const [rules, file] = this.header
    const facts = DIGITS.indexOf(fact as string)
    const name = label === undefined ? '' : decoded(label)
    const table = this
    let parsed: Slot[] | undefined
    return {
      rules: rules as string,
      file: file ?? '',
      hash,
      name: (facts & 16) === 0 ? name : '',
      line: Number(line),
      // Nothing says what a function does that a call gave.
      usesThis: (facts & 1) !== 0 || (facts & 8) === 0,
      newable: (facts & 2) === 0,
      isFunction: (facts & 8) !== 0,
      isPrimitive: (facts & 32) !== 0,
      isBorrowed: (facts & 4) !== 0,
      hasProperties: (slots as string).includes('o'),
      parameters: seen === undefined ? undefined : parametersOf(seen, literals),
      label: name,
      // Not at once: rows refer to each other in circles and in long chains.
      get slots() {
        parsed ??= table.slots(slots as string, index)
        return parsed
      },
    }
  }

  /** A number that is left out is one above the last of its kind. */
  private slots(text: string, index: number): Slot[] {
    let [definition, thunk] = [index, -1]
    const row = (number: string | undefined): DefinitionRow => {
      definition = number ? Number(number) : definition + 1
      return this.row(definition)
    }
    const read = (number: string | undefined): Thunk => {
      thunk = number ? Number(number) : thunk + 1
      return this.thunk(thunk)
    }
    return Array.from(text.matchAll(SLOT), ([slot, letter = '', first, second]): Slot => {
      const used = letter < 'a'
      switch (letter) {
        case 'd':
        case 'D':
          return { kind: 'row', used, row: row(first) }
        case 'v':
          return { kind: 'constant', used, row: row(first), read: read(second) }
        case 'b':
        case 'B':
          return { kind: 'binding', used, read: read(first) }
        case 'i':
          return { kind: 'input', used, read: read(first), name: this.header[thunk + 2] ?? '' }
        case 'c':
        case 'C':
          return {
            kind: 'captured',
            used,
            variable: first === undefined || first === '' ? undefined : this.variable(first),
          }
        case 'o':
          return { kind: 'properties', used }
        default:
          throw new BadRowError(`it has a slot of the unknown kind "${slot}"`)
      }
    })
  }

  private variable(number: string): object {
    this.variables[Number(number)] ??= {}
    return this.variables[Number(number)] as object
  }

  private thunk(number: number): Thunk {
    const thunk = this.thunks[number]
    if (typeof thunk !== 'function') throw new BadRowError(`there is no thunk ${number}`)
    return thunk as Thunk
  }
}

/** Facts are a digit to the base 64, of those that hashes are written with. */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

const ROW = /^([\w-]{22})([\w-])(\d*)(?:p(\d*))?((?:[A-Za-z]\d*(?:\.\d+)?)*)(?:,([^,]*)(?:,(.*))?)?$/s

const SLOT = /([A-Za-z])(\d*)(?:\.(\d+))?/g

/** `p`: one parameter. Their literals are JSON, an object by their numbers. */
function parametersOf(count: string, literals: string | undefined): Parameters {
  const defaults: unknown[] = []
  if (literals !== undefined) Object.assign(defaults, JSON.parse(decoded(literals)))
  return { count: count === '' ? 1 : Number(count), defaults }
}

/** `~` and what stands between cells are written as `~` and a digit. */
function decoded(text: string): string {
  return text.includes('~') ? text.replace(/~(\d)/g, (_, digit) => '~,;'[digit] ?? '') : text
}
