interface Host {
  getBuiltinModule?(id: string): unknown
  emitWarning?(message: string, options: object): void
}

/** Node's `process`, or what stands for it elsewhere; browsers have none. */
export const host = (globalThis as { process?: Host }).process

/** A module of Node, asked for at run time: neither a bundler for browsers nor a browser must meet an import of it. */
export function builtinModule<T>(id: string): T | undefined {
  return host?.getBuiltinModule?.(id) as T | undefined
}
