/** What `value` is, if reading it uses it up, so that a second caller would find it empty. */
export function readsOnce(value: unknown): string | undefined {
  const asked = value as Record<string | symbol, unknown> | null | undefined
  const has = (name: string | symbol) => typeof asked?.[name] === 'function'
  if (has('next') && (has(Symbol.iterator) || has(Symbol.asyncIterator))) return 'an iterator'
  if (has('getReader') || (has('pipe') && has('on'))) return 'a stream'
  if (has('arrayBuffer') && typeof asked?.bodyUsed === 'boolean') return 'a request or response'
  return undefined
}
