import { expect, it } from 'vitest'
import { MemoryBackend } from '../../runtime/src/backends/memory.js'
import { type CachedOptions, cached } from '../../runtime/src/index.js'
import { PlainStore } from './stores.js'

const price = (id: string) => id.length

const policies: readonly CachedOptions<typeof price>[] = [
  { ttl: 5 },
  { staleWhileRevalidate: 5 },
  { staleIfError: 5 },
  { setOptions: { ttl: 5 } },
  { warnIfCostly: true },
  { collect: false },
  { onEvent: () => {} },
  { now: () => 5 },
  { backend: new PlainStore() },
  { versioning: 'source' },
]

it.each(policies.map((policy) => [Object.keys(policy)[0], policy] as const))(
  'has one version and key with any %s',
  (_, policy) => {
    const backend = new PlainStore()
    const [plain, other] = [cached(price, { backend }), cached(price, { backend, ...policy })]
    expect(other.version).toBe(plain.version)
    expect(other.keyFor('a')).toBe(plain.keyFor('a'))
  },
)

it('keeps entries when a memory backend replaces a Map', () => {
  const [one, two] = [cached(price, { backend: new MemoryBackend() }), cached(price, { backend: new Map() })]
  expect(one.keyFor('a')).toBe(two.keyFor('a'))
})
