import { LRUCache } from 'lru-cache'
import { memoize as microMemoize } from 'micro-memoize'
import { cached } from '../../dist/esm/runtime/src/index.js'
import { CALLS, type Variant } from '../speed/measure.js'
import { memoizee, memoizeFast, moize } from './memoizers.js'

const ids = Array.from({ length: CALLS }, (_, index) => `product-${index}`)

/** The results are objects: a memoizer gives the same one. */
const price = (id: string) => ({ id })
const offer = (id: string, amount: number, express: boolean) => ({ id, amount, express })
const search = (query: Query) => ({ query })

interface Query {
  readonly text: string
  readonly page: number
  readonly tags: readonly string[]
}

export function string(): Variant[] {
  return [
    oneString('Map by hand', byHand(price)),
    oneString('autocached', cached(price)),
    oneString('lru-cache', inLru(price)),
    oneString('micro-memoize', microMemoize(price, { maxSize: CALLS })),
    oneString('moize', moize(price, { maxSize: CALLS })),
    oneString('memoizee (by value)', memoizee(price, { primitive: true })),
    oneString('fast-memoize', memoizeFast(price)),
  ]
}

export function primitives(): Variant[] {
  const join = (id: string, amount: number, express: boolean) => `${id.length}:${id},${amount},${express}`
  return [
    threePrimitives('Map by hand, joined key', byHandKeyed(offer, join)),
    threePrimitives('autocached', cached(offer)),
    threePrimitives('micro-memoize', microMemoize(offer, { maxSize: CALLS })),
    threePrimitives('moize', moize(offer, { maxSize: CALLS })),
    threePrimitives('memoizee (by value)', memoizee(offer, { primitive: true })),
    threePrimitives('fast-memoize', memoizeFast(offer)),
  ]
}

/** Each call gets an object of its own, equal to an earlier one. */
export function object(): Variant[] {
  return [
    smallObject('Map by hand, JSON key', byHandKeyed(search, JSON.stringify)),
    smallObject('autocached', cached(search)),
    smallObject('micro-memoize (deep)', microMemoize(search, { maxSize: CALLS, isKeyItemEqual: 'deep' })),
    smallObject('moize (deep)', moize(search, { maxSize: CALLS, isDeepEqual: true })),
    smallObject('moize (serialized)', moize(search, { maxSize: CALLS, isSerialized: true })),
    smallObject('memoizee (JSON)', memoizee(search, { normalizer: (args: unknown[]) => JSON.stringify(args[0]) })),
    smallObject('fast-memoize', memoizeFast(search)),
  ]
}

function oneString(name: string, fn: (id: string) => unknown): Variant {
  const run = () => {
    let last: unknown
    for (let index = 0; index < CALLS; index++) last = fn(ids[index] as string)
    return last
  }
  return { name, run }
}

function threePrimitives(name: string, fn: (id: string, amount: number, express: boolean) => unknown): Variant {
  const run = () => {
    let last: unknown
    for (let index = 0; index < CALLS; index++) last = fn(ids[index] as string, index, (index & 1) === 0)
    return last
  }
  return { name, run }
}

function smallObject(name: string, fn: (query: Query) => unknown): Variant {
  const run = () => {
    let last: unknown
    for (let index = 0; index < CALLS; index++)
      last = fn({ text: ids[index] as string, page: index, tags: ['new', 'sale'] })
    return last
  }
  return { name, run }
}

function byHand<R extends object>(fn: (id: string) => R): (id: string) => R {
  const results = new Map<string, R>()
  return (id) => {
    let result = results.get(id)
    if (result === undefined) {
      result = fn(id)
      results.set(id, result)
    }
    return result
  }
}

function byHandKeyed<A extends unknown[], R extends object>(fn: (...args: A) => R, keyOf: (...args: A) => string) {
  const results = new Map<string, R>()
  return (...args: A): R => {
    const key = keyOf(...args)
    let result = results.get(key)
    if (result === undefined) {
      result = fn(...args)
      results.set(key, result)
    }
    return result
  }
}

function inLru<R extends object>(fn: (id: string) => R): (id: string) => R {
  const results = new LRUCache<string, R>({ max: 10_000 })
  return (id) => {
    let result = results.get(id)
    if (result === undefined) {
      result = fn(id)
      results.set(id, result)
    }
    return result
  }
}
