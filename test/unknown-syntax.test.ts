/** Syntax that no rule knows: the function falls back to its source text, with a diagnostic, and what hides in it is not trusted. */
import { transformSync } from '@babel/core'
import type { Report } from 'autocached/babel-plugin'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

const warned = vi.spyOn(console, 'warn')
beforeEach(() => warned.mockReset())
afterEach(() => warned.mockReset())

function compile(code: string): { code: string; report: Report } {
  const result = transformSync(code, {
    filename: `${process.cwd()}/src/a.js`,
    configFile: false,
    babelrc: false,
    parserOpts: { plugins: ['doExpressions'] },
    plugins: [[`${process.cwd()}/dist/cjs/babel-plugin/src/index.js`, { report: true }]],
  })
  const metadata = result?.metadata as { autocached?: Report } | undefined
  return { code: result?.code ?? '', report: metadata?.autocached as Report }
}

it('names rule, file, line and column, and passes the reason on to the runtime', () => {
  const { code, report } = compile(
    'import { cached } from "autocached"\nexport const f = cached((a) => do { a + 1 })\nexport const g = cached((a) => a)\n',
  )
  const message =
    '`f` is cached by its source text instead of its canonical form. The rules do not know this syntax (DoExpression).'
  expect(report.diagnostics).toEqual([{ rule: 'R1', message, line: 2, column: 32 }])
  expect(warned.mock.calls).toEqual([[`autocached R1: src/a.js:2:32: ${message}`]])
  expect(code).toContain(`_define(a => do {\n  a + 1;\n}, "autocached R1: src/a.js:2:32: ${message}")`)
  expect(report.registrations).toEqual([
    { place: 'argument', definition: null },
    { place: 'argument', definition: 0 },
  ])
})

it('takes every variable that is named in such code for one that is assigned there', () => {
  const { report } = compile(
    'import { cached } from "autocached"\nlet n = 1, m = 2\nexport const f = () => do { n = 2 }\nexport const g = cached(() => n + m)\n',
  )
  expect(report.definitions.find(({ name }) => name === 'g')?.slots).toEqual(['i n', 'd #1'])
})
