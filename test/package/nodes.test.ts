/**
 * The built package in every line of Node that it supports: keys and versions are those of this process, as ECMAScript modules and as
 * CommonJS, and what one of them stores on disk the others find.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { binaryOf, versions } from '../../.ci/nodes.mjs'
import { define } from '../../runtime/src/define.js'
import { cached, versionOf } from '../../runtime/src/index.js'
import { root, temporaryFolder } from './consumer.js'
import { table } from './table.js'

const folder = temporaryFolder(afterAll)
const installed = versions.filter((version) => existsSync(binaryOf(version)))
const missing = versions.filter((version) => !installed.includes(version))
if (missing.length > 0)
  process.stderr.write(
    `\n*** NOT TESTED: the package in Node ${missing.join(', ')}, which are not here.\n` +
      `*** Install them (40 MB each, into node_modules): node .ci/nodes.mjs\n\n`,
  )

const PROGRAM = `
  import { cached, versionOf } from 'autocached'
  import { DiskBackend } from 'autocached/backends/disk'
  import { define } from 'autocached/define'
  import { table } from ${JSON.stringify(join(root, 'test/package/table.ts'))}

  const onDisk = () => {
    const backend = new DiskBackend({ path: process.argv[2] })
    let runs = 0
    const load = cached((id) => ({ id, at: new Date(5), runs: ++runs }), { backend, version: '1' })
    const result = [load('a'), load('a')]
    backend.close()
    return { result, runs }
  }
  const slow = cached(async (id) => id + 1)
  Promise.all([slow(1), slow(1)]).then((results) => {
    console.log(JSON.stringify({ table: table({ cached, versionOf, define }), disk: onDisk(), results, stats: slow.stats().misses }))
  })`

beforeAll(async () => {
  mkdirSync(join(folder, 'node_modules'))
  for (const [name, target] of [
    ['autocached', root],
    ['lmdb', join(root, 'node_modules/lmdb')],
  ] as const)
    symlinkSync(target, join(folder, 'node_modules', name), 'junction')
  for (const [format, extension] of [
    ['esm', 'mjs'],
    ['cjs', 'cjs'],
  ] as const) {
    const { outputFiles } = await build({
      stdin: { contents: PROGRAM, resolveDir: root },
      external: ['autocached', 'autocached/*'],
      bundle: true,
      write: false,
      format,
      platform: 'node',
    })
    writeFileSync(join(folder, `program.${extension}`), outputFiles[0]?.text ?? '')
  }
})

describe.each([process.execPath, ...installed.map(binaryOf)])('%s', (binary) => {
  it.each(['mjs', 'cjs'])('gives the same keys and versions (.%s), and finds the same entries', (extension) => {
    // One store for all: the first of them computes, and the others find what it stored.
    const output = execFileSync(binary, [`program.${extension}`, join(folder, 'store')], {
      cwd: folder,
      encoding: 'utf8',
    })
    const { table: given, disk, results, stats } = JSON.parse(output)
    expect(given).toEqual(table({ cached, versionOf, define }))
    const entry = { id: 'a', at: new Date(5).toISOString(), runs: 1 }
    expect(disk.result).toEqual([entry, entry])
    expect(disk.runs).toBe(binary === process.execPath && extension === 'mjs' ? 1 : 0)
    expect([results, stats]).toEqual([[2, 2], 1])
  })
})
