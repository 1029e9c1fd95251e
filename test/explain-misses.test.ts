/** Releases of one program over one store, each run in a process of its own, compiled as a user would. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasRedis, RedisServer, sayWhatIsLeftOut } from './backends/redis-server.js'
import { type Compiler, compilers } from './compilers.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'autocached-explain-misses-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const babel = compilers.find(({ name }) => name === 'Babel 7') as Compiler

const files = {
  'money.ts': `
    export const RATE = 1.2
    export const half = (n: number) => n / 2
    export const vat = (n: number) => half(n) * RATE`,
  'main.ts': `
    import { cached } from 'autocached'
    import { DiskBackend } from 'autocached/backends/disk'
    import { RedisBackend } from 'autocached/backends/redis'
    import { vat } from './money.js'

    const [place, ...ids] = process.argv.slice(2)
    const backend = place.startsWith('redis:') ? new RedisBackend({ url: place }) : new DiskBackend({ path: place })
    const onEvent = ({ name, type, message }) => type !== 'stored' && console.log(type === 'version' ? name + ': ' + message : name + ' ' + type)
    const options = { backend, onEvent, explainMisses: true }
    class Repo {
      @cached(options) user(id: string) { return 'user ' + id }
    }
    export const price = cached(function price(id: string) { return vat(id.length) }, options)
    const repo = new Repo()
    for (const id of ids) {
      await price(id)
      await repo.user(id)
    }
    await backend.close()`,
}

let releases = 0

/** Compiles a release, and gives a function that runs it over a store: what it printed, line by line. */
function release(edits: Record<string, readonly [from: string, to: string]> = {}, options = {}) {
  const target = join(folder, `release-${++releases}`)
  mkdirSync(join(target, 'node_modules'), { recursive: true })
  symlinkSync(root, join(target, 'node_modules', 'autocached'), 'junction')
  writeFileSync(join(target, 'package.json'), '{ "type": "module" }')
  for (const [file, text] of Object.entries(files)) {
    const [from, to] = edits[file] ?? ['', '']
    const { code } = babel.compile({ code: text.replace(from, to), file: `src/${file}`, options })
    writeFileSync(join(target, file.replace('.ts', '.js')), code)
  }
  return async (place: string, ...ids: string[]): Promise<string[]> => {
    const { stdout } = await promisify(execFile)(process.execPath, ['main.js', place, ...ids], { cwd: target })
    return stdout.split('\n').filter((line) => line !== '')
  }
}

const v1 = release()
const v2 = release({ 'money.ts': ['n / 2', 'n / 4'] })
const moved = release({ 'money.ts': ['export const RATE', '// A line more.\nexport const RATE'] })

const BECAUSE = 'price: version changed because `half` in src/money.ts:3 changed'

describe('on disk', () => {
  let stores = 0
  const store = () => join(folder, `store-${++stores}`)

  it('tells in the next release which definition changed, of the functions that did', async () => {
    const place = store()
    expect(await v1(place, 'a', 'b')).toEqual(['price miss', 'user miss', 'price miss', 'user miss'])
    expect(await v2(place, 'a', 'b')).toEqual(['price miss', BECAUSE, 'user hit', 'price miss', 'user hit'])
    expect(await v2(place, 'c')).toEqual(['price miss', 'user miss'])
  })

  it('tells it once where old and new processes run side by side', async () => {
    const place = store()
    await v1(place, 'a')
    expect(await v2(place, 'a')).toContain(BECAUSE)
    for (const id of ['b', 'c']) {
      expect((await v1(place, id)).join()).not.toContain('because')
      expect((await v2(place, `${id}${id}`)).join()).not.toContain('because')
    }
  })

  it('tells nothing where a line was added, and no version changed', async () => {
    const place = store()
    await v1(place, 'a')
    expect(await moved(place, 'a', 'b')).toEqual(['price hit', 'user hit', 'price miss', 'user miss'])
  })

  it('keeps nothing where the build left the names out', async () => {
    const place = store()
    await release({}, { names: false })(place, 'a')
    const lines = await release({ 'money.ts': ['n / 2', 'n / 4'] }, { names: false })(place, 'a')
    expect(lines.join()).not.toContain('because')
  })
})

sayWhatIsLeftOut('explainMisses on a real Redis')
describe.runIf(hasRedis)('on Redis', () => {
  let server: RedisServer
  beforeAll(async () => {
    server = await RedisServer.start()
  })
  afterAll(() => server.stop())

  it('tells in the next release which definition changed, once', async () => {
    await v1(server.url, 'a')
    expect(await v2(server.url, 'a')).toContain(BECAUSE)
    expect((await v2(server.url, 'b')).join()).not.toContain('because')
    expect((await v1(server.url, 'c')).join()).not.toContain('because')
    // One record for each of the two functions, beside their entries.
    expect(await server.ask('KEYS *:h1.*')).toMatch(/^\*2\r\n/)
  })

  it('lets calls go on where the server refuses to write', async () => {
    await server.ask('FLUSHALL')
    await server.ask('CONFIG SET maxmemory 1')
    const lines = await v1(server.url, 'a')
    expect(lines.slice(0, 1)).toEqual(['price miss'])
    expect(lines).toContain('price error')
    await server.ask('CONFIG SET maxmemory 0')
  })
})
