import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { open } from 'lmdb'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DiskBackend } from '../../runtime/src/backends/disk.js'
import { buildRuntime } from '../runtime/build-runtime.js'

const root = mkdtempSync(join(tmpdir(), 'autocached-disk-faults-'))
chmodSync(root, 0o755)
const script = fileURLToPath(new URL('./fixtures/writer.mjs', import.meta.url))
const kills = Number(process.env.AUTOCACHED_KILLS ?? 5)
let runtime = ''
let places = 0
const place = () => join(root, `store-${++places}`)
beforeAll(() => {
  runtime = buildRuntime(join(root, 'built'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

it(
  `keeps every committed entry whole over ${kills} kills in the middle of writes`,
  async () => {
    const path = place()
    const seed = Number(process.env.AUTOCACHED_SEED ?? Date.now() % 1e6)
    console.log(`seed ${seed}`)
    const committed: string[] = []
    for (let kill = 0; kill < kills; kill++) {
      const child = spawn(process.execPath, [script, runtime, path, String(kill * 10_000)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const enough = 20 + ((seed + kill * 7919) % 60)
      let output = ''
      for await (const text of child.stdout as AsyncIterable<Buffer>) {
        output += text
        if (output.split('\n').length > enough) child.kill('SIGKILL')
      }
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      expect(child.signalCode).toBe('SIGKILL')
      const lines = output.split('\n').slice(0, -1)
      committed.push(...lines.map((line) => line.replace(/^stored /, '')))
      const backend = new DiskBackend({ path })
      for (const key of committed) expect(() => backend.packing?.read(key, backend.get(key) as Buffer)).not.toThrow()
      await backend.close()
    }
    expect(committed.length).toBeGreaterThan(kills * 20)
  },
  60_000 + kills * 5000,
)

it('computes on when the disk is full, and reads what it has', () => {
  const path = place()
  // A limit on the size of files stands for the end of the disk.
  const run = (blocks: string) =>
    spawnSync(
      'sh',
      ['-c', `trap "" XFSZ; ulimit -f ${blocks}; exec "$@"`, 'sh', process.execPath, script, runtime, path, '0'],
      {
        encoding: 'utf8',
        env: { ...process.env, COUNT: '300' },
      },
    )
  const full = run('1500')
  expect(full.stdout).toMatch(/errors set\nfinished\n$/)
  expect(full.stdout).toContain('stored')
  const after = run('unlimited')
  expect(after.stdout).toContain('hit')
  expect(after.stdout).toMatch(/errors \nfinished\n$/)
})

/** A file system of its own for one shell: as root, or where users may have namespaces of their own. */
const inNamespace = (command: string, ...args: string[]) =>
  spawnSync('unshare', ['-rm', 'sh', '-c', command, 'sh', ...args], {
    encoding: 'utf8',
    env: { ...process.env, COUNT: '300' },
  })

it('computes on when a real file system is full, and writes again when there is room', () => {
  const path = place()
  mkdirSync(path)
  if (inNamespace('mount -t tmpfs -o size=2m tmpfs "$1"', path).status !== 0) {
    process.stderr.write(
      '\n*** unshare and mount are not allowed here: NOT TESTED: a full file system (ENOSPC). A limit on files stands for it.\n\n',
    )
    return
  }
  const { stdout, stderr } = inNamespace(
    `mount -t tmpfs -o size=2m tmpfs "$4" &&
     "$1" "$2" "$3" "$4/store" 0 && df --output=pcent "$4" && echo "with room" &&
     mount -o remount,size=64m "$4" && "$1" "$2" "$3" "$4/store" 0`,
    process.execPath,
    script,
    runtime,
    path,
  )
  const [full, roomy] = stdout.split('with room\n') as [string, string]
  expect(full, stderr).toMatch(/errors set\nfinished\n/)
  expect(Number(/(\d+)%/.exec(full)?.[1])).toBeGreaterThan(85)
  expect(full).toContain('stored')
  expect(roomy).toContain('hit')
  expect(roomy).toMatch(/errors \nfinished\n$/)
})

it('reads from a directory that cannot be written, and says that it cannot write', async () => {
  const path = place()
  const env = { ...process.env, COUNT: '10' }
  const filled = spawnSync(process.execPath, [script, runtime, path, '0'], { encoding: 'utf8', env })
  expect(filled.stdout).toMatch(/errors \nfinished\n$/)
  for (const file of readdirSync(path)) chmodSync(join(path, file), 0o444)
  chmodSync(path, 0o555)
  // Rights do not bind root.
  const user = process.getuid?.() === 0 ? ['65534'] : []
  const read = spawnSync(process.execPath, [script, runtime, path, '5', ...user], { encoding: 'utf8', env })
  expect(read.stderr).not.toMatch(/Error/)
  expect(read.stdout.match(/^hit/gm)).toHaveLength(5)
  expect(read.stdout).toMatch(/errors set\nfinished\n$/)
  chmodSync(path, 0o755)
  const empty = place()
  mkdirSync(empty)
  chmodSync(empty, 0o555)
  const refused = spawnSync(process.execPath, [script, runtime, empty, '5', ...user], { encoding: 'utf8', env })
  expect(refused.stderr).toContain('AUTOCACHED_DISK')
})

it('stays within its size, and keeps what is asked for', async () => {
  const path = place()
  const backend = new DiskBackend({ path, maxSize: 1e6 })
  backend.set('hot', 'hot')
  for (let index = 0; index < 1500; index++) {
    backend.set(`k${index}`, 'x'.repeat(1500))
    if (index % 20 === 0) await nextTurn()
    expect(backend.get('hot')).toBe('hot')
  }
  expect(backend.get('k0')).toBeUndefined()
  expect(backend.get('k1499')).toBe('x'.repeat(1500))
  expect(statSync(join(path, 'data.mdb')).size).toBeLessThan(2e6)
  await backend.close()
})

it('removes what nothing asked for, and keeps the rest', async () => {
  let time = 0
  const backend = new DiskBackend({ path: place(), unusedFor: 1000, now: () => time })
  backend.set('used', '1')
  backend.set('unused', '2')
  for (let step = 0; step < 10; step++) {
    time += 600
    expect(backend.get('used')).toBe('1')
    if (step % 2 === 0) await nextTurn()
    backend.set(`new ${step}`, '3')
  }
  expect([backend.get('used'), backend.get('unused'), backend.has('new 0')]).toEqual(['1', undefined, false])
  await backend.close()
})

it('sees what another process wrote over and removed, wherever it was', async () => {
  const path = place()
  let time = 0
  const [one, two] = [0, 1].map(() => new DiskBackend({ path, unusedFor: 1000, now: () => time })) as [
    DiskBackend,
    DiskBackend,
  ]
  one.set('a', '1')
  one.set('b', '1')
  time = 2000
  two.set('a', '2') // two turns the halves, of which one has not heard
  two.delete('b')
  expect([one.get('a'), one.get('b')]).toEqual(['2', undefined])
  one.clear('a')
  expect(two.get('a')).toBeUndefined()
  await Promise.all([one.close(), two.close()])
})

it('takes a store of an older format for an empty one', async () => {
  const path = place()
  const older = open<string, string>({ path, noSubdir: false, encoding: 'string' })
  older.putSync('autocached:c1.x:1', 'ac0 something')
  await older.close()
  const backend = new DiskBackend({ path })
  expect(backend.get('autocached:c1.x:1')).toBeUndefined()
  backend.set('autocached:c1.x:1', 'new')
  expect(backend.get('autocached:c1.x:1')).toBe('new')
  await backend.close()
})
