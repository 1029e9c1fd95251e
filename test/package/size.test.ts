import { gzipSync } from 'node:zlib'
import { afterAll, expect, it } from 'vitest'
import { type Bundle, bundleForBrowsers } from './bundle.js'
import { temporaryFolder } from './consumer.js'

const folder = temporaryFolder(afterAll)

/** Minified and compressed with gzip, in kB of 1,000 bytes. docs/browsers.md says what is in them. */
it.each([
  ['the core', `export { cached } from 'autocached/core'`, 8.1],
  ['what most programs need', `export { cached } from 'autocached'`, 17.3],
  [
    'the same, with what compiled functions need',
    `export * from 'autocached/define'; export { cached } from 'autocached'`,
    23.9,
  ],
  [
    'the core, with what compiled functions need',
    `export * from 'autocached/define'; export { cached } from 'autocached/core'`,
    18,
  ],
  ['everything', `import 'autocached/full'; export { cached } from 'autocached'`, 37],
])('keeps %s small', async (what, code, limit) => {
  const bundle = await bundleForBrowsers(folder, code)
  const size = gzipSync(bundle.code, { level: 9 }).length / 1000
  console.log(`${what}: ${size.toFixed(2)} kB`)
  expect(size, `${what} has ${size.toFixed(2)} kB of ${limit}.\n${table(bundle)}`).toBeLessThanOrEqual(limit)
})

it('is dropped from a program that imports it and does not use it', async () => {
  const { code } = await bundleForBrowsers(
    folder,
    `import { cached, explain } from 'autocached'; import { cached as core } from 'autocached/core'; import { MemoryBackend } from 'autocached/backends/memory'; console.log(1)`,
  )
  expect(code.trim()).toBe('console.log(1);')
})

function table({ modules }: Bundle): string {
  return modules.map(([file, bytes]) => `${String(bytes).padStart(7)} ${file}`).join('\n')
}
