/** What a symbol is in every program; `undefined` for one that only its identity tells from others. */
export function symbolName(symbol: symbol): string | undefined {
  const key = Symbol.keyFor(symbol)
  if (key !== undefined) return `["Symbol.for",${JSON.stringify(key)}]`
  for (const name of Object.getOwnPropertyNames(Symbol))
    if (Object.getOwnPropertyDescriptor(Symbol, name)?.value === symbol) return `["Symbol",${JSON.stringify(name)}]`
  return undefined
}
