/** The WebAssembly that is committed is that of the sources, and small. */
import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const folder = fileURLToPath(new URL('../../swc-plugin/', import.meta.url))

it('was built from these sources', () => {
  expect(execFileSync(process.execPath, ['build.mjs', '--check'], { cwd: folder, encoding: 'utf8' })).toContain('match')
})

it.each(['1.16', '1.15'])('is under 1100 kB for @swc/core %s', (host) => {
  expect(statSync(`${folder}autocached-${host}.wasm`).size).toBeLessThan(1_100_000)
})
