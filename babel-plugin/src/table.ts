/**
 * The table of a module: its definitions as one string, and the thunks that give what they refer to, as docs/output.md describes
 * them. A thunk that only definitions need which a bundler can drop stands beside these, so that what it imports goes with them.
 * Twin: swc-plugin/src/table.rs
 */
import { RULES } from './canonical-form.js'
import {
  type Definition,
  type Definitions,
  isDefinition,
  nameCounts,
  type Registration,
  type Slot,
} from './definitions.js'
import { defaultsText } from './parameters.js'

/** What a thunk gives: a name of the module, and properties of it. */
export interface Thunk {
  path: string[]
}

export interface Table {
  text: string
  /** By number. */
  thunks: Thunk[]
  /** How many of them stand in the module's function; the others beside a definition. */
  shared: number
  /** The numbers of those. */
  own: Map<Definition, number[]>
  /** Where each definition stands. */
  indexes: Map<Definition, number>
  /** The function declarations that one call registers: they are the first definitions. */
  functions: Registration[]
}

type Path = Extract<Slot, { path: string[] }>

/** Facts are a digit to the base 64. */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function makeTable(found: Definitions, fileName: string, names: boolean): Table {
  const { definitions, registrations, variables } = found
  const functions = registrations.filter(isTopFunction)
  const first = new Set(functions.map(({ definition }) => definition as Definition))
  const ordered = [...first, ...definitions.filter((definition) => !first.has(definition))]
  const indexes = new Map<Definition, number>()
  for (const definition of ordered) indexes.set(definition, indexes.size)

  const numbers = new Map<string | number, number>()
  const thunks: Thunk[] = []
  const add = (slot: Path): number => {
    const key = keyOf(slot)
    let number = numbers.get(key)
    if (number === undefined) {
      number = thunks.push({ path: slot.path }) - 1
      numbers.set(key, number)
    }
    return number
  }
  // Inputs come first, so that the header can list their names.
  for (const { slots } of ordered) for (const slot of slots) if (slot.kind === 'i') add(slot)
  const header = [RULES, names ? fileName : '', ...thunks.map(({ path }) => path.join('.'))]

  const kept = new Set<Definition>()
  const beside = reachedBeside(registrations, kept, definitions.length)
  for (const definition of ordered) {
    if (!beside || kept.has(definition)) for (const slot of definition.slots) if (isRead(slot)) add(slot)
  }
  for (const slot of oftenRead(beside)) add(slot)
  const shared = thunks.length
  const own = new Map<Definition, number[]>()
  for (const [definition, reached] of beside ?? []) {
    const needed = [...new Set(readBy(reached).map(add))].filter((number) => number >= shared)
    if (needed.length > 0) own.set(definition, needed)
  }

  // A value that is not registered cannot be given to `cached`.
  const registered = new Set(registrations.map(({ definition }) => definition))
  const cells = ordered.map((definition, index) => {
    const { hash, name, at, facts, slots } = definition
    const label = names || nameCounts(definition) ? name : ''
    const line = names && at.line > 0 ? at.line : ''
    const edges = edgesOf(slots, indexes, numbers, variables, index)
    const parameters = registered.has(definition) ? definition.parameters : undefined
    const seen = parameters ? `p${parameters.count === 1 ? '' : parameters.count}` : ''
    const defaults = parameters ? defaultsText(parameters) : ''
    const texts = defaults ? `,${encoded(label)},${encoded(defaults)}` : label && `,${encoded(label)}`
    return `${hash}${DIGITS[facts & 63]}${line}${seen}${edges}${texts}`
  })
  const text = [header.map(encoded).join(','), ...cells].join(';')
  return { text, thunks, shared, own, indexes, functions }
}

/** A function declaration of the module itself, which is there before any statement runs. */
function isTopFunction(registration: Registration): boolean {
  return registration.place === 'function' && registration.top && isDefinition(registration.definition)
}

/** Whether the call that registers it is pure: then a bundler drops it with the value that nobody uses. */
function isDroppable({ place, top, definition }: Registration): boolean {
  return top && (place === 'initializer' || place === 'default' || place === 'branch') && isDefinition(definition)
}

/**
 * What each of the definitions that can be dropped reaches, beside what stays in any case (`kept`). Where they reach the same again and
 * again, the lists would grow with the square of the module: then there are none.
 */
function reachedBeside(
  registrations: readonly Registration[],
  kept: Set<Definition>,
  count: number,
): Map<Definition, Definition[]> | undefined {
  const roots = (droppable: boolean) =>
    registrations.filter((each) => isDroppable(each) === droppable).map(({ definition }) => definition)
  const none: ReadonlySet<Definition> = new Set()
  for (const definition of roots(false)) if (isDefinition(definition)) reach(definition, kept, none)
  const beside = new Map<Definition, Definition[]>()
  let visits = 0
  for (const definition of roots(true).filter(isDefinition)) {
    const reached = reach(definition, new Set(), kept)
    visits += reached.length
    if (visits > 8 * count + 64) return undefined
    beside.set(definition, reached)
  }
  return beside
}

/** What more than two of them need stands once in the function: each copy is more to compile than the import that it lets go. */
function oftenRead(beside: ReadonlyMap<Definition, Definition[]> = new Map()): Path[] {
  if (beside.size <= 2) return []
  const counts = new Map<string | number, { slot: Path; count: number }>()
  for (const reached of beside.values()) {
    for (const [key, slot] of new Map(readBy(reached).map((each) => [keyOf(each), each]))) {
      const known = counts.get(key)
      if (known) known.count++
      else counts.set(key, { slot, count: 1 })
    }
  }
  return [...counts.values()].filter(({ count }) => count > 2).map(({ slot }) => slot)
}

function readBy(definitions: readonly Definition[]): Path[] {
  return definitions.flatMap(({ slots }) => slots.filter(isRead))
}

/** Breadth first, so that the order is that of the slots. */
function reach(from: Definition, reached: Set<Definition>, kept: ReadonlySet<Definition>): Definition[] {
  const queue: Definition[] = []
  const add = (definition: Definition) => {
    if (reached.has(definition) || kept.has(definition)) return
    reached.add(definition)
    queue.push(definition)
  }
  add(from)
  for (const { slots } of queue) for (const slot of slots) if ('definition' in slot) add(slot.definition)
  return queue
}

function isRead(slot: Slot): slot is Path {
  return slot.kind === 'b' || slot.kind === 'B' || slot.kind === 'v'
}

/** Of a variable without properties, its binding. */
function keyOf({ path, binding }: Path): string | number {
  if (binding !== undefined && path.length === 1) return binding
  return `${binding ?? ''} ${path.length} ${path.join(' ')}`
}

/** A number that is one above the last of its kind in this list is left out; the first is counted from the definition's own. */
function edgesOf(
  slots: readonly Slot[],
  indexes: Map<Definition, number>,
  numbers: Map<string | number, number>,
  variables: readonly number[],
  index: number,
): string {
  if (slots.length === 0) return ''
  let [definition, thunk] = [index, -1]
  const toDefinition = (slot: { definition: Definition }) => {
    const [last, to] = [definition, indexes.get(slot.definition) as number]
    definition = to
    return to === last + 1 ? '' : to
  }
  const toThunk = (slot: Path, sign: string) => {
    const [last, to] = [thunk, numbers.get(keyOf(slot)) as number]
    thunk = to
    return to === last + 1 ? '' : `${sign}${to}`
  }
  return slots
    .map((slot) => {
      switch (slot.kind) {
        case 'd':
        case 'D':
          return `${slot.kind}${toDefinition(slot)}`
        case 'v':
          return `v${toDefinition(slot)}${toThunk(slot, '.')}`
        case 'c':
        case 'C': {
          const variable = slot.binding === undefined ? -1 : variables.indexOf(slot.binding)
          return variable < 0 ? slot.kind : `${slot.kind}${variable}`
        }
        case 'o':
          return slot.kind
        default:
          return `${slot.kind}${toThunk(slot, '')}`
      }
    })
    .join('')
}

/** What separates cells, and the sign of an escape. Hardly any text has one. */
function encoded(text: string): string {
  return /[~,;]/.test(text) ? text.replace(/[~,;]/g, (sign) => `~${'~,;'.indexOf(sign)}`) : text
}
