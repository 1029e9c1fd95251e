import { instanceName } from './encode.js'
import { NotAFunctionError } from './errors.js'
import { type Difference, differenceOf } from './explain-difference.js'
import { watchMisses } from './explain-misses.js'
import { drawTree } from './explain-text.js'
import type { FunctionCache } from './function-cache.js'
import { intrinsicName } from './intrinsics.js'
import { type Input, type Node, Walk } from './link.js'
import { linkedOf } from './linked-of.js'
import { show } from './options.js'
import { labelOf } from './own-row.js'
import { parts } from './parts.js'
import { registry } from './registry.js'
import type { DefinitionRow } from './row.js'

/** One thing that counts into a version. */
export interface ExplainedNode {
  /** As the author wrote it; `''` where there is none, or where the build left names out. */
  readonly name: string
  /** Relative to the root of the compiler; `''` where it is not known. */
  readonly file: string
  /** From 1; 0 where it is not known. */
  readonly line: number
  /**
   * `definition`: by its canonical form. `value`: a primitive, by value. `data`: an object, by value, an instance also by its class.
   * `member`: a function of an object, by the object and its own name. `namespace`: a module, by its exports. `source`: a function that nobody compiled, by its source text. `built-in`: by its name.
   * `own version`: a cached function, by the version that its options gave it. `input`: not in the version; in the key, by value,
   * at each call.
   */
  readonly counts:
    | 'definition'
    | 'value'
    | 'data'
    | 'member'
    | 'namespace'
    | 'source'
    | 'built-in'
    | 'own version'
    | 'input'
  /** Of this thing alone, without what it uses. Empty for inputs. */
  readonly hash: string
  /** What it refers to, in order, as places in `nodes`. */
  readonly uses: readonly number[]
  /** What the version cannot see of it, in words. */
  readonly untracked?: string
  /** The canonical form, where `forms` gave one. */
  readonly form?: string
}

/** How a version came about. It is plain data but for its methods: `JSON.stringify` keeps what `since` needs. */
export interface Explanation {
  readonly version: string
  /** In order of first visit. The first is the function itself. */
  readonly nodes: readonly ExplainedNode[]
  /** The nodes of which something is not seen. */
  readonly untracked: readonly ExplainedNode[]
  /** What made the version another one than that of an earlier explanation, of this process or read from JSON. */
  since(earlier: Pick<Explanation, 'version' | 'nodes'>): Difference
  /** The tree, for a terminal. */
  toString(): string
}

export interface ExplainOptions {
  /** The canonical form of a hash, where the build kept its reports: then `since` shows what changed in a definition. */
  readonly forms?: (hash: string) => string | undefined
}

/**
 * Explains the version of a function: what it reaches, and how each part counts.
 *
 * @throws {NotInitializedError} while a module that it depends on has not finished loading.
 */
export function explain(fn: object, options: ExplainOptions = {}): Explanation {
  if (typeof fn !== 'function') throw new NotAFunctionError(show(fn))
  const { version, dependencies: given } = linkedOf(fn)
  const key = keyOf(fn)
  const dependencies = key === undefined ? given : [...(given ?? []), key]
  const target = unwrapped(fn)
  const recorder = new Recorder(options)
  const nodes =
    registry.definitions.has(target) && !version.startsWith('s1.')
      ? recorder.record(target, dependencies)
      : recorder.recordSource(target, version, dependencies)
  const [root] = nodes
  // A pinned version says nothing about the code: that is shown, but it does not count.
  if (root !== undefined && !/^[cs]\d+\./.test(version))
    nodes[0] = { ...root, counts: 'own version', hash: version, untracked: 'its version is pinned' }
  return {
    version,
    nodes,
    untracked: nodes.filter((node) => node.untracked !== undefined),
    since: (earlier) => differenceOf(earlier, { version, nodes }),
    toString: () => `${version}\n${drawTree(nodes)}`,
  }
}

/** The option `key` counts into keys, and so into what has changed. */
function keyOf(fn: object): object | undefined {
  const wrapped = registry.wrappers.get(fn) as FunctionCache | undefined
  return wrapped?.settings.version === undefined ? wrapped?.settings.key : undefined
}

parts.explain = explain
parts.watchMisses = (cache, wrapper) => watchMisses(cache, () => explain(wrapper).nodes)

function unwrapped(fn: object): object {
  const wrapped = registry.wrappers.get(fn)
  return wrapped === undefined ? fn : unwrapped(wrapped.fn)
}

type Draft = { -readonly [K in keyof ExplainedNode]: ExplainedNode[K] } & { uses: number[] }

const NO_DEPENDENCIES = 'nobody compiled it: what it calls and captures is not seen'

/** The linker's own walk, written down. */
class Recorder extends Walk {
  private readonly drafts: Draft[] = []
  /** Where the nodes of the walk are among the drafts: primitives and inputs are no nodes of it. */
  private readonly places: number[] = []
  private current: Draft | undefined

  constructor(private readonly options: ExplainOptions) {
    super()
  }

  record(fn: object, dependencies: readonly unknown[] | undefined): ExplainedNode[] {
    this.run(fn, dependencies)
    return this.drafts
  }

  recordSource(fn: object, hash: string, dependencies: readonly unknown[] | undefined): ExplainedNode[] {
    const name = (fn as { name?: string }).name ?? ''
    this.place({ name, counts: 'source', hash, untracked: NO_DEPENDENCIES })
    if (dependencies !== undefined) this.run(dependencies, undefined)
    return this.drafts
  }

  /** What the first node refers to beside its own slots: its dependencies. */
  private get user(): Draft | undefined {
    return this.current ?? this.drafts[0]
  }

  override unseen(what: string): void {
    super.unseen(what)
    if (this.current !== undefined) this.current.untracked = `what is in ${what} is not seen`
  }

  /** A value that was met before is no new node, but a reference all the same. */
  override numberOf(value: unknown, name: string): number {
    const { user } = this
    const known = user?.uses.length
    const number = super.numberOf(value, name)
    if (user !== undefined && user.uses.length === known) user.uses.push(this.places[number] as number)
    return number
  }

  protected override add(identity: unknown, node: Node): number {
    const { user } = this
    const number = super.add(identity, node)
    this.places[number] ??= this.place(this.describe(node, identity))
    user?.uses.push(this.places[number])
    return number
  }

  protected override lineOf(node: Node, number: number): string {
    const draft = this.drafts[this.places[number] as number] as Draft
    const inputs = this.inputs.length
    this.current = draft
    const line = super.lineOf(node, number)
    if (node.kind === 'value') draft.hash = ownPart(line)
    for (const input of this.inputs.slice(inputs)) this.placeInput(input, draft)
    this.current = undefined
    return line
  }

  protected override edgeToRow(row: DefinitionRow, used: boolean, value?: object): string {
    if (row.isPrimitive) this.user?.uses.push(this.place(this.ofDefinition(row, 'value')))
    return super.edgeToRow(row, used, value)
  }

  protected override edgeToValue(value: unknown, used: boolean, definition: DefinitionRow): string {
    const edge = super.edgeToValue(value, used, definition)
    // The edge of a primitive is its hash; every other value has become a node.
    if (edge.startsWith('='))
      this.user?.uses.push(this.place({ name: preview(value), counts: 'value', hash: edge.slice(1) }))
    return edge
  }

  private placeInput({ of, name, read }: Input, draft: Draft): void {
    for (const each of name === undefined ? capturedNames(read) : [name])
      draft.uses.push(this.place({ name: each, file: of.file, line: of.line, counts: 'input', hash: '' }))
  }

  private place(parts: Pick<Draft, 'name' | 'counts' | 'hash'> & Partial<Draft>): number {
    return this.drafts.push({ file: '', line: 0, uses: [], ...parts }) - 1
  }

  private describe(node: Node, value: unknown): Pick<Draft, 'name' | 'counts' | 'hash'> & Partial<Draft> {
    if (node.kind === 'definition') return this.ofDefinition(node.row, 'definition')
    const { counts } = node.form
    return { name: nameOf(value, counts), counts, hash: '', ...(counts === 'source' && { untracked: NO_DEPENDENCIES }) }
  }

  private ofDefinition({ label, file, line, hash }: DefinitionRow, counts: 'definition' | 'value') {
    const form = this.options.forms?.(hash)
    return { name: label, file, line, counts, hash, ...(form !== undefined && { form }) }
  }
}

/** A line without the numbers of other nodes: they are in `uses`, and others when nothing but the order of the walk is. */
function ownPart(line: string): string {
  return line.replace(/ \d+(?=[+-]?"| "| \d|$)/g, '')
}

/** A variable that is not initialised yet throws: then nobody can say what is captured. */
function capturedNames(read: () => unknown): string[] {
  try {
    return Object.keys(read() as object)
  } catch {
    return ['captured variables']
  }
}

function nameOf(value: unknown, counts: ExplainedNode['counts']): string {
  if (counts === 'built-in') return intrinsicName(value as object) ?? ''
  if (typeof value === 'function') return labelOf(unwrapped(value)) || value.name
  return counts === 'data' || typeof value === 'symbol' ? preview(value) : ''
}

const LONGEST_PREVIEW = 40

/** The beginning of a value. Its methods are not called: `explain` must not change anything. */
function preview(value: unknown): string {
  if (typeof value === 'string')
    return JSON.stringify(value.length > LONGEST_PREVIEW ? `${value.slice(0, LONGEST_PREVIEW)}…` : value)
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : String(value)
  if (Array.isArray(value)) return `[${value.length}]`
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return instanceName(value)
  const names = Object.keys(value).join(', ')
  return `{ ${names.length > LONGEST_PREVIEW ? `${names.slice(0, LONGEST_PREVIEW)}…` : names} }`
}
