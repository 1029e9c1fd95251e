import { digest128 } from './digest.js'
import { KeyError, NotInitializedError } from './errors.js'
import { intrinsicName } from './intrinsics.js'
import type { Parameters } from './parameters.js'
import { type Definition, registry } from './registry.js'
import { type CapturedSlot, type DefinitionRow, isBorrowed, readRow, type Slot } from './row.js'
import { describe, type Seen, seenOf } from './seen.js'
import { seenText } from './seen-text.js'
import { symbolName } from './symbol-name.js'
import { formOfMember, formOfShared, formOfValue, type Numbering, primitiveHash, type ValueForm } from './value-node.js'

/** What a version was linked from, as far as a call needs it. */
export interface Linked {
  /** `c1.` (compiled) or `s1.` (source) and 128 bits, or the user's own version. */
  readonly version: string
  /** The version as it stands in keys. */
  readonly segment: string
  readonly usesThis: boolean
  /** What a call's arguments can mean to the function, where a plugin compiled it. */
  readonly parameters?: Parameters | undefined
  /** Variables that enter the key by value at each call. */
  readonly inputs: readonly Input[]
  /** Bindings that could change while the program runs, and what they were bound to: see `isCurrent`. */
  readonly reads: readonly (() => unknown)[]
  readonly seen: readonly unknown[]
  /** The values of the option `dependencies`, where it was given. */
  readonly dependencies?: readonly unknown[]
}

/** Variables of one definition whose values enter the key: a module variable, or all captured variables. */
export interface Input {
  readonly of: DefinitionRow
  /** The variable's name; `undefined` where `read` gives all captured variables, as properties of an object. */
  readonly name: string | undefined
  readonly read: () => unknown
  /** What tells the variable from others. */
  readonly variable: unknown
  /** Of captured variables: their slots. */
  readonly slots?: readonly CapturedSlot[]
  /** What stands ahead of its value where no version says which variable it is. */
  readonly label?: string
}

/** A definition, or a value that none describes. */
export type Node =
  | {
      readonly kind: 'definition'
      readonly row: DefinitionRow
      readonly captured: (() => object) | undefined
      /** What the definition made or was given, as far as that is known. */
      readonly value: object | undefined
    }
  | { readonly kind: 'value'; readonly form: ValueForm }

/**
 * Links a function: walks everything that it depends on, in order of first visit, and digests the graph. The walk keeps its own
 * queue, so chains of any length and cycles are alike.
 *
 * @param dependencies Values that count as if the function referred to them.
 * @throws {NotInitializedError} while a module that it depends on has not finished loading.
 * @throws {UnversionableFunctionError} where it depends on a bound function, or on a native one of unknown name.
 * @throws {KeyError} where an instance or a promise among the dependencies says nothing about itself.
 */
export function link(fn: object, dependencies?: readonly unknown[]): Linked {
  const walk = new Walk()
  const lines = walk.run(fn, dependencies)
  const definition = registry.definitions.get(fn)
  const root = definition === undefined ? undefined : readRow(definition)
  const version = `${root?.rules ?? 's1'}.${digest128(lines.join('\n'))}`
  return {
    version,
    segment: version,
    usesThis: root?.usesThis ?? true,
    parameters: root?.parameters,
    inputs: walk.inputs,
    reads: walk.reads,
    seen: walk.seen,
    ...(dependencies && { dependencies }),
  }
}

/** One walk. `explain` extends it, to write down what it meets. */
export class Walk implements Numbering {
  readonly inputs: Input[] = []
  readonly reads: (() => unknown)[] = []
  readonly seen: unknown[] = []
  private readonly queue: Node[] = []
  private readonly numbers = new Map<unknown, number>()
  private readonly variables = new Map<unknown, number>()
  /** The nodes of what the option `dependencies` lists. */
  private listed: readonly number[] = []
  /** The node whose line is being written. */
  private at = -1

  /** A line for each node, in order of first visit, behind one for the dependencies. */
  run(fn: object, dependencies: readonly unknown[] | undefined): string[] {
    const definition = registry.definitions.get(fn)
    const rootNumber = this.numberOf(fn, definition === undefined ? '' : readRow(definition).name)
    const listed = (dependencies ?? []).map((value) => this.numberOf(value, 'dependencies'))
    const lines =
      dependencies === undefined ? [] : [`dependencies ${listed.length + 1}`, rootNumber, ...listed].map(String)
    // In source mode, the list itself is the root.
    this.listed = Array.isArray(fn) ? [rootNumber] : listed
    // The queue grows while it is walked.
    for (this.at = 0; this.at < this.queue.length; this.at++)
      lines.push(this.lineOf(this.queue[this.at] as Node, this.at))
    return lines
  }

  /** Who lists an object means what is in it, and not its class alone. */
  unseen(what: string): void {
    if (!this.listed.includes(this.at)) return
    const advice =
      ': give it a [keySymbol]() or toJSON() method, or list what counts of it (a property, the class, what await gives)'
    throw new KeyError('dependencies', `have ${what} that says nothing about itself`, advice)
  }

  numberOf(value: unknown, name: string): number {
    if (isObject(value)) {
      const present = this.numbers.get(value)
      if (present !== undefined) return present
      const wrapped = registry.wrappers.get(value)
      if (wrapped !== undefined && wrapped.own === undefined) return this.numberOf(wrapped.fn, name)
      const definition = wrapped === undefined ? registry.definitions.get(value) : undefined
      if (definition !== undefined) return this.numberOfRegistered(definition, value, name)
    }
    return this.numberOfForm(formOfValue(value, name))
  }

  watch(read: () => unknown, value: unknown): void {
    this.reads.push(read)
    this.seen.push(value)
  }

  takeInputs(linked: Linked): void {
    this.inputs.push(...linked.inputs)
  }

  private numberOfRegistered(definition: Definition, value: object, name: string): number {
    const { captured, member } = definition
    if (member !== undefined) return this.numberOfForm(formOfMember(value, definition, member))
    const row = readRow(definition)
    if (!row.isBorrowed)
      return definition.also === undefined
        ? this.numberOfRow(row, captured, value, value)
        : this.numberOfForm(formOfShared(value, definition))
    // What the definition passes on is met again, by the way on which it came in. Then it counts as itself.
    const isAgain = this.numbers.has(captured ?? row)
    return isAgain || intrinsicName(value) !== undefined
      ? this.numberOfForm(formOfValue(value, name))
      : this.numberOfRow(row, captured, value)
  }

  private numberOfForm(form: ValueForm): number {
    return this.add(form.identity, { kind: 'value', form })
  }

  /** A definition that captures variables, or has properties, is another node for each of its instances. */
  numberOfRow(
    row: DefinitionRow,
    captured: (() => object) | undefined,
    value?: object,
    instance: unknown = captured,
  ): number {
    const isOne = captured === undefined && (value === undefined || !row.hasProperties)
    return this.add(isOne ? row : instance, { kind: 'definition', row, captured, value })
  }

  protected lineOf(node: Node, _number: number): string {
    return node.kind === 'definition' ? this.definitionLine(node) : node.form.write(this)
  }

  protected add(identity: unknown, node: Node): number {
    let number = this.numbers.get(identity)
    if (number === undefined) {
      number = this.queue.push(node) - 1
      this.numbers.set(identity, number)
    }
    return number
  }

  private definitionLine({ row: definition, captured, value }: Extract<Node, { kind: 'definition' }>): string {
    let line = definition.hash
    for (const slot of definition.slots) line += ` ${this.edge(slot, definition)}`
    if (captured !== undefined) this.inputs.push(capturedInput(definition, captured))
    if (value === undefined) return line
    if (definition.hasProperties) this.inputs.push(propertiesInput(definition, value))
    return definition.isBorrowed ? `${line} ${giverOf(value, definition)}` : line
  }

  private edge(slot: Slot, definition: DefinitionRow): string {
    switch (slot.kind) {
      case 'row':
        return this.edgeToRow(slot.row, slot.used)
      case 'constant': {
        const value = this.read(slot.read, definition)
        const edge = (used = slot.used) => this.edgeToValue(value, used, definition)
        // A cached function counts by what it wraps, whatever the options are that the row has, too.
        if (!isObject(value) || registry.wrappers.has(value) || intrinsicName(value) !== undefined) return edge()
        const made = registry.definitions.get(value)
        if (made === undefined || isBorrowed(made)) return this.edgeToRow(slot.row, slot.used, value)
        // What was made elsewhere may have been changed here: `configure(shared, { rate: 2 })`.
        const isOwn = [made, ...(made.also ?? [])].some((each) => readRow(each) === slot.row)
        // Whether more than a call is made of it, the slot does not say.
        return isOwn ? edge(true) : `${edge(true)} ${this.edgeToRow(slot.row, slot.used)}`
      }
      case 'binding': {
        const value = this.read(slot.read, definition)
        // What came in by the import went out by this definition: `export const g = passOn(imported)`.
        if (isPassedOn(value, definition)) return String(this.numberOfForm(formOfValue(value, definition.name)))
        return this.edgeToValue(value, slot.used, definition)
      }
      case 'input': {
        const { name, read } = slot
        const variable = variableOf(name, read)
        this.inputs.push({ of: definition, name, read, variable })
        return `i${this.inputNumber(variable)}`
      }
      case 'captured':
        return 'c'
      case 'properties':
        return 'o'
    }
  }

  /** Of a variable, in order of first visit: two definitions that use one must not be taken for two that use one each. */
  private inputNumber(variable: unknown): number {
    const number = this.variables.get(variable) ?? this.variables.size
    this.variables.set(variable, number)
    return number
  }

  protected edgeToRow(row: DefinitionRow, used: boolean, value?: object): string {
    const { isPrimitive, hash } = row
    return isPrimitive ? edgeToPrimitive(hash) : edgeTo(this.numberOfRow(row, undefined, value), used, seenOf(row))
  }

  protected edgeToValue(value: unknown, used: boolean, definition: DefinitionRow): string {
    // A symbol that only its identity tells from others is a node.
    if (!isObject(value) && !(typeof value === 'symbol' && symbolName(value) === undefined))
      return edgeToPrimitive(primitiveHash(value))
    return edgeTo(this.numberOf(value, `what ${placeOf(definition)} refers to`), used, describe(value))
  }

  private read(read: () => unknown, definition: DefinitionRow): unknown {
    let value: unknown
    try {
      value = read()
    } catch (error) {
      throw new NotInitializedError(definition.name || 'the function', placeOf(definition), error)
    }
    this.watch(read, value)
    return value
  }
}

/** Which of what a constant refers to it was given: `isFast ? one : two`. By its place, because a text is another one once minified. */
function giverOf(value: object, { slots }: DefinitionRow): number {
  return slots.findIndex((slot) => 'read' in slot && slot.read() === value)
}

function capturedInput(of: DefinitionRow, read: () => unknown): Input {
  const slots = of.slots.filter((slot) => slot.kind === 'captured')
  return { of, name: undefined, read, variable: read, slots }
}

/** What the code around a function has given it: `half.rate = rate`, `Parser.prototype.rate = rate`. */
function propertiesInput(of: DefinitionRow, value: object): Input {
  const read = () => {
    const { prototype } = value as { prototype?: object }
    return { ...value, prototype: { ...prototype } }
  }
  return { of, name: `the properties of ${of.name}`, read, variable: read }
}

/** `price (src/money.ts:9)`, for messages. */
export function placeOf({ name, file, line }: DefinitionRow): string {
  const place = file !== '' ? ` (${file}:${line})` : line > 0 ? ` (line ${line})` : ''
  return `${name || 'a function'}${place}`
}

/** What tells a variable from others: the environment is the same one for all files. */
function variableOf(name: string, read: () => unknown): unknown {
  return /^(process|import\.meta)\.env\./.test(name) ? name : read
}

/** Equal primitives cannot be told apart, so that none is a node of its own: it does not matter by which way one is reached. */
function edgeToPrimitive(hash: string): string {
  return `=${hash}`
}

function edgeTo(number: number, used: boolean, seen: Seen | undefined): string {
  return `${number}${used ? seenText(seen) : ''}`
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}

function isPassedOn(value: unknown, by: DefinitionRow): boolean {
  const definition = registry.definitions.get(value as object)
  return definition !== undefined && !by.isFunction && readRow(definition) === by
}
