import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { install, type Manifest, pack, root, temporaryFolder } from './consumer.js'
import { machinePath } from './machine-path.js'

describe('the packed package', () => {
  const folder = temporaryFolder(afterAll)
  const installed = join(folder, 'node_modules/autocached')
  let manifest: Manifest

  beforeAll(() => {
    mkdirSync(join(folder, 'packed'))
    const tarball = pack(join(folder, 'packed'))
    manifest = install(folder, tarball, ['lmdb', '@types/node', '@types/babel__core', '@babel/core'])
    writeFileSync(join(folder, 'package.json'), '{ "name": "consumer", "private": true }')
  })

  it('satisfies publint', async () => {
    const { messages } = await publint({ pkgDir: installed, pack: false, strict: true })
    expect(messages.map((message) => formatMessage(message, manifest as never, { color: false }))).toEqual([])
  })

  it('holds the documents, both WebAssembly files and what SWC resolves', () => {
    const expected = [
      ...['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'docs/rules.md', 'docs/output.md'],
      ...['swc-plugin/autocached-1.16.wasm', 'swc-plugin/autocached-1.15.wasm'],
      ...['swc-plugin/package.json', 'swc-plugin/1.15/package.json'],
    ]
    expect(expected.filter((file) => !existsSync(join(installed, file)))).toEqual([])
  })

  it('holds neither sources nor tests', () => {
    const names = readdirSync(installed).sort()
    expect(names).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'docs', 'package.json', 'swc-plugin'])
    expect(filesBelow(join(installed, 'swc-plugin')).filter((file) => file.endsWith('.rs'))).toEqual([])
  })

  it('has, at the end of every SWC plugin name, a WebAssembly file', () => {
    for (const name of ['swc-plugin', 'swc-plugin/1.15']) {
      const { main } = JSON.parse(readFileSync(join(installed, name, 'package.json'), 'utf8'))
      const wasm = readFileSync(join(installed, name, main))
      expect(wasm.subarray(0, 4).toString('latin1')).toBe('\0asm')
    }
  })

  it('holds no path of the machine that it was built on', () => {
    const files = filesBelow(installed)
    expect(files.filter((file) => machinePath(readFileSync(file, 'latin1')))).toEqual([])
  })

  it('gives the same names to import and to require, at every subpath', () => {
    for (const subpath of scripts(manifest)) {
      const specifier = subpath.replace('.', 'autocached')
      const print =
        'const names = Object.keys(it).filter((name) => name !== "module.exports" && name !== "__esModule");'
      const log = `${print} console.log(JSON.stringify(names.sort()))`
      const imported = node(['--input-type=module', '-e', `import * as it from '${specifier}'; ${log}`])
      const required = node(['--input-type=commonjs', '-e', `const it = require('${specifier}'); ${log}`])
      expect(required, specifier).toBe(imported)
    }
  })

  it('resolves the WebAssembly files by name, for tools that use the exports', () => {
    for (const name of ['autocached/swc-plugin', 'autocached/swc-plugin/1.15']) {
      expect(node(['-p', `require.resolve('${name}')`])).toMatch(/\.wasm$/)
    }
  })

  it('has types for import and for require, at every subpath', () => {
    for (const fixture of ['import.mts', 'require.cts']) {
      copyFileSync(join(root, 'test/package/fixtures', fixture), join(folder, fixture))
      const text = readFileSync(join(folder, fixture), 'utf8')
      const unseen = scripts(manifest).filter((subpath) => !text.includes(`'${subpath.replace('.', 'autocached')}'`))
      expect(unseen, `subpaths that ${fixture} does not use`).toEqual([])
    }
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--types', 'node']
    const { status, stdout } = spawnSync(process.execPath, [tsc, ...options, 'import.mts', 'require.cts'], {
      cwd: folder,
      encoding: 'utf8',
    })
    expect(stdout).toBe('')
    expect(status).toBe(0)
  })

  function node(args: string[]): string {
    return execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim()
  }
})

/** The subpaths that are JavaScript. */
function scripts(manifest: Manifest): string[] {
  return Object.keys(manifest.exports).filter((subpath) => typeof manifest.exports[subpath] === 'object')
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
