/**
 * What the Babel plugin tells Babel's scopes of what it has written is what Babel finds when it looks at the whole file once more:
 * the plugins that follow rename, inline and remove by it.
 */
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import * as babel8 from '@autocached-test/babel-8'
import * as babel7 from '@babel/core'
import { describe, expect, it } from 'vitest'
import { corpus } from './corpus.js'
import { sourceOf, topics, vectorsOf } from './vectors/load.js'

type Binding = babel7.NodePath['scope']['bindings'][string]

const root = fileURLToPath(new URL('..', import.meta.url))
const plugin = createRequire(import.meta.url)(`${root}dist/cjs/babel-plugin/src/index.js`).default

/** What is registered deep in a function, where Babel has not been yet when the plugin writes. */
const factories = [
  'export const make = () => { const g = () => h(); const h = () => 1; return cached(() => g()) }',
  'export default function () { function g() { return 1 } return cached(() => g()) }',
  'export class A { m() { const g = () => 1; return cached(() => g()) } f = () => cached((x) => cached(() => x)) }',
]

const sources = [
  ...factories.map((code) => ({
    file: 'input.ts',
    code: `import { cached } from 'autocached'\n${code}`,
    script: false,
  })),
  ...corpus().filter((_, index) => index % 20 === 0),
  ...topics.flatMap(vectorsOf).map((vector) => ({ file: 'input.tsx', script: false, ...sourceOf(vector) })),
]

describe.each([
  { name: 'Babel 7', babel: babel7 },
  // As Babel 7.22 is: the plugin has no way to the paths, and lets Babel look at the whole file.
  { name: 'Babel 7, without its paths', babel: babel7, api: { traverse: { cache: {} } } },
  { name: 'Babel 8', babel: babel8 as unknown as typeof babel7 },
])('$name', ({ babel, api = {} }) => {
  it('knows the names and their uses in what the plugin has written', { timeout: 120_000 }, () => {
    let written = 0
    for (const { file, code, script } of sources) {
      const { before, after } = scopesOf(babel, api, file, code, script) ?? {}
      if (!before || !after) continue
      expect(before, file).toEqual(after)
      if (before.some((line) => line.includes('_rows'))) written++
    }
    expect(written).toBeGreaterThan(sources.length / 4)
  })
})

/** The bindings of a compiled file as the plugin leaves them, and as Babel finds them then. `undefined` where the parser gives up. */
function scopesOf(babel: typeof babel7, api: object, file: string, code: string, script: boolean) {
  let found: { before: string[]; after: string[] } | undefined
  const look = {
    pre({ path }: babel7.BabelFile) {
      const before = describeScopes(path)
      path.scope.crawl()
      found = { before, after: describeScopes(path) }
    },
  }
  try {
    babel.transformSync(code, {
      filename: root + file,
      cwd: root,
      configFile: false,
      babelrc: false,
      sourceType: script ? 'script' : 'module',
      code: false,
      parserOpts: { plugins: pluginsFor(file) },
      plugins: [(own: object) => plugin({ ...own, ...api }), () => look],
    })
  } catch (error) {
    if (found || !/SyntaxError|BABEL_PARSE_ERROR/.test(String((error as { code?: string }).code ?? error))) throw error
  }
  return found
}

function pluginsFor(file: string): NonNullable<babel7.ParserOptions['plugins']> {
  const syntax = /\.[cm]?js$/.test(file) ? [] : (['typescript'] as const)
  return [...syntax, ...(file.endsWith('x') ? (['jsx'] as const) : []), 'decorators', 'decoratorAutoAccessors']
}

function describeScopes(program: babel7.NodePath): string[] {
  const lines: string[] = []
  const describeScope = ({ scope }: babel7.NodePath) => {
    for (const binding of Object.values(scope.bindings))
      lines.push(`${placeOf(scope.path)}: ${describeBinding(binding)}`)
  }
  // Ahead of the walk, which corrects the paths that it meets.
  describeScope(program)
  program.traverse({ Scope: describeScope })
  return lines.sort()
}

function describeBinding({ identifier, kind, path, referencePaths, constantViolations }: Binding): string {
  const places = (paths: babel7.NodePath[]) => [...new Set(paths.map(placeOf))].sort().join(' ')
  return `${kind} ${identifier.name} by ${placeOf(path)}, used at ${places(referencePaths)}, assigned at ${places(constantViolations)}`
}

/** The keys from the file down; says where a path does not stand in what is above it. */
function placeOf(path: babel7.NodePath): string {
  const { parentPath, key, listKey, node, container } = path
  if (!parentPath) return ''
  const stands =
    (container as Record<string, unknown> | null)?.[key as string] === node && parentPath.node === path.parent
  return `${placeOf(parentPath)}/${listKey ? `${listKey}.` : ''}${key}${stands ? '' : ' (lost)'}`
}
