import { versioningOf } from './code-version.js'
import { digest128 } from './digest.js'
import { encode, instanceName, type Resolver, type Written } from './encode.js'
import { contentOf, isPlace } from './encode-builtin.js'
import { CachedError, KeyError, NotInitializedError, UnversionableFunctionError } from './errors.js'
import { intrinsicName } from './intrinsics.js'
import type { Linked } from './link.js'
import { messageOf } from './message-of.js'
import { isTrulyPlain, labelOf } from './plain-object.js'
import { type Definition, type Member, registry, type Wrapped } from './registry.js'
import { type DefinitionRow, readRow } from './row.js'
import { describe } from './seen.js'
import { seenText } from './seen-text.js'
import type { AnyFunction } from './signature.js'
import { sourceText } from './source.js'
import { symbolName } from './symbol-name.js'

/** How a value that no plugin described counts in the graph of a version. */
export interface ValueForm {
  readonly counts: 'value' | 'own version' | 'built-in' | 'source' | 'namespace' | 'data' | 'member' | 'definition'
  /** Values of one identity are one node. */
  readonly identity: unknown
  write(graph: Numbering): string
}

/** The graph that a value's form refers to. */
export interface Numbering {
  numberOf(value: unknown, name: string): number
  numberOfRow(row: DefinitionRow, captured: (() => object) | undefined): number
  /** Links again when `read` gives something else than `value`. */
  watch(read: () => unknown, value: unknown): void
  takeInputs(linked: Linked): void
  /** Called for what says nothing about itself: `a promise`, `an instance of Rates`. */
  unseen(what: string): void
}

/**
 * A primitive counts like the definition of its literal, a symbol of the program by its description and where it is met, a built-in by its name, another function by its source text, a
 * namespace by its exports, plain data by value, an instance by its class and by what it says about itself.
 *
 * @throws {UnversionableFunctionError} for a bound function, and for a native one that has no name in the program.
 */
export function formOfValue(value: unknown, name: string): ValueForm {
  if (typeof value === 'symbol' && symbolName(value) === undefined) {
    const { description } = value
    return { counts: 'value', identity: value, write: () => `symbol:${JSON.stringify(description)}` }
  }
  if ((typeof value !== 'object' || value === null) && typeof value !== 'function') {
    const hash = primitiveHash(value)
    return { counts: 'value', identity: hash, write: () => hash }
  }
  const wrapped = registry.wrappers.get(value)
  if (wrapped?.own !== undefined)
    return { counts: 'own version', identity: value, write: (graph) => writeOwnVersion(wrapped, graph) }
  const intrinsic = intrinsicName(value)
  if (intrinsic !== undefined) return { counts: 'built-in', identity: value, write: () => `global:${intrinsic}` }
  if (typeof value === 'function')
    return { counts: 'source', identity: value, write: (graph) => writeFunction(value, name, graph) }
  if (isNamespace(value))
    return { counts: 'namespace', identity: value, write: (graph) => writeNamespace(value, name, graph) }
  return {
    counts: 'data',
    identity: value,
    write: (graph) =>
      `data:${digest128(encode({ text: '', items: [value], step: () => name }, new GraphResolver(graph, value)))}`,
  }
}

/**
 * A function that is a property of what a definition makes counts by that and its own name. Where the definition has it from somewhere
 * else, it counts as itself, too, because the definition may lead to nothing but the function.
 */
export function formOfMember(fn: object, definition: Definition, { of, name, made }: Member): ValueForm {
  const itself = formOfValue(fn, name)
  if (itself.counts === 'built-in' || itself.counts === 'own version') return itself
  const member = `member:${JSON.stringify(name)}`
  return {
    counts: 'member',
    identity: fn,
    write: (graph) =>
      made
        ? `${member} ${graph.numberOf(of, name)}`
        : `${member} ${graph.numberOfRow(readRow(definition), definition.captured)} ${itself.write(graph)}`,
  }
}

/**
 * A value that several definitions gave counts by all of them. In which order their modules were loaded does not matter, but for the
 * first, which made it.
 */
export function formOfShared(value: object, first: Definition): ValueForm {
  const all = () => [first, ...[...(first.also ?? [])].sort((one, two) => (hashOf(one) < hashOf(two) ? -1 : 1))]
  return {
    counts: 'definition',
    identity: value,
    write: (graph) =>
      `given: ${all()
        .map((each) => graph.numberOfRow(readRow(each), each.captured))
        .join(' ')}`,
  }
}

function hashOf(definition: Definition): string {
  return readRow(definition).hash
}

/** The hash of the canonical form of a literal, byte for byte as the plugins write it: docs/output.md. */
export function primitiveHash(value: unknown): string {
  return digest128(`{"rules":"c1","value":${primitiveForm(value)}}`)
}

function primitiveForm(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return '["Undefined"]'
    case 'boolean':
      return String(value)
    case 'number':
      return `["Number","${Object.is(value, -0) ? '-0' : value}"]`
    case 'bigint':
      return `["BigInt","${value}"]`
    case 'string':
      return JSON.stringify(value)
    case 'symbol':
      // No literal: a symbol only ever comes from a value at run time.
      return String(symbolName(value))
    default:
      return '["Null"]'
  }
}

/** What counts beside it is part of this graph, and not linked for itself: cached functions call each other in circles. */
function writeOwnVersion(wrapped: Wrapped, graph: Numbering): string {
  const numbers = besideOf(wrapped).map((value) => graph.numberOf(value, 'dependencies'))
  const key = keyOf(wrapped)
  // Nobody compiled it: closures of one text are told apart in memory.
  if (key !== undefined) graph.watch(() => key, key)
  return `${ownPart(wrapped, graph)}${key === undefined ? '' : ' key'} ${numbers.join(' ')}`
}

function ownPart({ fn, settings }: Wrapped, graph: Numbering): string {
  const { mode, link } = versioningOf(fn as AnyFunction, { ...settings, dependencies: undefined })
  if (mode === 'compiled' || (mode === 'source' && registry.wrappers.has(fn)))
    return `of: ${graph.numberOf(fn, 'the function')}`
  const linked = link()
  graph.takeInputs(linked)
  for (const [index, read] of linked.reads.entries()) graph.watch(read, linked.seen[index])
  return `version:${JSON.stringify(linked.segment)}`
}

/** What counts into the version of a cached function beside its code. */
export function besideOf(wrapped: Wrapped): readonly unknown[] {
  const { dependencies = [] } = wrapped.settings
  const key = keyOf(wrapped)
  return key === undefined ? dependencies : [...dependencies, key]
}

/** A pinned version stands for the option `key`, too. */
function keyOf({ settings: { key, version } }: Wrapped): object | undefined {
  return version === undefined ? key : undefined
}

function writeFunction(fn: object, name: string, graph: Numbering): string {
  const text = sourceText(fn)
  if (text === undefined) throw new UnversionableFunctionError((fn as { name?: string }).name || 'It', ` (${name})`)
  const parent = Object.getPrototypeOf(fn) as object | null
  // A class counts with what it extends; every other function extends Function.prototype, which has a name.
  const line = `source:${digest128(JSON.stringify(text))}`
  return typeof parent === 'function' && parent !== Function.prototype
    ? `${line} ${graph.numberOf(parent, name)}`
    : line
}

/** Whether a class can be counted; hosts have some without a name in the program, like that of `process.env`. */
function hasForm(type: object): boolean {
  return registry.definitions.has(type) || intrinsicName(type) !== undefined || sourceText(type) !== undefined
}

/** ECMAScript namespaces, and the objects that bundlers and compilers put in their place. */
function isNamespace(value: object): boolean {
  try {
    return (
      Object.getOwnPropertyDescriptor(value, Symbol.toStringTag)?.value === 'Module' ||
      Object.getOwnPropertyDescriptor(value, '__esModule')?.value === true ||
      isUnmarkedNamespace(value)
    )
  } catch {
    // A proxy that cannot be read; `encode` says where it is.
    return false
  }
}

/**
 * esbuild and rollup mark their namespaces in no way; but nobody can replace a property of them, and they are sorted: esbuild's
 * consist of getters, rollup's have no prototype. An object of the program that looks like this counts by the same things, the names
 * and values that it gives.
 */
function isUnmarkedNamespace(value: object): boolean {
  const names = Reflect.ownKeys(value)
  const bare = Object.getPrototypeOf(value) === null
  if (names.length === 0 || Object.isExtensible(value) === bare) return false
  return names.every((name, index) => {
    const { get, set, configurable, enumerable, writable } = Object.getOwnPropertyDescriptor(value, name) ?? {}
    const fixed = get === undefined ? bare && writable === false : set === undefined
    return (
      fixed &&
      !configurable &&
      enumerable &&
      typeof name === 'string' &&
      (index === 0 || (names[index - 1] as string) < name)
    )
  })
}

function writeNamespace(namespace: object, of: string, graph: Numbering): string {
  let line = 'exports:'
  const place = of.replace(/^what (.*) refers to$/, '$1')
  for (const name of namesIn(namespace, place)) {
    let error: unknown
    const read = () => {
      try {
        return namespace[name as keyof object] as unknown
      } catch (thrown) {
        error = thrown
        return THROWN
      }
    }
    const value = read()
    // So do bindings of modules that are still loading.
    if (error instanceof ReferenceError) throw new NotInitializedError(name, place, error)
    graph.watch(read, value)
    const form = value === THROWN ? thrower(namespace, name) : graph.numberOf(value, name)
    line += ` ${JSON.stringify(name)} ${form}${seenText(describe(value))}`
  }
  return line
}

/** A namespace of the language does not even give its names before all of its bindings are initialized. */
function namesIn(namespace: object, place: string): string[] {
  try {
    return Object.keys(namespace).sort()
  } catch (error) {
    throw new NotInitializedError('the function', place, error)
  }
}

/** What a getter gives that throws: packages have them for what is not installed. */
const THROWN = {}

/** It counts by its source text. */
function thrower(object: object, name: PropertyKey): string {
  return `throws:${digest128(String(Object.getOwnPropertyDescriptor(object, name)?.get))};`
}

/** What is in a built-in object beside properties of its own, as a value. */
class Content {
  constructor(readonly form: Written) {}
}

/** What an object is in which nobody can look; `undefined` for others. */
function hiddenIn(object: object, problem: string, hasNoForm: boolean): string | undefined {
  if (problem.startsWith('is a ')) return problem.slice(3)
  // Iterators, generators, and a Map that was given another prototype.
  const isOpen = !hasNoForm || Reflect.ownKeys(object).length > 0 || isTrulyPlain(object)
  return isOpen ? undefined : instanceName(object)
}

/** What only looks like a built-in object has none. */
function contentIn(object: object, write: NonNullable<ReturnType<typeof contentOf>>): Content | undefined {
  try {
    const form = write(object)
    return typeof form === 'object' ? new Content(form) : undefined
  } catch {
    return undefined
  }
}

/** Functions, classes and registered objects inside of data are nodes of their own. */
class GraphResolver implements Resolver {
  constructor(
    private readonly graph: Numbering,
    private readonly root: object,
  ) {}

  known(value: object): Written | undefined {
    if (value instanceof Content) return value.form
    if (value === this.root) return undefined
    const isNode = registry.definitions.has(value) || registry.wrappers.has(value) || isNamespace(value)
    return isNode ? this.reference(value) : undefined
  }

  functionForm(fn: object): Written {
    return this.reference(fn)
  }

  classForm(type: object): Written {
    return this.reference(type)
  }

  /** In the graph, an instance that says nothing about itself counts by its class, and other objects by what can be read. */
  refused(value: unknown, problem: string, path: () => string, cause?: unknown): Written {
    try {
      return this.readable(value, problem, cause)
    } catch (error) {
      if (error instanceof CachedError) throw error
      throw new KeyError(path(), `could not be read (${messageOf(error)})`, '', error)
    }
  }

  private readable(value: unknown, problem: string, cause: unknown): Written {
    if (typeof value === 'symbol') return { text: `y${this.graph.numberOf(value, 'a symbol')};`, items: [] }
    const object = value as object
    const write = contentOf(object)
    const type = object.constructor
    const isOfClass = write === undefined && typeof type === 'function' && type !== Object && hasForm(type)
    const hidden = isOfClass ? instanceName(object) : hiddenIn(object, problem, write === undefined)
    if (hidden !== undefined) this.graph.unseen(hidden)
    if (isOfClass) {
      const said = cause === undefined ? (object as { toJSON?: unknown }).toJSON : undefined
      // What a class inherits from a built-in one is not all, but more than nothing.
      return { ...this.reference(type), items: typeof said === 'function' ? [said.call(object)] : [] }
    }
    const prototype = Object.getPrototypeOf(object) as object | null
    // What inherits from a class counts by that, above; what the host made has a class, too.
    const above = write || hidden || !prototype || Object.hasOwn(prototype, 'constructor') ? [] : [prototype]
    return this.properties(object, problem, write && contentIn(object, write), above)
  }

  /** What is in a built-in object, if anything, and then all that it has as properties of its own. */
  private properties(object: object, problem: string, content: Content | undefined, above: object[]): Written {
    const keys = Reflect.ownKeys(object).filter((key) => !(object instanceof Error && isPlace(object, key)))
    const names = keys.filter((key) => typeof key === 'string').sort()
    const symbols = keys.filter((key) => typeof key === 'symbol')
    const items: unknown[] = [content, ...above]
    const labels = ['', ...above.map(() => 'p')]
    for (const key of [...names, ...symbols]) {
      const { set, enumerable } = Object.getOwnPropertyDescriptor(object, key) as PropertyDescriptor
      const name = typeof key === 'string' ? labelOf(key) : `y${this.graph.numberOf(key, 'a symbol')};`
      labels.push(
        `${enumerable ? ',' : ';'}${set === undefined ? '' : `=${digest128(String(sourceText(set)))}`}${name}`,
      )
      items.push(this.given(object, key))
    }
    const bare = Object.getPrototypeOf(object) === null
    return { text: `?${JSON.stringify(problem)}${bare ? 'O' : 'o'}${items.length};`, items, labels }
  }

  private given(object: object, key: PropertyKey): unknown {
    try {
      return object[key as keyof object]
    } catch {
      return new Content({ text: thrower(object, key), items: [] })
    }
  }

  private reference(value: object): Written {
    const number = this.graph.numberOf(value, (value as { name?: string }).name || 'a dependency')
    return { text: `@${number}${seenText(describe(value))};`, items: [] }
  }
}
