/** What is written by hand for the kinds of nodes that are met most often says the same as the table of all kinds. */
import stringify from 'fast-json-stable-stringify'
import { expect, it } from 'vitest'
import { type CanonicalForm, canonicalForm } from '../babel-plugin/src/canonical-form.js'
import type { Scopes } from '../babel-plugin/src/scope.js'
import { type Any, fieldsOf, forEachChild, mapChildren, type Name } from '../babel-plugin/src/tree.js'

const kinds = Object.entries(fieldsOf) as [Any['type'], Record<string, 'value' | 'node' | 'list'>][]

it.each(kinds)('%s: every child is visited and mapped, in the order of the source', (type, fields) => {
  const node = nodeOf(type, fields)
  const children = Object.entries(fields).flatMap(([field, kind]) => (kind === 'value' ? [] : [field]))
  const visited: unknown[] = []
  forEachChild(node, (child) => visited.push((child as Name).name))
  expect(visited).toEqual(children)
  const renamed = (child: Any) => ({ ...child, name: `${(child as Name).name}!` }) as Any
  const mapped: unknown[] = []
  forEachChild(mapChildren(node, renamed, undefined), (child) => mapped.push((child as Name).name))
  expect(mapped).toEqual(children.map((name) => `${name}!`))
  expect(mapChildren(node, (child) => child, undefined)).toBe(node)
})

const byHand: Any['type'][] = [
  ...(['Number', 'BigInt', 'Member', 'Call', 'Binary', 'Assign', 'Property', 'Function', 'Class'] as const),
  ...(['Expression', 'Variable', 'Return', 'If'] as const),
]

const isFlag = /^(optional|static)$/

it.each(byHand)('%s: every field is written, in its order', (type) => {
  const node: Any = { type: 'Spread', argument: nodeOf(type, fieldsOf[type]) as never }
  const { text } = canonicalForm({ node, scope: 0, own: new Set() }, scopes, { line: 1, column: 1 }) as CanonicalForm
  const written = JSON.parse(text).value[1].flat(Number.POSITIVE_INFINITY).join(' ')
  const expected = Object.keys(fieldsOf[type]).map((field) => (isFlag.test(field) ? 'true' : field))
  expect(written.replaceAll('Global ', '')).toBe([type, ...expected].join(' '))
  expect(text).toBe(stringify(JSON.parse(text)))
})

const module: Any = { type: 'Module', body: [], strict: true, esm: true, hidden: [] }
const scopes: Scopes = {
  bindings: [],
  scopes: [{ kind: 'module', parent: -1, depth: 0, names: new Map(), node: module }],
  file: 'a.js',
  esm: true,
  mentionsEval: false,
  mentionsPlace: false,
  assignments: [],
}

/** With something in every field. */
function nodeOf(type: Any['type'], fields: Record<string, 'value' | 'node' | 'list'>): Any {
  const entries = Object.entries(fields).map(([field, kind]): [string, unknown] => {
    const name = { type: 'Name', name: field, binding: undefined }
    return [field, kind === 'value' ? field : kind === 'node' ? name : [name]]
  })
  return { type, ...Object.fromEntries(entries) } as unknown as Any
}
