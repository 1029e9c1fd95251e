/** What is too large or too deep for the plugins is refused or takes its time; it never ends the compilation. */
import { describe, expect, it } from 'vitest'
import { compilers } from './compilers.js'

/** More than the plugins allow; not much more, because the compilers themselves overflow next. */
const depth = 420

const deep: Record<string, string> = {
  members: `x${'.a'.repeat(depth)}`,
  sums: `x${' + x'.repeat(depth)}`,
  strings: `'a'${" + 'a'".repeat(depth)}`,
  conditionals: `${'x ? 1 : '.repeat(depth)}2`,
}

describe.each(compilers)('$name', ({ compile }) => {
  it.each(Object.entries(deep))('%s nested too deep are refused, and the other functions are not', (_, expression) => {
    const { report } = compile({
      code: `export const f = (x) => ${expression}\nexport const g = (x) => x\n`,
      file: 'a.ts',
    })
    expect(report.diagnostics.map(({ rule }) => rule)).toEqual(['R3'])
    expect(report.definitions.map(({ name }) => name)).toContain('g')
  })

  it('a chain of 2,000 functions is followed to its end', () => {
    const code = Array.from({ length: 2000 }, (_, index) => `function f${index}() { return f${index + 1}() }`).join(
      '\n',
    )
    const { report } = compile({ code: `${code}\nfunction f2000() {}\nexport { f0 }\n`, file: 'a.ts' })
    expect(report.definitions).toHaveLength(2001)
  })

  it('an array of 100,000 elements is one definition', () => {
    const { report } = compile({ code: `export const all = [${'1,'.repeat(100_000)}]\n`, file: 'a.ts' })
    expect(report.definitions).toHaveLength(1)
  })
})
