import { execFile } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DiskBackend } from '../../runtime/src/backends/disk.js'
import { type CacheEvent, cached } from '../../runtime/src/index.js'
import { buildRuntime } from './build-runtime.js'

const root = mkdtempSync(join(tmpdir(), 'autocached-disk-'))
let places = 0
const place = () => join(root, `store.${++places}`)
afterAll(() => rmSync(root, { recursive: true, force: true }))

it('keeps results as they were, synchronously', async () => {
  const backend = new DiskBackend({ path: place() })
  let runs = 0
  const load = cached(
    (id: string) => {
      runs++
      return { id, at: new Date(5), tags: new Set(['a']), none: undefined, not: Number.NaN }
    },
    { backend },
  )
  const first = load('a')
  expect(load('a')).toStrictEqual(first)
  expect(load('a')).not.toBe(first)
  expect(runs).toBe(1)
  await backend.close()
})

it('deletes, clears, and says what it has', async () => {
  const backend = new DiskBackend({ path: place() })
  backend.set('a', '1')
  backend.set('b', '2')
  expect([backend.has('a'), backend.delete('a'), backend.has('a'), backend.get('a')]).toEqual([
    true,
    true,
    false,
    undefined,
  ])
  backend.clear()
  expect(backend.get('b')).toBeUndefined()
  await backend.close()
})

it('opens one path twice in a process', async () => {
  const path = place()
  const [one, two] = [new DiskBackend({ path }), new DiskBackend({ path })]
  one.set('a', '1')
  expect(two.get('a')).toBe('1')
  await one.close()
  expect(two.get('a')).toBe('1')
  await two.close()
})

it('runs uncached after it was closed', async () => {
  const backend = new DiskBackend({ path: place() })
  const events: CacheEvent[] = []
  const fn = cached(() => 1, { backend, onEvent: (event) => events.push(event) })
  await backend.close()
  expect(fn()).toBe(1)
  expect(events[0]).toMatchObject({ type: 'error', phase: 'get' })
})

it.each<[string, (path: string) => void, RegExp]>([
  ['a file', (path) => writeFileSync(path, 'x'), /it is a file, or below one/],
  ['below a file', (path) => writeFileSync(join(path, '..', 'file'), 'x'), /it is a file, or below one/],
  ['a directory with something else', (path) => store(path, 'hello'), /no lmdb store/],
  ['zeros', (path) => store(path, Buffer.alloc(20_000)), /no lmdb store/],
  ['garbage', (path) => store(path, Buffer.alloc(20_000, 7)), /no lmdb store/],
])('refuses %s, and says what to do', (kind, prepare, message) => {
  const path = kind === 'below a file' ? join(root, 'file', 'store') : place()
  prepare(kind === 'below a file' ? join(root, 'x') : path)
  const open = () => new DiskBackend({ path })
  expect(open).toThrow(expect.objectContaining({ code: 'AUTOCACHED_DISK' }))
  expect(open).toThrow(message)
  expect(open).toThrow(/directory of its own, or delete/)
})

function store(path: string, content: string | Buffer) {
  mkdirSync(path, { recursive: true })
  writeFileSync(join(path, 'data.mdb'), content)
}

it('refuses a store that was cut off, which would take the process down', async () => {
  const path = place()
  const backend = new DiskBackend({ path })
  for (let i = 0; i < 200; i++) backend.set(`k${i}`, 'x'.repeat(2000))
  await backend.close()
  const copy = place()
  cpSync(path, copy, { recursive: true })
  truncateSync(join(copy, 'data.mdb'), statSync(join(copy, 'data.mdb')).size / 2)
  expect(() => new DiskBackend({ path: copy })).toThrow(/was cut off/)
})

it('opens a store after many writes and removals', async () => {
  const path = place()
  for (let round = 0; round < 20; round++) {
    const backend = new DiskBackend({ path })
    for (let i = 0; i < 30; i++) backend.set(`k${i}`, 'x'.repeat((i * round * 97) % 9000))
    for (let i = 0; i < 30; i += 1 + (round % 3)) backend.delete(`k${i}`)
    if (round % 7 === 6) backend.clear()
    await backend.close()
  }
  expect(() => new DiskBackend({ path })).not.toThrow()
})

it('takes garbled entries for misses', async () => {
  const path = place()
  const backend = new DiskBackend({ path })
  const events: CacheEvent[] = []
  const fn = cached((n: number) => ({ n, text: 'right' }), { backend, onEvent: (event) => events.push(event) })
  const written = (n: number) => {
    fn(n)
    return Buffer.from((backend.get(fn.keyFor(n)) as Buffer).toString('latin1'), 'latin1')
  }
  const [one, two] = [written(1), written(2)]
  backend.set(fn.keyFor(1), Buffer.from(one.toString('latin1').replace('right', 'wrong'), 'latin1'))
  backend.set(fn.keyFor(2), two.subarray(0, -3))
  backend.set(fn.keyFor(3), one)
  expect([fn(1), fn(2), fn(3)]).toEqual([1, 2, 3].map((n) => ({ n, text: 'right' })))
  expect(events.filter((event) => event.type === 'error')).toHaveLength(3)
  await backend.close()
})

it('gives back entries of every size as bytes and as text', async () => {
  const backend = new DiskBackend({ path: place() })
  const fn = cached((size: number, at?: Date) => ({ text: 'ä'.repeat(size), at: at ?? null }), {
    backend,
    version: 'sizes',
  })
  const sizes = [0, 1, 100, 1000, 4000, 10_000, 100_000, 1_000_000, 5_000_000]
  for (const round of ['miss', 'hit'])
    for (const size of sizes)
      for (const at of [undefined, new Date(5)])
        expect(fn(size, at), `${round} ${size}`).toEqual({ text: 'ä'.repeat(size), at: at ?? null })
  expect(fn.stats()).toMatchObject({ hits: 2 * sizes.length, misses: 2 * sizes.length, errors: 0 })
  expect(backend.get(fn.keyFor(1, undefined))).toBeInstanceOf(Uint8Array)
  expect(backend.get(fn.keyFor(1, new Date(5)))).toBeTypeOf('string')
  await backend.close()
})

it('writes text where there is a secret or a codec, and takes the bytes of others for misses', async () => {
  const backend = new DiskBackend({ path: place() })
  const events: CacheEvent[] = []
  const make = (options: object) =>
    cached(() => ({ a: 1 }), { backend, version: 'mixed', ...options, onEvent: (event) => events.push(event) })
  const json = { name: 'json', encode: JSON.stringify, decode: JSON.parse }
  for (const options of [{ secret: 'sixteen characters' }, { codec: json }]) {
    const plain = make({})
    plain()
    expect(backend.get(plain.keyFor())).toBeInstanceOf(Uint8Array)
    events.length = 0
    const fn = make(options)
    expect([fn(), fn()]).toEqual([{ a: 1 }, { a: 1 }])
    expect(events.map(({ type }) => type)).toEqual(['error', 'miss', 'stored', 'hit'])
    expect(backend.get(fn.keyFor())).toBeTypeOf('string')
    backend.delete(fn.keyFor())
  }
  await backend.close()
})

it('serves locked calls at once, although the bytes of one read hold only until the next', async () => {
  const backend = new DiskBackend({ path: place() })
  const events: CacheEvent[] = []
  const make = () =>
    cached(async (n: number) => ({ n }), {
      backend,
      version: 'locked',
      lock: true,
      onEvent: (event) => events.push(event),
    })
  const ids = Array.from({ length: 50 }, (_, n) => n)
  for (const fn of [make(), make()]) expect(await Promise.all(ids.map((n) => fn(n)))).toEqual(ids.map((n) => ({ n })))
  expect(events.filter(({ type }) => type === 'error')).toEqual([])
  await backend.close()
})

it('refuses to be without a path', () => {
  expect(() => new DiskBackend({} as { path: string })).toThrow(
    expect.objectContaining({ code: 'AUTOCACHED_BAD_OPTION' }),
  )
})

const run = promisify(execFile)
const fixture = fileURLToPath(new URL('./fixtures/disk', import.meta.url))
let runtime = ''
beforeAll(() => {
  runtime = buildRuntime(join(root, 'built'))
})

const start = async (format: 'mjs' | 'cjs', path: string) => {
  const { stdout } = await run(process.execPath, [`${fixture}.${format}`, runtime, path])
  return JSON.parse(stdout) as { runs: number; results: unknown[]; version: string }
}

it('survives the process: the next one hits, from ESM and CommonJS', async () => {
  const path = place()
  const first = await start('mjs', path)
  const second = await start('mjs', path)
  const third = await start('cjs', path)
  expect([first.runs, second.runs, third.runs]).toEqual([20, 0, 0])
  expect(second.results).toEqual(first.results)
  expect(third.version).toBe(first.version)
})

it('is shared by processes that write at once', async () => {
  const path = place()
  const all = await Promise.all(Array.from({ length: 4 }, () => start('mjs', path)))
  for (const { results } of all) expect(results).toEqual(all[0]?.results)
  expect((await start('mjs', path)).runs).toBe(0)
})

it('names the package to install where lmdb is missing', async () => {
  const bare = join(root, 'bare')
  cpSync(join(runtime, 'dist'), join(bare, 'dist'), { recursive: true })
  writeFileSync(join(bare, 'package.json'), readFileSync(join(runtime, 'package.json')))
  mkdirSync(join(bare, 'node_modules'))
  symlinkSync(join(runtime, 'node_modules/devalue'), join(bare, 'node_modules/devalue'))
  for (const format of ['esm', 'cjs']) {
    const file = join(bare, 'dist', format, 'runtime/src/backends/disk.js')
    const script = `import(${JSON.stringify(file)}).then(({ DiskBackend }) => { try { new DiskBackend({ path: 'x' }) } catch (error) { console.log(error.code, error.message) } })`
    const { stdout } = await run(process.execPath, ['-e', script], { cwd: bare })
    expect(stdout).toMatch(/AUTOCACHED_MISSING_PEER DiskBackend needs the package "lmdb".*npm install lmdb/)
  }
})
