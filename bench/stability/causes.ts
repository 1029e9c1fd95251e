/** Why a definition has another version after an edit. Each cause is recognised in the canonical forms, not by a list of names. */
import type { Report, ReportedDefinition } from 'autocached/babel-plugin'
import { emitters } from './emitted.js'

export const causes = {
  name: 'The tool renames a function or class whose name the program can read: it is passed on, returned or stored (N5), or it is a class (N6).',
  emitted:
    'TypeScript emits code for it or for what it uses: an enum, a namespace, a parameter property (E5, T1). The plugin sees that code, not its source.',
  template: 'esbuild makes one template of a string and a template that are added. No rule for that.',
  block: 'esbuild makes a variable of a function that is declared in a block. No rule for that.',
  file: 'Its form has the name of the file (S11), and that is another one without types.',
  assigned:
    'What is assigned to an exported variable is a definition of its own, and the edit makes one assignment of two.',
  gone: 'The edited file has no definition of that name.',
  reached: 'It uses a definition of this row that has another version.',
  unexplained: 'Not explained.',
} as const

export type Cause = keyof typeof causes

/** A definition and the report that it is from. */
export interface Side {
  report: Report
  index: number
}

/** @param stripped The definition in the file without its types, for an edit that starts there. */
export function causesOf(
  before: Side,
  after: Side | undefined,
  stripped: Side | undefined,
  source: { code: string; file: string },
): Cause[] {
  if (!after) return ['gone']
  if (countOf(before) !== countOf(after)) return ['assigned']
  if (!stripped || formOf(before) === formOf(stripped)) return differencesOf(before, after)
  if (differencesOf(before, stripped).join() === 'file') return ['file']
  if (!emitters(source.code, source.file).has(definitionOf(before).name)) return ['unexplained']
  if (formOf(stripped) === formOf(after)) return ['emitted']
  const more = differencesOf(stripped, after)
  return more.includes('unexplained') ? more : ['emitted', ...more]
}

/** Whether the definition uses, at whatever distance, one of these. */
export function reaches({ report, index }: Side, found: (index: number) => boolean): boolean {
  const seen = new Set([index])
  for (const next of seen) {
    if (next !== index && found(next)) return true
    for (const slot of (report.definitions[next] as ReportedDefinition).slots) {
      const target = /#(\d+)/.exec(slot)?.[1]
      if (target) seen.add(Number(target))
    }
  }
  return false
}

/** The smallest set of causes without which the two are one. */
function differencesOf(before: Side, after: Side): Cause[] {
  if (formOf(before) === formOf(after)) return namesOf(before) === namesOf(after) ? ['reached'] : ['name']
  const [was, is] = [JSON.parse(formOf(before)), JSON.parse(formOf(after))] as [Json, Json]
  for (const set of [
    ['name'],
    ['template'],
    ['block'],
    ['file'],
    ['name', 'template'],
    ['name', 'block'],
    ['template', 'block'],
    ['name', 'template', 'block'],
  ] as const) {
    const normalize = (form: Json) =>
      JSON.stringify(renumbered(set.reduce((left, cause) => without[cause](left), form)))
    if (normalize(was) === normalize(is)) return [...set]
  }
  return ['unexplained']
}

function definitionOf({ report, index }: Side): ReportedDefinition {
  return report.definitions[index] as ReportedDefinition
}

/** How many definitions have its name. */
function countOf(side: Side): number {
  return side.report.definitions.filter(({ name }) => name === definitionOf(side).name).length
}

function formOf(side: Side): string {
  return definitionOf(side).form
}

/** The names, of other definitions and of its own, that its slots show. */
function namesOf(side: Side): string {
  return definitionOf(side)
    .slots.map((slot) => (slot.startsWith('D #') ? side.report.definitions[Number(slot.slice(3))]?.name : ''))
    .join()
}

type Json = null | boolean | number | string | undefined | Json[] | Fields
interface Fields {
  [key: string]: Json
}

/** Forms without what a cause may change. */
const without: Record<'name' | 'template' | 'block' | 'file', (form: Json) => Json> = {
  name: (form) =>
    mapForm(form, (node) => {
      if (node.type !== 'Function' && node.type !== 'Class') return node
      const { name: _, ...rest } = node
      return rest
    }),
  template: (form) => mapForm(form, joined),
  file: (form) => ({ ...(form as Fields), file: undefined }),
  // Hoisted to the start of their list, as esbuild does it.
  block: (form) =>
    mapForm(form, (node) => {
      for (const [key, list] of Object.entries(node)) if (Array.isArray(list)) node[key] = hoisted(list)
      return node
    }),
}

function joined(node: Fields): Fields {
  const { left, right } = node as { left?: Template; right?: Template }
  if (node.type !== 'Binary' || node.operator !== '+' || !left || !right) return node
  if (left.type === 'Binary') {
    // (x + `a${y}`) + 'b', (x + `a${y}`) + `b${z}`
    return left.operator === '+' && left.right?.type === 'Template' && partsOf(right)
      ? {
          ...node,
          ...(left as unknown as Fields),
          right: joined({ ...node, left: left.right as unknown as Fields, right: node.right }),
        }
      : node
  }
  const [first, second] = [partsOf(left), partsOf(right)]
  if (!first || !second) return node
  const middle = `${first.strings.at(-1)}${second.strings[0]}`
  const strings = [...first.strings.slice(0, -1), middle, ...second.strings.slice(1)]
  return { expressions: [...first.expressions, ...second.expressions], strings, type: 'Template' }
}

interface Template {
  type: string
  operator?: string
  right?: Template
  value?: string
  strings?: string[]
  expressions?: Json[]
}

function partsOf({
  type,
  value,
  strings,
  expressions,
}: Template): { strings: string[]; expressions: Json[] } | undefined {
  if (type === 'String') return { strings: [value ?? ''], expressions: [] }
  return type === 'Template' && strings ? { strings, expressions: expressions ?? [] } : undefined
}

function hoisted(list: Json[]): Json[] {
  const functions: Json[] = []
  const rest: Json[] = []
  for (const item of list) {
    const node = item as Fields
    if (node?.type === 'FunctionDeclaration') functions.push(withoutFields(node.function, node.target))
    else if (node?.type === 'Variable' && (node.init as Fields | undefined)?.type === 'Function')
      functions.push(withoutFields(node.init, node.target))
    else rest.push(item)
  }
  return [...functions, ...rest]
}

/** A declaration has no name of its own where nothing reads it; a function that a variable holds may have one. */
function withoutFields(init: Json, target: Json): Json {
  const { name: _, ...rest } = init as Fields
  return { init: rest, target, type: 'Variable' }
}

/** Locals and slots by their first appearance, as the writer numbers them. */
function renumbered(form: Json): Json {
  const numbers = new Map<string, number>()
  return mapForm(form, (node) => {
    if (typeof node.index !== 'number') return node
    const key = `${node.type === 'Local' ? 'local' : 'slot'} ${node.index}`
    if (!numbers.has(key)) numbers.set(key, numbers.size)
    return { ...node, index: numbers.get(key) }
  })
}

/** From the leaves up, with sorted keys. */
function mapForm(form: Json, map: (node: Fields) => Fields): Json {
  if (Array.isArray(form)) return form.map((item) => mapForm(item, map))
  if (typeof form !== 'object' || form === null) return form
  const node: Fields = {}
  for (const key of Object.keys(form).sort()) node[key] = mapForm(form[key], map)
  const mapped = map(node)
  return Object.fromEntries(
    Object.keys(mapped)
      .sort()
      .map((key) => [key, mapped[key]]),
  )
}
