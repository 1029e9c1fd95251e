import { createRequire } from 'node:module'
import { hash } from 'ohash'
import { stringify } from 'safe-stable-stringify'
import { cached } from '../../dist/esm/runtime/src/index.js'
import { bench } from '../speed/document.js'
import { CALLS, type Variant } from '../speed/measure.js'

const hashObject = createRequire(import.meta.url)('object-hash') as (value: object) => string

const small = Array.from({ length: CALLS }, (_, index) => ({
  text: `product-${index}`,
  page: index,
  tags: ['new', 'sale'],
}))

/** Ten lists, each of which is taken five times. */
const records = Array.from({ length: CALLS }, (_, index) =>
  Array.from({ length: 200 }, (_, row) => ({
    id: row,
    name: `name ${row}`,
    price: row * 1.5,
    list: index % 10,
    active: row % 2 === 0,
  })),
)

const { keyFor } = cached((_: unknown) => 1)

await bench('key', import.meta.url, {
  object: { title: 'The key of a small object', variants: () => variants(small) },
  records: { title: 'The key of 200 records', variants: () => variants(records) },
})

function variants(values: readonly object[]): Variant[] {
  return [
    of('JSON.stringify', values, JSON.stringify),
    of('autocached', values, keyFor),
    of('safe-stable-stringify', values, stringify),
    of('ohash', values, hash),
    of('object-hash', values, hashObject),
  ]
}

function of(name: string, values: readonly object[], keyOf: (value: object) => unknown): Variant {
  const run = () => {
    let last: unknown
    for (let index = 0; index < CALLS; index++) last = keyOf(values[index] as object)
    return last
  }
  return { name, run }
}
