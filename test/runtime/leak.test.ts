import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { buildRuntime } from './build-runtime.js'

const program = `
import { cached } from './dist/esm/runtime/src/index.js'

class Repo {
  data = new Array(10_000).fill(1)
  size(n) {
    return this.data.length + n
  }
}
Repo.prototype.size = cached({ backend: new Map() })(Repo.prototype.size)

const gone = []
for (let n = 0; n < 50; n++) {
  const repo = new Repo()
  repo.size(n)
  repo.size(n)
  gone.push(new WeakRef(repo))
}
await new Promise((resolve) => setImmediate(resolve))
globalThis.gc()
await new Promise((resolve) => setImmediate(resolve))
globalThis.gc()
console.log(gone.filter((repo) => repo.deref() !== undefined).length)
`

it('keeps no instance alive whose method was called', () => {
  const place = mkdtempSync(join(tmpdir(), 'autocached-leak-'))
  try {
    buildRuntime(place)
    writeFileSync(join(place, 'main.mjs'), program)
    const { stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', 'main.mjs'], {
      cwd: place,
      encoding: 'utf8',
    })
    expect(stderr).toBe('')
    // The last one may still be in a register.
    expect(Number(stdout)).toBeLessThanOrEqual(1)
  } finally {
    rmSync(place, { recursive: true })
  }
})
