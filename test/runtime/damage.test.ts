import { expect, it } from 'vitest'
import { crc32Of, portable as portableCrc } from '../../runtime/src/crc32.js'
import { type CacheEvent, cached } from '../../runtime/src/index.js'
import { macWith, portable } from '../../runtime/src/mac.js'
import { AsyncStore, PlainStore } from './stores.js'

const value = { name: 'right', list: [1, 2, 3], at: new Date(5) }
const secret = 'a secret of sixteen characters or more'

function watched(store: PlainStore, more: object = {}) {
  const events: CacheEvent[] = []
  const fn = cached(() => value, { backend: store, version: 'damage', onEvent: (event) => events.push(event), ...more })
  return { fn, events }
}

it.each([
  ['a checksum', {}],
  ['a secret', { secret }],
])('takes an entry with any bit changed, or cut off anywhere, for a miss and an event: %s', (_, options) => {
  const store = new PlainStore()
  const { fn, events } = watched(store, options)
  fn()
  const key = fn.keyFor()
  const entry = Buffer.from(store.entries.get(key) as string)
  const damaged: string[] = []
  for (let index = 0; index < entry.length; index++) {
    for (let bit = 0; bit < 8; bit++) {
      const copy = Buffer.from(entry)
      copy.writeUInt8(copy.readUInt8(index) ^ (1 << bit), index)
      damaged.push(copy.toString(), copy.toString('latin1'))
    }
    damaged.push(entry.subarray(0, index).toString(), entry.subarray(index + 1).toString())
  }
  for (const text of damaged) {
    store.entries.set(key, text)
    events.length = 0
    expect(fn()).toEqual(value)
    expect(
      events.map(({ type }) => type),
      JSON.stringify(text),
    ).toEqual(['error', 'miss', 'stored'])
  }
})

it.each([
  '{"__proto__":{"polluted":1}}',
  '[{"__proto__":1},{"polluted":1}]',
  '{"constructor":{"prototype":{"polluted":1}}}',
])('computes over a hostile entry, and pollutes nothing: %s', async (body) => {
  const store = new AsyncStore()
  const fn = cached(async () => 'right', { backend: store, version: 'hostile' })
  for (const text of [body, `j${body}`, `ac1v-,0.00,0:j${body}`, `ac1v-,0.00,0:d${body}`]) {
    store.entries.set(fn.keyFor(), text)
    expect(await fn()).toBe('right')
  }
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
})

it('uses an entry that was signed with the same secret, and no other', () => {
  const store = new PlainStore()
  const read = (options: object) => {
    const { fn, events } = watched(store, options)
    fn()
    return events.map(({ type }) => type)
  }
  expect(read({ secret })).toEqual(['miss', 'stored'])
  expect(read({ secret })).toEqual(['hit'])
  expect(read({ secret: `${secret}!` })).toEqual(['error', 'miss', 'stored'])
  expect(read({})).toEqual(['error', 'miss', 'stored'])
  expect(read({ secret })).toEqual(['error', 'miss', 'stored'])
})

it('signs in the same way on hosts without node:crypto', () => {
  for (const key of ['short', 'x'.repeat(64), 'long'.repeat(50), 'ünïcödé secret'])
    for (const text of ['', 'body', 'ä'.repeat(100)])
      expect(portable(key, `3:key${'header,'}${text}`)).toBe(macWith(key)('key', 'header,', text))
})

it('computes the CRC in the same way on hosts without node:zlib', () => {
  expect(portableCrc('123456789')).toBe(0xcbf43926)
  for (const text of ['', 'a', 'ä 日本語 👩', 'x'.repeat(299), 'x'.repeat(1000), 'ä'.repeat(200)]) {
    const bytes = Buffer.from(text)
    for (const [whole, start] of [
      [text, 0],
      [`--${text}`, 2],
      [bytes, 0],
      [Buffer.concat([Buffer.from('--'), bytes]), 2],
    ] as const)
      expect(crc32Of(whole, start)).toBe(portableCrc(text))
  }
})
