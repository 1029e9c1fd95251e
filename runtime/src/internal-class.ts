/** The built-in class of a value, also of another realm: `[object Map]`. A `Symbol.toStringTag` of its own can make it lie. */
export function internalClass(value: unknown): string {
  return Object.prototype.toString.call(value)
}

export function isAsyncFunction(value: unknown): boolean {
  return internalClass(value) === '[object AsyncFunction]'
}

export function isGeneratorFunction(value: unknown): boolean {
  return internalClass(value).endsWith('GeneratorFunction]')
}
