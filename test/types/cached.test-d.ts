import { describe, expectTypeOf, it } from 'vitest'
import { DiskBackend } from '../../runtime/src/backends/disk.js'
import { MemoryBackend } from '../../runtime/src/backends/memory.js'
import * as core from '../../runtime/src/core.js'
import { type Backend, type CacheEvent, cached, versionOf } from '../../runtime/src/index.js'

class SyncStore {
  get(_key: string): string | undefined {
    return undefined
  }
  set(_key: string, _entry: string): void {}
}
class AsyncStore {
  async get(_key: string): Promise<string | null> {
    return null
  }
  async set(_key: string, _entry: string): Promise<void> {}
}
class EitherStore {
  get(_key: string): string | Promise<string> {
    return ''
  }
  set(_key: string, _entry: string): void {}
}

const length = (text: string, times = 1) => text.length * times
const load = async (id: string): Promise<Date> => new Date(id)
function first<T>(list: T[]): T | undefined {
  return list[0]
}

describe('the signature of a cached function', () => {
  it('is that of the function on a synchronous backend', () => {
    expectTypeOf(cached(length)).toBeCallableWith('a', 2)
    expectTypeOf(cached(length)('a')).toEqualTypeOf<number>()
    expectTypeOf(cached(length, { backend: new MemoryBackend() })('a')).toEqualTypeOf<number>()
    expectTypeOf(cached(length, { backend: new DiskBackend({ path: 'x' }) })('a')).toEqualTypeOf<number>()
    expectTypeOf(cached(length, { backend: new SyncStore() })('a')).toEqualTypeOf<number>()
    expectTypeOf(cached(length, { backend: new Map() })('a')).toEqualTypeOf<number>()
    expectTypeOf(cached(length, { ttl: 5 })('a')).toEqualTypeOf<number>()
  })

  it('gives a promise on an asynchronous backend', () => {
    const wrapped = cached(length, { backend: new AsyncStore() })
    expectTypeOf(wrapped('a')).toEqualTypeOf<Promise<number>>()
    expectTypeOf<Parameters<typeof wrapped>>().toEqualTypeOf<[text: string, times?: number | undefined]>()
  })

  it('says either where the type of the backend leaves it open', () => {
    expectTypeOf(cached(length, { backend: new EitherStore() })('a')).toEqualTypeOf<number | Promise<number>>()
    expectTypeOf(cached(length, { backend: {} as Backend })('a')).toEqualTypeOf<number | Promise<number>>()
  })

  it('stays that of a function that gives promises on any backend', () => {
    expectTypeOf(cached(load)('a')).toEqualTypeOf<Promise<Date>>()
    expectTypeOf(cached(load, { backend: new AsyncStore() })('a')).toEqualTypeOf<Promise<Date>>()
    expectTypeOf(cached(load, { backend: {} as Backend })('a')).toEqualTypeOf<Promise<Date>>()
  })

  it('keeps type parameters and properties', () => {
    expectTypeOf(cached(first)([1])).toEqualTypeOf<number | undefined>()
    expectTypeOf(cached(first)(['a'])).toEqualTypeOf<string | undefined>()
    expectTypeOf(cached(Object.assign(length, { unit: 'm' })).unit).toEqualTypeOf<string>()
  })

  it('refuses other arguments', () => {
    // @ts-expect-error a number is no string
    cached(length)(1)
    // @ts-expect-error too few arguments
    cached(load, { backend: new AsyncStore() })()
  })
})

describe('options first', () => {
  it('wraps functions as the direct form does', () => {
    const inMemory = cached({ ttl: 5 })
    const onStore = cached({ backend: new AsyncStore() })
    expectTypeOf(inMemory(length)('a')).toEqualTypeOf<number>()
    expectTypeOf(inMemory(first)([1])).toEqualTypeOf<number | undefined>()
    expectTypeOf(onStore(length)('a')).toEqualTypeOf<Promise<number>>()
    expectTypeOf(onStore(load)('a')).toEqualTypeOf<Promise<Date>>()
  })

  it('decorates methods, static methods and getters', () => {
    class Repo {
      url = ''
      @cached({ ttl: 5 })
      user(id: string): string {
        return this.url + id
      }
      @cached({ backend: new AsyncStore() })
      async load(id: string): Promise<string> {
        return id
      }
      @cached()
      static one(n: number): number {
        return n
      }
      @cached({})
      get total(): number {
        return 1
      }
    }
    expectTypeOf(new Repo().user).toEqualTypeOf<(id: string) => string>()
    expectTypeOf(Repo.one).toEqualTypeOf<(n: number) => number>()
  })

  it('refuses a synchronous method on an asynchronous backend', () => {
    class Repo {
      // @ts-expect-error the decorated method would give a promise
      @cached({ backend: new AsyncStore() })
      user(id: string): string {
        return id
      }
    }
    return Repo
  })
})

describe('options', () => {
  it('type the parameters of key, version and onEvent', () => {
    cached(length, { key: (text, times) => [expectTypeOf(text).toEqualTypeOf<string>(), times] })
    cached(length, { version: (fn) => String(expectTypeOf(fn).toEqualTypeOf<typeof length>()) })
    cached(length, { onEvent: (event) => expectTypeOf(event).toEqualTypeOf<CacheEvent>() })
  })

  it('refuse what does not exist', () => {
    // @ts-expect-error no such option
    cached(length, { tll: 5 })
    // @ts-expect-error no such option
    cached({ stale: 5 })
    // @ts-expect-error a number of milliseconds
    cached(length, { ttl: '5' })
    // @ts-expect-error a backend has get and set
    cached(length, { backend: { get() {} } })
    // @ts-expect-error not a function
    cached(5)
  })
})

describe('members', () => {
  const sync = cached(length)
  const async = cached(load, { backend: new AsyncStore() })

  it('take the arguments of the function', () => {
    expectTypeOf(sync.keyFor).parameters.toEqualTypeOf<[text: string, times?: number | undefined]>()
    expectTypeOf(sync.keyFor('a')).toEqualTypeOf<string>()
    expectTypeOf(sync.version).toEqualTypeOf<string>()
    expectTypeOf(sync.uncached).toEqualTypeOf<typeof length>()
    // @ts-expect-error a number is no string
    sync.invalidate(1)
  })

  it('give promises where the backend does', () => {
    expectTypeOf(sync.invalidate('a')).toEqualTypeOf<undefined>()
    expectTypeOf(sync.invalidateAll()).toEqualTypeOf<undefined>()
    expectTypeOf(async.invalidateAll()).toEqualTypeOf<Promise<undefined> | undefined>()
    expectTypeOf(sync.refresh('a')).toEqualTypeOf<number>()
    expectTypeOf(async.invalidate('a')).toEqualTypeOf<Promise<undefined> | undefined>()
    expectTypeOf(async.refresh('a')).toEqualTypeOf<Promise<Date>>()
    expectTypeOf(cached(length, { backend: new AsyncStore() }).refresh('a')).toEqualTypeOf<Promise<number>>()
  })

  it('stand on functions that are passed on', () => {
    expectTypeOf(versionOf(sync)).toEqualTypeOf<string>()
    expectTypeOf(cached(sync)('a')).toEqualTypeOf<number>()
    // biome-ignore lint/suspicious/noExplicitAny: what untyped code passes
    expectTypeOf(cached((() => 1) as any)()).toBeAny()
  })
})

describe('generator functions, cached whole', () => {
  function* count(n: number) {
    yield n
    return 'end'
  }
  async function* pages(n: number) {
    yield new Date(n)
  }

  it('give generators, and promises of them on an asynchronous backend', () => {
    expectTypeOf(cached(count, { collect: true })(1)).toEqualTypeOf<Generator<number, string, unknown>>()
    const onStore = cached(count, { collect: true, backend: new AsyncStore() })
    expectTypeOf(onStore(1)).toEqualTypeOf<Promise<Generator<number, string, unknown>>>()
  })

  it('stay asynchronous generators on any backend', () => {
    expectTypeOf(cached(pages, { collect: true })(1)).toEqualTypeOf<AsyncGenerator<Date, void, unknown>>()
    const onStore = cached(pages, { collect: true, backend: new AsyncStore() })
    expectTypeOf(onStore(1)).toEqualTypeOf<AsyncGenerator<Date, void, unknown>>()
  })
})

it('counts calls as numbers', () => {
  expectTypeOf(cached(length).stats().hits).toEqualTypeOf<number>()
  expectTypeOf(cached(length).stats).parameters.toEqualTypeOf<[]>()
})

it('has the same types in the core', () => {
  expectTypeOf(core.cached).toEqualTypeOf(cached)
  expectTypeOf(core.versionOf).toEqualTypeOf(versionOf)
  expectTypeOf(core.cached(length)('a')).toEqualTypeOf<number>()
})
