import { DamagedEntryError } from './errors.js'

/** A result as it is kept, with what a hit must know about it. */
export interface Entry {
  readonly value: unknown
  /** The function gave a promise, so a hit gives one. */
  readonly async: boolean
  /** When it ends, in milliseconds of the clock; `Infinity`: never. */
  readonly expires: number
  /** How long its computation took, in milliseconds. */
  readonly took: number
}

/** Marks live entries; its value is the number of the format. */
const mark = Symbol.for('autocached.entry')

/** The number of the format of entries, live ones and those of text. */
export const FORMAT = 1

/** An entry for a backend of live values. All are made here, so that engines read them fast. */
export function toLive({ value, async, expires, took }: Entry): object {
  return { value, async, expires, took, [mark]: FORMAT }
}

/** @throws {DamagedEntryError} for what is no entry. */
export function fromLive(key: string, stored: unknown): Entry {
  if (!isLive(stored as object)) throw new DamagedEntryError(key, 'it is no entry of autocached')
  return stored as Entry
}

/** Whether `stored` is an entry, of this copy of the package or another. */
export function isLive(stored: object): stored is Entry {
  return (stored as { [mark]?: unknown })[mark] === FORMAT
}
