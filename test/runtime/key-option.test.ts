import { expect, it, vi } from 'vitest'
import { cached, explain } from '../../runtime/src/index.js'
import { compiled } from './rows.js'
import { PlainStore } from './stores.js'

interface User {
  readonly id: number
  readonly age: number
}
const show = (user: User) => `${user.id}:${user.age}`
const byField = (field: keyof User) => (user: User) => user[field]

it.each([
  ['source', show],
  ['compiled', compiled((user: User) => show(user), { hash: 'show' })],
])('keeps what options `key` of different code stored apart: a %s function', (_, fn) => {
  for (const backend of [new Map(), new PlainStore()]) {
    const byId = cached(fn, { backend, key: (user) => user.id })
    const byAge = cached(fn, { backend, key: (user) => user.age })
    expect([byId({ id: 5, age: 1 }), byAge({ id: 1, age: 5 })]).toEqual(['5:1', '1:5'])
    expect(byId.version).toBe(byAge.version)
    expect(cached(fn, { backend: new PlainStore(), key: (user) => user.id }).keyFor({ id: 1, age: 1 })).toBe(
      cached(fn, { backend: new PlainStore(), key: (user) => user.id }).keyFor({ id: 1, age: 2 }),
    )
  }
})

it('tells closures of one text apart in memory, and warns of them on other backends', () => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
  const fn = compiled((user: User) => show(user), { hash: 'closures' })
  for (const wrapped of [fn, show]) {
    const backend = new Map()
    const [byId, byAge] = [
      cached(wrapped, { backend, key: byField('id') }),
      cached(wrapped, { backend, key: byField('age') }),
    ]
    expect([byId({ id: 5, age: 1 }), byAge({ id: 1, age: 5 })]).toEqual(['5:1', '1:5'])
  }
  expect(warn).not.toHaveBeenCalled()
  const backend = new PlainStore()
  for (const field of ['id', 'age'] as const) cached(fn, { backend, key: byField(field) }).keyFor({ id: 1, age: 1 })
  expect(warn).toHaveBeenCalledWith(
    expect.stringContaining('the option "key" of'),
    expect.objectContaining({ code: 'AUTOCACHED_SAME_SOURCE' }),
  )
  warn.mockRestore()
})

it('counts a compiled `key` by its version, and by what it captures', () => {
  const key = (hash: string, field?: keyof User) =>
    compiled(
      (user: User) => user[field ?? 'id'],
      { hash, kinds: field === undefined ? '' : 'c' },
      field && (() => ({ field })),
    )
  const backend = new PlainStore()
  const keyWith = (of: (user: User) => unknown) => cached(show, { backend, key: of }).keyFor({ id: 1, age: 1 })
  expect(keyWith(key('a'))).toBe(keyWith(key('a')))
  expect(keyWith(key('a'))).not.toBe(keyWith(key('b')))
  expect(keyWith(key('a', 'id'))).not.toBe(keyWith(key('a', 'age')))
})

it('counts in what depends on the function', () => {
  const inner = compiled((user: User) => show(user), { hash: 'inner' })
  const outer = (of: object) => cached(compiled(() => 1, { hash: 'outer', kinds: 'b', slots: [() => of] })).version
  expect(outer(cached(inner, { key: (user) => user.id }))).not.toBe(outer(cached(inner, { key: (user) => user.age })))
  expect(outer(cached(inner, { key: (user) => user.id }))).toBe(outer(cached(inner, { key: (user) => user.id })))
})

it('refuses two options `key` of one pinned version, which it does not change', () => {
  const backend = new PlainStore()
  const pinned = (key: (user: User) => unknown) => cached(show, { backend, version: '1', key })
  const byId = pinned((user) => user.id)
  expect(byId({ id: 1, age: 1 })).toBe('1:1')
  expect(byId.version).toBe('1')
  expect(pinned((user) => user.id).keyFor({ id: 1, age: 1 })).toBe(byId.keyFor({ id: 1, age: 2 }))
  expect(() => pinned((user) => user.age).keyFor({ id: 1, age: 1 })).toThrow(
    expect.objectContaining({ code: 'AUTOCACHED_DUPLICATE_VERSION' }),
  )
})

it('refuses a bound function, whose code nobody sees', () => {
  const fn = cached(show, { key: byField('id').bind(null) })
  expect(() => fn({ id: 1, age: 1 })).toThrow(expect.objectContaining({ code: 'AUTOCACHED_UNVERSIONABLE' }))
})

it('is explained', () => {
  const fn = compiled((user: User) => show(user), { hash: 'price', name: 'price' })
  const one = explain(cached(fn, { key: (user) => user.id }))
  expect(String(one)).toContain('key')
  const hashes = (of: typeof one) => of.nodes.map(({ hash }) => hash)
  expect(hashes(explain(cached(fn, { key: (user) => user.age })))).not.toEqual(hashes(one))
})
