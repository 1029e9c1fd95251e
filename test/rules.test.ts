/** The document of rules, the two plugins and the vectors speak of the same rules. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { topics, vectorsOf } from './vectors/load.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const document = readFileSync(`${root}docs/rules.md`, 'utf8')
const ids = [...document.matchAll(/^\| ([ENLMCDTJSFR]\d+) \|/gm)].map(([, id]) => id as string)

it('gives each rule an id of its own', () => {
  expect(ids.length).toBeGreaterThan(50)
  expect(new Set(ids).size).toBe(ids.length)
})

it.each([
  ['Babel', 'babel-plugin/src', []],
  ['SWC', 'swc-plugin/src', []],
])('%s names every rule where it follows it, and no other', (_, folder) => {
  const text = filesBelow(join(root, folder))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
  const comments = [...text.matchAll(/(?:\/\/|\*).*/g)].map(([comment]) => comment).join('\n')
  const named = new Set([...comments.matchAll(/\b[ENLMCDTJSFR]\d+\b/g)].map(([id]) => id))
  expect(ids.filter((id) => !named.has(id) && !text.includes(`'${id}'`) && !text.includes(`"${id}"`))).toEqual([])
  expect([...named].filter((id) => !ids.includes(id))).toEqual([])
})

it('has a vector for every rule, but for syntax that no rule knows', () => {
  const shown = new Set(topics.flatMap(vectorsOf).map(({ id }) => id.split('-')[0]))
  // R1: test/unknown-syntax.test.ts.
  expect(ids.filter((id) => !shown.has(id))).toEqual(['R1'])
  expect([...shown].filter((id) => !ids.includes(id as string))).toEqual([])
})

it.each(
  readdirSync(join(root, 'babel-plugin/src'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  ),
)('babel-plugin/src/%s has a twin', (file) => {
  const twin = /^ \* (?:.*)Twin: (\S+)$/m.exec(readFileSync(join(root, 'babel-plugin/src', file), 'utf8'))?.[1]
  expect(twin).toBeDefined()
  expect(readFileSync(join(root, twin as string), 'utf8')).toContain(
    `Twin: babel-plugin/src/${file.replaceAll('\\', '/')}`,
  )
})

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|rs)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}
