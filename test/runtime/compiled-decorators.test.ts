import ts from 'typescript'
import { expect, it } from 'vitest'
import { cached } from '../../runtime/src/index.js'

const methods = `
class Repo {
  static runs = 0
  constructor(url) { this.url = url; this.runs = 0 }
  @cached({ backend: new Map() }) user(id) { this.runs++; return this.url + id }
  @cached({ backend: new Map() }) async load(id) { this.runs++; return this.url + id }
  @cached({ backend: new Map() }) get total() { return ++this.runs }
  @cached({ backend: new Map() }) static one(n) { Repo.runs++; return n }
  @cached({ backend: new Map() }) static get all() { return ++Repo.runs }
  PRIVATE
}
return Repo
`

/** Private methods have no legacy decorators: the language does not allow them. */
const privates = `
  @cached({ backend: new Map() }) #secret(id) { this.runs++; return this.url + id }
  ask(id) { return this.#secret(id) }
`

interface Repo {
  runs: number
  readonly total: number
  user(id: string): string
  load(id: string): Promise<string>
  ask(id: string): string
}

type RepoClass = (new (url: string) => Repo) & { runs: number; readonly all: number; one(n: number): number }

function compile(experimentalDecorators: boolean, source: string): RepoClass {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, experimentalDecorators }
  const { outputText } = ts.transpileModule(`export function make(cached) {${source}}`, { compilerOptions })
  return new Function(`${outputText.replace('export ', '')}; return make`)()(cached) as RepoClass
}

const compilers = [
  ['TC39', false],
  ['legacy', true],
] as const

it.each(compilers)('caches methods and getters of instances by their receiver, %s', async (_, legacy) => {
  const Repo = compile(legacy, methods.replace('PRIVATE', ''))
  const [one, two] = [new Repo('a/'), new Repo('b/')]
  expect([one.user('1'), one.user('1'), two.user('1')]).toEqual(['a/1', 'a/1', 'b/1'])
  expect([one.runs, two.runs]).toEqual([1, 1])
  expect(await Promise.all([one.load('1'), one.load('1'), two.load('1')])).toEqual(['a/1', 'a/1', 'b/1'])
  expect([one.total, one.total, two.total]).toEqual([3, 3, 3])
})

it.each(compilers)('caches static methods and getters, %s', (_, legacy) => {
  const Repo = compile(legacy, methods.replace('PRIVATE', ''))
  expect([Repo.one(1), Repo.one(1), Repo.one(2), Repo.runs]).toEqual([1, 1, 2, 2])
  expect([Repo.all, Repo.all]).toEqual([3, 3])
})

it('caches private methods, TC39', () => {
  const Repo = compile(false, methods.replace('PRIVATE', privates))
  const [one, two] = [new Repo('a/'), new Repo('b/')]
  expect([one.ask('1'), one.ask('1'), two.ask('1'), one.runs]).toEqual(['a/1', 'a/1', 'b/1', 1])
})
