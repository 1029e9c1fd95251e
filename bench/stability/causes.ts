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
  const [was, is] = [JSON.parse(formOf(before)), JSON.parse(formOf(after))] as [Whole, Whole]
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
    const normalize = ({ file, value, ...rest }: Whole) => {
      const left = set.reduce((form, cause) => (cause === 'file' ? form : mapForm(form, without[cause])), value)
      return JSON.stringify([rest, set.some((cause) => cause === 'file') ? '' : file, renumbered(left)])
    }
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

/** A canonical form: docs/rules.md#the-passes. */
interface Whole {
  file?: string
  value: Form
}

type Form = null | boolean | number | string | Form[]
type ListForm = Form[]

/** Nodes and lists without what a cause may change. */
const without: Record<'name' | 'template' | 'block', (list: ListForm) => Form> = {
  name: (list) => (list[0] === 'Function' || list[0] === 'Class' ? withoutName(list) : list),
  template: joined,
  block: hoisted,
}

function withoutName([kind, first, second, third, _, self]: ListForm): ListForm {
  return [kind, first, second, third ?? null, null, self ?? null] as ListForm
}

function joined(list: ListForm): ListForm {
  const [kind, operator, left, right] = list
  if (kind !== 'Binary' || operator !== '+') return list
  if (Array.isArray(left) && left[0] === 'Binary') {
    // (x + `a${y}`) + 'b', (x + `a${y}`) + `b${z}`
    const [, inner, start, template] = left
    return inner === '+' && Array.isArray(template) && template[0] === 'Template' && partsOf(right)
      ? ['Binary', '+', start as Form, joined(['Binary', '+', template, right as Form])]
      : list
  }
  const [first, second] = [partsOf(left), partsOf(right)]
  if (!first || !second) return list
  const middle = `${first.strings.at(-1)}${second.strings[0]}`
  const strings = [...first.strings.slice(0, -1), middle, ...second.strings.slice(1)]
  return ['Template', strings, [...first.expressions, ...second.expressions]]
}

function partsOf(form: Form | undefined): { strings: string[]; expressions: Form[] } | undefined {
  if (typeof form === 'string') return { strings: [form], expressions: [] }
  if (!Array.isArray(form) || form[0] !== 'Template') return undefined
  return { strings: form[1] as string[], expressions: form[2] as Form[] }
}

/** Functions at the start of their list, as esbuild puts them. */
function hoisted(list: ListForm): ListForm {
  const functions: Form[] = []
  const rest: Form[] = []
  for (const item of list) {
    const [kind, first, second, third] = Array.isArray(item) ? item : []
    // A declaration has no name of its own where nothing reads it; a function that a variable holds may have one.
    if (kind === 'FunctionDeclaration') functions.push(['Variable', first as Form, withoutName(second as ListForm)])
    else if (kind === 'Variable' && Array.isArray(third) && third[0] === 'Function')
      functions.push(['Variable', second as Form, withoutName(third)])
    else rest.push(item)
  }
  return [...functions, ...rest]
}

/** Locals and slots by their first appearance, as the writer numbers them. */
function renumbered(form: Form): Form {
  const numbers = new Map<string, number>()
  const numberOf = (kind: string, index: Form) => {
    const key = `${kind} ${index}`
    if (!numbers.has(key)) numbers.set(key, numbers.size)
    return numbers.get(key) as number
  }
  const visit = (inner: Form): Form => {
    if (typeof inner === 'number') return numberOf('local', inner)
    if (!Array.isArray(inner)) return inner
    const [kind, index, ...rest] = inner
    if (typeof kind !== 'string' || typeof index !== 'number' || !numbered.test(kind)) return inner.map(visit)
    return /^(Break|Continue)$/.test(kind) ? inner : [kind, numberOf('slot', index), ...rest]
  }
  return visit(form)
}

const numbered = /^(Slot|Input|Captured|PrivateName|Break|Continue)$/

/** From the leaves up. */
function mapForm(form: Form, map: (list: ListForm) => Form): Form {
  return Array.isArray(form) ? map(form.map((item) => mapForm(item, map))) : form
}
