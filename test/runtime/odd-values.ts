/** A list of this length with items at some places and holes at the others. */
export function holes(length: number, items: Readonly<Record<number, unknown>> = {}): unknown[] {
  const list: unknown[] = []
  list.length = length
  return Object.assign(list, items)
}

/** What `arguments` is: it looks like a plain object with keys like indices. */
export function argumentsObject(): object {
  // biome-ignore lint/complexity/noArguments: the object itself is wanted
  return arguments
}
