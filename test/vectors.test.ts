import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Compiler, compilers } from './compilers.js'
import { fingerprint } from './fingerprint.js'
import { type Expected, expectedFile, sourceOf, topics, type Vector, vectorsOf } from './vectors/load.js'

// `UPDATE_VECTORS=1 npx vitest run test/vectors.test.ts` writes what Babel 7 gives; the change is then read line by line.
const update = process.env.UPDATE_VECTORS === '1'

for (const topic of topics) {
  const vectors = vectorsOf(topic)
  if (update) writeExpected(topic, vectors)
  const expected = JSON.parse(readFileSync(expectedFile(topic), 'utf8')) as Record<string, Expected>

  describe.each(compilers)(`${topic}: $name`, (compiler) => {
    for (const vector of vectors) {
      if (!compiler.seesAll && isLowered(vector, compiler)) {
        it(`${vector.id} is refused, because it was lowered`, () => expectRefused(compiler, vector, expected))
        continue
      }
      if (!compiler.seesAll && vector.inlined) {
        it(`${vector.id} is another program`, () => expectInlined(compiler, vector))
        continue
      }
      it(vector.id, () => {
        const { report } = compiler.compile(sourceOf(vector))
        expect(report).toEqual(expected[vector.id]?.report)
        const print = fingerprint(report)
        for (const variant of vector.same ?? []) {
          expect(fingerprint(compiler.compile(sourceOf(vector, variant)).report), variant).toBe(print)
        }
        for (const variant of vector.different ?? []) {
          expect(fingerprint(compiler.compile(sourceOf(vector, variant)).report), variant).not.toBe(print)
        }
      })
    }
  })

  it(`${topic}: nothing is refused but what is to be refused`, () => {
    const refused = Object.entries(expected).filter(([, { report }]) => report.diagnostics.length > 0)
    expect(refused.filter(([id]) => !/^(R\d|S10)-/.test(id))).toEqual([])
  })

  it(`${topic}: every vector has a name of its own, and nothing is expected of others`, () => {
    expect(Object.keys(expected).sort()).toEqual(vectors.map(({ id }) => id).sort())
  })
}

function isLowered({ lowered = false }: Vector, { name }: Compiler): boolean {
  return typeof lowered === 'string' ? name.includes(lowered) : lowered
}

/** No version may be given to what is not there any more; what is left must be what the plugin sees in the other order. */
function expectRefused(compiler: Compiler, vector: Vector, expected: Record<string, Expected>): void {
  const { report } = compiler.compile(sourceOf(vector))
  expect(report.diagnostics.map(({ rule }) => rule)).toContain('R6')
  // What refers to it counts it as a value in the one order, and by its text in the other.
  if (typeof vector.lowered === 'string') return
  const known = expected[vector.id]?.report.definitions.map(({ hash }) => hash)
  for (const { hash } of report.definitions) expect(known).toContain(hash)
}

function expectInlined(compiler: Compiler, vector: Vector): void {
  const { code } = compiler.compile({ ...sourceOf(vector), plain: true })
  expect(code.replace(/\/\*.*?\*\//g, '')).toMatch(/=>\s*1\b/)
}

function writeExpected(topic: string, vectors: Vector[]): void {
  const [babel7] = compilers as [Compiler]
  const expected: Record<string, Expected> = {}
  for (const vector of vectors) {
    const source = sourceOf(vector)
    expected[vector.id] = { ...source, report: babel7.compile(source).report }
  }
  writeFileSync(expectedFile(topic), `${JSON.stringify(expected, null, 2)}\n`)
}
