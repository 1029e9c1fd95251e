import { define } from '../../runtime/src/define.js'
import type { Row } from '../../runtime/src/row.js'

/** What stands in for the plugins' output: rows written by hand, as docs/output.md describes them. */
export interface RowParts {
  readonly hash?: string
  readonly name?: string
  readonly line?: number
  readonly facts?: number
  readonly kinds?: string
  readonly slots?: readonly unknown[]
  readonly file?: string
}

export const USES_THIS = 1
export const NOT_NEWABLE = 2
export const NAMED_BY_PLACE = 4
export const FUNCTION = 8
export const PRIMITIVE = 32

export function rowOf({
  hash = 'half',
  name = '',
  line = 1,
  facts = FUNCTION,
  kinds = '',
  slots = [],
  file = 'a.js',
}: RowParts): Row {
  return () => [() => ['c1', file], hash.padEnd(22, '_'), name, line, facts, kinds, ...slots]
}

/** A function as a plugin would leave it. */
export function compiled<T>(value: T, parts: RowParts = {}, captured?: () => object): T {
  return define(value, rowOf(parts), captured)
}
