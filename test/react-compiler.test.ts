/**
 * The React Compiler beside the plugin. Babel's works on what the plugin has read already; SWC's own runs ahead of every plugin,
 * so that a component or hook is refused there, with the setting that does it, and all else counts as ever.
 */
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import * as babel from '@babel/core'
import * as swc from '@swc/core'
import type { Report } from 'autocached/babel-plugin'
import { expect, it } from 'vitest'

const require = createRequire(import.meta.url)
const root = fileURLToPath(new URL('..', import.meta.url))

const code = `import { cached } from 'autocached'
import { useState } from 'react'
export function Price(props: { id: string }) {
  const [count, setCount] = useState(1)
  return <button onClick={() => setCount(count + 1)}>{format([count, props.id])}</button>
}
export const format = cached((values: unknown[]) => values.join(' ') + half(4))
function half(n: number) {
  return n / 2
}
`

it('does not change a version in Babel, whatever the order of the plugins', () => {
  const compiler = require.resolve('babel-plugin-react-compiler')
  const plugin = [`${root}dist/cjs/babel-plugin/src/index.js`, { report: true }]
  const [plain, before, after] = [[plugin], [compiler, plugin], [plugin, compiler]].map((plugins) => {
    const output = babel.transformSync(code, {
      filename: `${root}input.tsx`,
      cwd: root,
      configFile: false,
      babelrc: false,
      plugins: plugins as babel.PluginItem[],
      presets: [require.resolve('@babel/preset-typescript'), require.resolve('@babel/preset-react')],
    })
    const { autocached } = (output as babel.BabelFileResult).metadata as unknown as { autocached: Report }
    return { code: output?.code ?? '', report: autocached }
  })
  expect(plain?.code).not.toContain('react/compiler-runtime')
  for (const compiled of [before, after]) {
    expect(compiled?.code).toContain('react/compiler-runtime')
    expect(compiled?.report).toEqual(plain?.report)
  }
})

it.each([true, false])('leaves all but components and hooks in SWC (plugin first: %s)', (runPluginFirst) => {
  const [plain, compiled] = [false, true].map((reactCompiler) => {
    const output = swc.transformSync(code, {
      filename: `${root}input.tsx`,
      cwd: root,
      configFile: false,
      swcrc: false,
      isModule: true,
      jsc: {
        target: 'esnext',
        parser: { syntax: 'typescript', tsx: true },
        transform: { reactCompiler },
        experimental: { runPluginFirst, plugins: [[`${root}swc-plugin/autocached-1.16.wasm`, { report: true }]] },
      },
    }) as swc.Output & { output: string }
    const { autocached } = JSON.parse(output.output) as { autocached: string }
    return JSON.parse(autocached) as Report
  }) as [Report, Report]
  const hashOf = (report: Report, name: string) => report.definitions.find((found) => found.name === name)?.hash
  expect(hashOf(plain, 'Price')).toBeDefined()
  expect(hashOf(compiled, 'Price')).toBeUndefined()
  for (const name of ['format', 'half']) {
    expect(hashOf(plain, name)).toBeDefined()
    expect(hashOf(compiled, name)).toBe(hashOf(plain, name))
  }
  expect(compiled.diagnostics).toMatchObject(
    [{ rule: 'R6', line: 3, message: /jsc\.transform\.reactCompiler/ }].map(({ message, ...rest }) => ({
      ...rest,
      message: expect.stringMatching(message),
    })),
  )
})
