/** Names that every program finds in the same place; a program's own globals are none of them. */
const GLOBALS =
  'Object Function Array Number Boolean String Symbol BigInt Math JSON Reflect Proxy Atomics Intl Date RegExp Promise Map Set ' +
  'WeakMap WeakSet WeakRef FinalizationRegistry ArrayBuffer SharedArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray ' +
  'Int16Array Uint16Array Int32Array Uint32Array Float16Array Float32Array Float64Array BigInt64Array BigUint64Array Iterator ' +
  'Error EvalError RangeError ReferenceError SyntaxError TypeError URIError AggregateError Temporal WebAssembly console ' +
  'parseInt parseFloat isNaN isFinite encodeURI encodeURIComponent decodeURI decodeURIComponent escape unescape eval ' +
  'structuredClone queueMicrotask setTimeout clearTimeout setInterval clearInterval setImmediate clearImmediate atob btoa ' +
  'fetch URL URLSearchParams TextEncoder TextDecoder AbortController AbortSignal Headers Request Response Blob FormData Buffer ' +
  'process performance crypto'

let names: WeakMap<object, string> | undefined
let modulesSeen = 0

/** The name by which a built-in function or object is found in every process (`Math.max`, `node:fs.readFileSync`), if it is one. */
export function intrinsicName(value: object): string | undefined {
  names ??= globalNames()
  const name = names.get(value)
  if (name !== undefined) return name
  return addLoadedModules(names) ? names.get(value) : undefined
}

function globalNames(): WeakMap<object, string> {
  const found = new WeakMap<object, string>([[globalThis, 'globalThis']])
  for (const name of GLOBALS.split(' ')) addBelow(found, name, dataProperty(globalThis, name), 2)
  return found
}

/** Breadth does not matter here: a value keeps the first name that it gets, and the order of names is fixed. */
function addBelow(found: WeakMap<object, string>, name: string, value: unknown, levels: number): void {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || found.has(value)) return
  // What is below `process` says something about this process: its values must not pass for each other.
  if (name.startsWith('process.') && typeof value !== 'function') return
  found.set(value, name)
  if (levels === 0) return
  for (const key of Object.getOwnPropertyNames(value).sort())
    if (key !== 'constructor') addBelow(found, `${name}.${key}`, dataProperty(value, key), levels - 1)
}

/** A getter is not run, because some load half a platform and some warn; but these are loaded anyway. */
function dataProperty(object: object, key: string): unknown {
  const property = Object.getOwnPropertyDescriptor(object, key)
  if (object === globalThis && (key === 'process' || key === 'Buffer'))
    return property?.get?.call(object) ?? property?.value
  return property?.value
}

/** Node's built-in modules that are loaded already: a function that somebody holds comes from one of these. */
function addLoadedModules(found: WeakMap<object, string>): boolean {
  const host = (
    globalThis as { process?: { moduleLoadList?: string[]; getBuiltinModule?(id: string): object | undefined } }
  ).process
  const loaded = host?.moduleLoadList
  if (loaded === undefined || host?.getBuiltinModule === undefined || loaded.length === modulesSeen) return false
  modulesSeen = loaded.length
  for (const entry of [...loaded].sort()) {
    const id = /^NativeModule (?!internal\/|_|punycode|sys$|process$)(.*)$/.exec(entry)?.[1]
    if (id === undefined) continue
    const module = host.getBuiltinModule(id)
    if (module !== undefined) addBelow(found, `node:${id}`, module, 1)
  }
  return true
}
