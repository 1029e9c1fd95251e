import { expect, it } from 'vitest'
import { defineMethod } from '../../runtime/src/define.js'
import { cached, DecoratorError, KeyError, keySymbol, versionOf } from '../../runtime/src/index.js'
import { rowOf, USES_THIS } from './rows.js'
import { PlainStore } from './stores.js'

class Repo {
  runs = 0
  constructor(readonly url: string) {}
  user(id: string) {
    this.runs++
    return `${this.url}/${id}`
  }
  get total() {
    return ++this.runs
  }
  [keySymbol]() {
    return this.url
  }
}

/** What compilers do with a legacy decorator. */
function decorateLegacy(type: { prototype: object }, name: string, decorator: (...args: never[]) => unknown) {
  const descriptor = Object.getOwnPropertyDescriptor(type.prototype, name) as PropertyDescriptor
  const changed = decorator(...([type.prototype, name, descriptor] as never[])) as PropertyDescriptor | undefined
  Object.defineProperty(type.prototype, name, changed ?? descriptor)
}

/** What compilers do with a TC39 decorator. */
function decorate(type: { prototype: object }, name: string, kind: string, decorator: (...args: never[]) => unknown) {
  const descriptor = Object.getOwnPropertyDescriptor(type.prototype, name) as PropertyDescriptor
  const part = kind === 'method' ? 'value' : 'get'
  const changed = decorator(...([descriptor[part], { kind, name, static: false, private: false }] as never[]))
  Object.defineProperty(type.prototype, name, { ...descriptor, [part]: changed ?? descriptor[part] })
}

it.each([
  ['TC39', (type: typeof Repo, options: object) => decorate(type, 'user', 'method', cached(options) as never)],
  ['legacy', (type: typeof Repo, options: object) => decorateLegacy(type, 'user', cached(options) as never)],
])('caches a method for each receiver, %s', (_, apply) => {
  class Mine extends Repo {
    override user(id: string) {
      return super.user(id)
    }
  }
  const store = new PlainStore()
  apply(Mine as never, { backend: store })
  const [one, same, other] = [new Mine('a'), new Mine('a'), new Mine('b')]
  expect([one.user('1'), one.user('1'), same.user('1'), other.user('1')]).toEqual(['a/1', 'a/1', 'a/1', 'b/1'])
  expect([one.runs, same.runs, other.runs]).toEqual([1, 0, 1])
})

it('caches a getter', () => {
  class Mine extends Repo {
    override get total() {
      return ++this.runs
    }
  }
  decorate(Mine as never, 'total', 'getter', cached() as never)
  const one = new Mine('a')
  expect([one.total, one.total]).toEqual([1, 1])
})

it('counts a receiver without a canonical form by identity in memory', () => {
  class Plain {
    constructor(readonly url: string) {}
    user(id: string) {
      return `${this.url}/${id}`
    }
  }
  decorate(Plain as never, 'user', 'method', cached({ backend: new Map() }) as never)
  expect([new Plain('a').user('1'), new Plain('b').user('1')]).toEqual(['a/1', 'b/1'])
})

it('refuses a receiver without a canonical form on a shared backend, with its path', () => {
  class Plain {
    rate = 1
    price(id: string) {
      return id + this.rate
    }
  }
  decorate(Plain as never, 'price', 'method', cached({ backend: new PlainStore() }) as never)
  expect(() => new Plain().price('a')).toThrow(KeyError)
  expect(() => new Plain().price('a')).toThrow(/^this is an instance of Plain without a \[keySymbol\]\(\)/)
})

it('leaves out a receiver that the method does not use', () => {
  class Plain {
    price(id: string) {
      return id
    }
  }
  const store = new PlainStore()
  decorate(Plain as never, 'price', 'method', cached({ backend: store }) as never)
  expect([new Plain().price('a'), new Plain().price('a')]).toEqual(['a', 'a'])
  expect(store.entries.size).toBe(1)
})

it('knows the key of a method for a receiver', () => {
  class Mine extends Repo {
    override user(id: string) {
      return super.user(id)
    }
  }
  const store = new PlainStore()
  decorate(Mine as never, 'user', 'method', cached({ backend: store }) as never)
  const one = new Mine('a')
  one.user('1')
  const method = one.user as never as { keyFor: (...args: unknown[]) => string }
  expect([...store.entries.keys()]).toEqual([method.keyFor.call(one, '1')])
})

it('registers a method with defineMethod, TC39 and legacy', () => {
  class Plain {
    one() {
      return this
    }
    two() {
      return 2
    }
  }
  decorate(Plain as never, 'one', 'method', defineMethod(rowOf({ hash: 'one', facts: USES_THIS })) as never)
  decorateLegacy(Plain as never, 'two', defineMethod(rowOf({ hash: 'two' })) as never)
  expect(versionOf(Plain.prototype.one)).toMatch(/^c1\./)
  expect(versionOf(Plain.prototype.two)).toMatch(/^c1\./)
})

it.each(['field', 'class', 'accessor', 'setter'])('refuses a %s', (kind) => {
  expect(() => (cached({}) as never as (...args: unknown[]) => unknown)(() => 1, { kind, name: 'x' })).toThrow(
    DecoratorError,
  )
})

it('refuses a legacy decorator on a field', () => {
  expect(() => (cached({}) as never as (...args: unknown[]) => unknown)({}, 'x', { value: 1 })).toThrow(DecoratorError)
})
