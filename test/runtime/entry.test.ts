import fc from 'fast-check'
import { expect, it } from 'vitest'
import { devalue } from '../../runtime/src/codec.js'
import { fromText, toText } from '../../runtime/src/entry-text.js'
import { type CacheEvent, cached } from '../../runtime/src/index.js'
import { AsyncStore, PlainStore } from './stores.js'

const entry = { value: { a: [1, 'two', new Date(3)] }, async: false, expires: 12345, took: 1.25 }
const text = toText('key', entry, devalue)
const read = (stored: unknown, key = 'key') => fromText(key, stored, devalue)

it.each([
  ['a value', entry],
  ['a promise without end', { value: undefined, async: true, expires: Number.POSITIVE_INFINITY, took: 0 }],
  ['one that ends before the zero of its clock', { value: 1, async: false, expires: -9900, took: 0 }],
  ['a long computation', { value: null, async: true, expires: 1, took: 1e9 }],
])('reads what it wrote: %s', (_, written) => {
  expect(read(toText('key', written, devalue))).toEqual(written)
})

const damaged = expect.objectContaining({ code: 'AUTOCACHED_DAMAGED_ENTRY' })

it('refuses an entry with any unit changed', () => {
  for (let i = 0; i < text.length; i++)
    for (const unit of ['x', '0', '\u0000', ''])
      if (text[i] !== unit) expect(() => read(text.slice(0, i) + unit + text.slice(i + 1))).toThrow(damaged)
})

it('refuses an entry that was cut off anywhere', () => {
  for (let i = 0; i < text.length; i++) expect(() => read(text.slice(0, i))).toThrow(damaged)
})

it('refuses the entry of another key', () => {
  expect(() => read(text, 'other')).toThrow(damaged)
})

it.each([
  ['text', 'hello'],
  ['JSON', '{"value":1}'],
  ['nothing', ''],
  ['an object', { value: 1 }],
  ['bytes', Buffer.from(text)],
  ['a number', 5],
  ['another format', text.replace('ac1', 'ac2')],
])('refuses %s', (_, stored) => {
  expect(() => read(stored)).toThrow(damaged)
})

it('refuses any text that it did not write', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.string().map((body) => `ac1v-,0,abc:${body}`),
      ),
      (stored) => {
        expect(() => read(stored)).toThrow(damaged)
      },
    ),
    { seed: 1, numRuns: 2000 },
  )
})

it.each([
  ['a foreign object in a Map', () => new Map<string, unknown>(), { value: 1 }],
  ['text in a Map', () => new Map<string, unknown>(), 'hello'],
  ['text in a store', () => new PlainStore(), 'hello'],
  ['an object in an asynchronous store', () => new AsyncStore(), { value: 1 }],
])('computes again over %s, and says so', async (_, make, stored) => {
  const backend = make()
  const events: CacheEvent[] = []
  const fn = cached(() => 'right', { backend, onEvent: (event) => events.push(event) })
  const entries = (backend instanceof Map ? backend : backend.entries) as Map<string, unknown>
  entries.set(fn.keyFor(), stored)
  expect(await fn()).toBe('right')
  expect(events[0]).toMatchObject({ type: 'error', phase: 'decode', error: { code: 'AUTOCACHED_DAMAGED_ENTRY' } })
  expect(events[1]).toMatchObject({ type: 'miss', reason: 'damaged' })
  expect(await fn()).toBe('right')
  expect(events.at(-1)?.type).toBe('hit')
})

it('does not change Object.prototype over a hostile entry', () => {
  const body = '[{"__proto__":1},{"polluted":1}]'
  expect(() => devalue.decode(body)).toThrow('__proto__')
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
})
