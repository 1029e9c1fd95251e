import { cachified } from '@epic-web/cachified'
import { createCache } from 'async-cache-dedupe'
import { BentoCache, bentostore } from 'bentocache'
import { memoryDriver } from 'bentocache/drivers/memory'
import { Cacheable } from 'cacheable'
import { defineCachedFunction } from 'ocache'
import pMemoize from 'p-memoize'
import { cached } from '../../dist/esm/runtime/src/index.js'
import { CALLS, type Variant } from '../speed/measure.js'

const ids = Array.from({ length: CALLS }, (_, index) => `product-${index}`)

const load = async (id: string) => ({ id })

export async function asynchronous(): Promise<Variant[]> {
  const dedupe = createCache({ ttl: 3600, storage: { type: 'memory' } }).define('load', load) as unknown as {
    load: typeof load
  }
  const bento = new BentoCache({
    default: 'memory',
    stores: { memory: bentostore().useL1Layer(memoryDriver({ maxItems: 10_000 })) },
  })
  const cacheable = new Cacheable()
  const entries = new Map()
  return [
    awaited('async Map by hand', byHand()),
    awaited('autocached', cached(load)),
    awaited('p-memoize', pMemoize(load)),
    awaited('ocache', defineCachedFunction(load, { name: 'load', maxAge: 3600 }) as typeof load),
    awaited('async-cache-dedupe', (id) => dedupe.load(id)),
    awaited('bentocache', (id) => bento.getOrSet({ key: id, ttl: '1h', factory: () => load(id) })),
    awaited('cacheable', (id) => cacheable.getOrSet(id, () => load(id))),
    awaited('@epic-web/cachified', (id) =>
      cachified({ key: id, cache: entries, ttl: 3_600_000, getFreshValue: () => load(id) }),
    ),
  ]
}

function awaited(name: string, fn: (id: string) => PromiseLike<unknown>): Variant {
  const run = async () => {
    let last: unknown
    for (let index = 0; index < CALLS; index++) last = await fn(ids[index] as string)
    return last
  }
  return { name, run }
}

/** What one writes: results by id, and nothing for calls that run at the same time. */
function byHand() {
  const results = new Map<string, { id: string }>()
  return async (id: string) => {
    let result = results.get(id)
    if (result === undefined) {
      result = await load(id)
      results.set(id, result)
    }
    return result
  }
}
