import { expect, it } from 'vitest'
import { LoggingBackend } from '../../runtime/src/backends/logging.js'
import { TieredBackend } from '../../runtime/src/backends/tiered.js'
import { type Backend, cached } from '../../runtime/src/index.js'
import { deferred, idle } from '../runtime/deferred.js'

/** An asynchronous store whose answers come when the test says so. */
class GatedStore {
  readonly entries = new Map<string, string>()
  /** What is to come before an answer is given. */
  gate: Promise<void> = Promise.resolve()

  async get(key: string): Promise<string | undefined> {
    const entry = this.entries.get(key)
    await this.gate
    return entry
  }

  async set(key: string, entry: string): Promise<void> {
    await this.gate
    this.entries.set(key, entry)
  }

  async delete(key: string): Promise<void> {
    await this.gate
    this.entries.delete(key)
  }

  async clear(prefix = ''): Promise<void> {
    await this.gate
    for (const key of this.entries.keys()) if (key.startsWith(prefix)) this.entries.delete(key)
  }
}

const tiers: readonly (readonly [string, (back: GatedStore, frontTtl?: number) => Backend])[] = [
  ['memory before a store', (back, frontTtl = 60_000) => new TieredBackend({ back, frontTtl })],
  ['the same, never asked again', (back) => new TieredBackend({ back, frontTtl: Number.POSITIVE_INFINITY })],
  ['the same with a log', (back) => new LoggingBackend(new TieredBackend({ back }), () => {})],
]

/** A function whose result is in the store, and not yet in this memory. */
async function prepared(over: (back: GatedStore) => Backend) {
  const back = new GatedStore()
  const state = { value: 1 }
  const compute = async () => state.value
  await cached(compute, { backend: back, version: '1' })()
  const fn = cached(compute, { backend: over(back), version: '1' })
  return { back, state, fn }
}

const changes = [
  ['invalidate()', (fn) => fn.invalidate()],
  ['invalidateAll()', (fn) => fn.invalidateAll()],
  ['refresh()', (fn) => fn.refresh()],
] as const satisfies readonly (readonly [string, (fn: Awaited<ReturnType<typeof prepared>>['fn']) => unknown])[]

for (const [what, over] of tiers) {
  it.each(changes)(`does not keep what was read before %s: ${what}`, async (_, change) => {
    const { back, state, fn } = await prepared(over)
    const gate = deferred()
    back.gate = gate.promise
    const reading = fn()
    back.gate = Promise.resolve()
    state.value = 2
    await change(fn)
    gate.resolve()
    expect(await reading).toBe(1)
    expect(await fn()).toBe(2)
  })

  it.each(changes.slice(0, 2))(`does not keep what was read during %s: ${what}`, async (_, change) => {
    const { back, state, fn } = await prepared(over)
    const gate = deferred()
    back.gate = gate.promise
    state.value = 2
    const changing = change(fn)
    await idle()
    back.gate = Promise.resolve()
    await fn()
    gate.resolve()
    await changing
    expect(await fn()).toBe(2)
  })
}

it('keeps what was read while other entries changed', async () => {
  const back = new GatedStore()
  const compute = async (n: number) => n
  await cached(compute, { backend: back, version: '1' })(1)
  const fn = cached(compute, { backend: new TieredBackend({ back }), version: '1' })
  await Promise.all([fn(1), fn(2), fn.invalidate(3)])
  back.entries.clear()
  expect([await fn(1), fn.stats().hits]).toEqual([1, 2])
})
