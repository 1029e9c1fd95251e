import { LRUCache } from 'lru-cache'
import { expect, it } from 'vitest'
import { adapt } from '../../runtime/src/backends/adapt.js'
import { cached } from '../../runtime/src/index.js'

/** A store with these methods, which writes down what it is given. */
function recording(...methods: string[]) {
  const calls: unknown[][] = []
  const store = Object.fromEntries(
    methods.map((method) => [method, (...args: unknown[]) => void calls.push([method, ...args])]),
  )
  return { store, calls }
}

const keyv = ['get', 'set', 'delete', 'getMany', 'setMany']
const manager = ['get', 'set', 'del', 'wrap', 'mget']
const bento = ['get', 'set', 'setForever', 'delete', 'getOrSet', 'namespace']
const items = ['getItem', 'setItem', 'removeItem']
const lru = ['get', 'set', 'delete', 'peek', 'getRemainingTTL']

it.each<[string, string[], unknown, number | undefined, unknown[]]>([
  ['Keyv: milliseconds', keyv, undefined, 1499.5, ['set', 'n:v:k', 'e', 1500]],
  ['Keyv: its own', keyv, 99, 1500, ['set', 'n:v:k', 'e', 99]],
  ['Keyv: no end', keyv, undefined, undefined, ['set', 'n:v:k', 'e', undefined]],
  ['cache-manager: milliseconds', manager, undefined, 1499.5, ['set', 'n:v:k', 'e', 1500]],
  ['bentocache: milliseconds', bento, undefined, 1499.5, ['set', { key: 'n:v:k', value: 'e', ttl: 1500 }]],
  [
    'bentocache: its own',
    bento,
    { ttl: '2h', tags: ['t'] },
    1,
    ['set', { key: 'n:v:k', value: 'e', ttl: '2h', tags: ['t'] }],
  ],
  ['bentocache: no end', bento, { tags: ['t'] }, undefined, ['setForever', { key: 'n:v:k', value: 'e', tags: ['t'] }]],
  ['unstorage: seconds', items, undefined, 1499.5, ['setItem', 'n:v:k', 'e', { ttl: 2 }]],
  ['unstorage: its own', items, { ttl: 9, other: 1 }, 1500, ['setItem', 'n:v:k', 'e', { ttl: 9, other: 1 }]],
  ['lru-cache: milliseconds', lru, undefined, 1499.5, ['set', 'n:v:k', 'e', { ttl: 1500 }]],
  ['lru-cache: its own', lru, { ttl: 9, size: 1 }, 1500, ['set', 'n:v:k', 'e', { ttl: 9, size: 1 }]],
])('hands ttl and setOptions over in the units of the store: %s', (_, methods, options, ttl, expected) => {
  const { store, calls } = recording(...methods)
  adapt(store).set('n:v:k', 'e', options, ttl)
  expect(calls).toEqual([expected])
})

it('escapes what unstorage would read in its own way, and keeps names of files short', () => {
  const { store, calls } = recording(...items)
  const backend = adapt(store)
  for (const key of ['n:c1.x:1a?/:..', `n:c1.x:${'?'.repeat(200)}`, '.:..:x']) backend.get(key)
  expect(calls).toEqual([
    ['getItem', 'n:c1.x:1a%3f%2f%3a.%2e'],
    ['getItem', expect.stringMatching(/^n:c1\.x:#[\w-]{43}$/)],
    ['getItem', '%2e:%2e%2e:x'],
  ])
})

it('gives one backend for one store, so that its functions share computations', async () => {
  const store = new LRUCache<string, string>({ max: 10 })
  expect(adapt(store)).toBe(adapt(store))
  let runs = 0
  const compute = async (n: number) => n + ++runs
  const options = { backend: store, version: '1' }
  const [one, two] = [cached(compute, options), cached(compute, options)]
  expect(await Promise.all([one(1), two(1)])).toEqual([2, 2])
})
