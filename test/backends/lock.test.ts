import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildRuntime } from '../runtime/build-runtime.js'
import { hasRedis, RedisServer, sayWhatIsLeftOut } from './redis-server.js'

const root = mkdtempSync(join(tmpdir(), 'autocached-lock-'))
const script = fileURLToPath(new URL('./fixtures/worker.mjs', import.meta.url))
let runtime = ''
let server: RedisServer | undefined
beforeAll(async () => {
  runtime = buildRuntime(join(root, 'built'))
  if (hasRedis) server = await RedisServer.start()
})
afterAll(async () => {
  await server?.stop()
  rmSync(root, { recursive: true, force: true })
})

let places = 0

interface Run {
  readonly what: 'disk' | 'redis'
  readonly where: string
  readonly log: string
}

async function prepare(what: Run['what']): Promise<Run> {
  const place = join(root, String(++places))
  await server?.ask('FLUSHALL')
  return { what, where: what === 'disk' ? place : (server?.url as string), log: `${place}.log` }
}

/** `pace`: how many milliseconds a computation takes; below 0, the function is synchronous. */
function start({ what, where, log }: Run, { keys = 1, expiry = 10_000, pace = 0 }) {
  const child = spawn(
    process.execPath,
    [script, runtime, what, where, ...[keys, log, expiry, pace].map(String)].flat(),
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  let output = ''
  const ended = once(child, 'exit')
  const waiting: (() => void)[] = []
  child.stdout.on('data', (text: Buffer) => {
    output += text
    for (const look of waiting) look()
  })
  return {
    child,
    ended,
    /** Until it has printed this. */
    said: (text: string) =>
      new Promise<void>((resolve) => {
        const look = () => output.includes(text) && resolve()
        waiting.push(look)
        look()
      }),
    async done(keys = 1) {
      await ended
      expect(output).toContain(`done ${keys} 0`)
    },
  }
}

const computed = (run: Run) => (existsSync(run.log) ? readFileSync(run.log, 'utf8').trim().split('\n') : [])

sayWhatIsLeftOut('locks on Redis')
describe.each(hasRedis ? (['disk', 'redis'] as const) : (['disk'] as const))('lock on %s', (what) => {
  it('lets 8 processes compute 200 keys once each', async () => {
    const run = await prepare(what)
    const workers = Array.from({ length: 8 }, () => start(run, { keys: 200 }))
    for (const worker of workers) await worker.done(200)
    expect(computed(run)).toHaveLength(200)
    expect(new Set(computed(run)).size).toBe(200)
  })

  it('is renewed while a computation takes longer than the expiry', async () => {
    const run = await prepare(what)
    const first = start(run, { expiry: 300, pace: 1200 })
    await first.said('computing')
    const second = start(run, { expiry: 300, pace: 1200 })
    await first.done()
    await second.done()
    expect(computed(run)).toHaveLength(1)
  })

  it('is free after the expiry when its holder was killed', async () => {
    const run = await prepare(what)
    const holder = start(run, { expiry: 1000, pace: 600_000 })
    await holder.said('computing')
    holder.child.kill('SIGKILL')
    await holder.ended
    const begun = performance.now()
    const next = start(run, { expiry: 1000, pace: 0 })
    await next.done()
    expect(computed(run)).toHaveLength(2)
    // Its own start takes a part of this.
    expect(performance.now() - begun).toBeLessThan(6000)
  })
})

it('lets synchronous functions of 3 processes compute once each, on disk', async () => {
  const run = await prepare('disk')
  // Who did not see that a lock is free again would wait for longer than a test may take.
  const workers = Array.from({ length: 3 }, () => start(run, { keys: 20, pace: -1, expiry: 600_000 }))
  for (const worker of workers) await worker.done(20)
  expect(computed(run)).toHaveLength(20)
})

it.runIf(hasRedis)('fails no call when the server is killed and comes back while all compute', async () => {
  const run = await prepare('redis')
  const workers = Array.from({ length: 4 }, () => start(run, { keys: 50, pace: 300 }))
  await Promise.all(workers.map((worker) => Promise.race([worker.said('computing'), worker.said('done')])))
  await server?.signal('SIGKILL')
  await server?.restart()
  for (const worker of workers) await worker.done(50)
  expect(new Set(computed(run)).size).toBe(50)
})
