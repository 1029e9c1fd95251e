import { deserialize, serialize } from 'node:v8'
import { afterEach, expect, it, vi } from 'vitest'
import { type CacheEvent, cached, type OwnCodec } from '../../runtime/src/index.js'
import { idle } from './deferred.js'
import { PlainStore } from './stores.js'

const bytes: OwnCodec = { name: 'v8', encode: serialize, decode: deserialize }
const json: OwnCodec = { name: 'json.1', encode: (value) => JSON.stringify(value), decode: JSON.parse }

afterEach(() => void vi.restoreAllMocks())

function run(store: PlainStore, codec: OwnCodec | undefined, result: unknown) {
  const events: CacheEvent[] = []
  const fn = cached(() => result, {
    backend: store,
    version: 'codec',
    ...(codec && { codec }),
    onEvent: (event) => events.push(event),
  })
  return { given: fn(), types: events.map(({ type }) => type) }
}

it.each([
  ['bytes', bytes],
  ['text', json],
])('keeps results as a codec of the user writes them: %s', (_, codec) => {
  const store = new PlainStore()
  const value = { a: [1, 'ä\u0000', { b: null }] }
  expect(run(store, codec, value).types).toEqual(['miss', 'stored'])
  expect(run(store, codec, 'another')).toEqual({ given: value, types: ['hit'] })
})

it.each<[string | undefined]>([[undefined], ['a secret of sixteen']])(
  'invalidates in a store that cannot delete, also with a codec without undefined: %j',
  (secret) => {
    const entries = new Map<string, unknown>()
    const backend = {
      get: (key: string) => entries.get(key),
      set: (key: string, entry: unknown) => void entries.set(key, entry),
    }
    const events: string[] = []
    let calls = 0
    const fn = cached(() => ++calls, {
      backend,
      version: 'codec',
      codec: json,
      ...(secret && { secret }),
      onEvent: ({ type }) => events.push(type),
    })
    fn()
    fn.invalidate()
    expect([fn(), fn(), events]).toEqual([2, 2, ['miss', 'stored', 'invalidated', 'miss', 'stored', 'hit']])
  },
)

it('takes the entry of another codec for a miss', () => {
  const store = new PlainStore()
  run(store, bytes, 'a')
  expect(run(store, json, 'b')).toEqual({ given: 'b', types: ['error', 'miss', 'stored'] })
  expect(run(store, { ...json, name: 'json.2' }, 'c')).toEqual({ given: 'c', types: ['error', 'miss', 'stored'] })
  expect(run(store, undefined, 'd')).toEqual({ given: 'd', types: ['error', 'miss', 'stored'] })
  expect(run(store, json, 'e')).toEqual({ given: 'e', types: ['error', 'miss', 'stored'] })
})

it('stores nothing that the codec cannot carry, with an event each time and one warning', () => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
  const store = new PlainStore()
  const events: CacheEvent[] = []
  const fn = cached((n: number) => (n === 1 ? 1n : undefined), {
    backend: store,
    codec: json,
    version: 'refused',
    onEvent: (event) => events.push(event),
  })
  expect([fn(1), fn(1), fn(2)]).toEqual([1n, 1n, undefined])
  expect(store.entries.size).toBe(0)
  const refused = events.filter((event) => event.type === 'unstorable')
  expect(refused.map(({ error }) => error.message)).toEqual([
    expect.stringContaining('by the codec "json.1" (Do not know how to serialize a BigInt)'),
    expect.stringContaining('by the codec "json.1"'),
    expect.stringContaining('became undefined in the codec "json.1"'),
  ])
  expect(warn).toHaveBeenCalledTimes(1)
})

it('does not store text with a lone surrogate, which stores would change', () => {
  vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
  const store = new PlainStore()
  const asItIs = { name: 'text', encode: String, decode: String }
  expect(run(store, asItIs, 'a\ud800').types).toEqual(['miss', 'unstorable', 'warning'])
  expect(run(store, asItIs, 'a😀').types).toEqual(['miss', 'stored'])
})

it('takes a promise of the codec for an entry that it cannot read', () => {
  const store = new PlainStore()
  run(store, json, 'a')
  const late = { ...json, decode: async (text: string) => JSON.parse(text) }
  expect(run(store, late, 'b')).toEqual({ given: 'b', types: ['error', 'miss', 'stored'] })
})

it.each([
  ['encode', ['miss', 'unstorable', 'warning']],
  ['decode', ['error', 'miss', 'stored']],
])('lets no rejection of a codec whose %s gives a promise end the process', async (method, types) => {
  vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
  const unhandled = vi.fn()
  process.on('unhandledRejection', unhandled)
  const store = new PlainStore()
  if (method === 'decode') run(store, json, 'a')
  const rejecting = { ...json, [method]: () => Promise.reject(new Error('no')) }
  expect(run(store, rejecting, 'b')).toEqual({ given: 'b', types })
  await idle()
  process.off('unhandledRejection', unhandled)
  expect(unhandled).not.toHaveBeenCalled()
})

it('takes an entry that the codec cannot read for a miss', () => {
  const store = new PlainStore()
  run(store, json, 'a')
  const broken = {
    ...json,
    decode: () => {
      throw new Error('cannot')
    },
  }
  expect(run(store, broken, 'b').types).toEqual(['error', 'miss', 'stored'])
})
