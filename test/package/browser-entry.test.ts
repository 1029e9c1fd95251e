/**
 * What bundles for browsers leave out, and how it comes in: each program is bundled and run in a process of its own, where no
 * other import has brought it.
 */
import { afterAll, expect, it } from 'vitest'
import { runBundled } from './bundle.js'
import { temporaryFolder } from './consumer.js'

const folder = temporaryFolder(afterAll)

const TEXT = `const store = new Map(); const backend = { get: (key) => store.get(key), set: (key, text) => void store.set(key, text) }`

it.each([
  [
    'keeps results in memory and in a Map',
    `import { cached } from 'autocached'
     const make = (options) => cached((a) => ({ a, at: new Date(5) }), options)
     const [inMemory, inMap] = [make({}), make({ backend: new Map() })]
     print(inMemory(1) === inMemory(1), inMap(2) === inMap(2), inMemory.stats().hits)`,
    'true true 1',
  ],
  [
    'shares the computation of an asynchronous function, and serves stale results',
    `import { cached } from 'autocached'
     let runs = 0, time = 0
     const fn = cached(async (a) => a + ++runs, { ttl: 10, staleWhileRevalidate: 10, now: () => time })
     print(await Promise.all([fn(1), fn(1)]))
     time = 15
     print(await fn(1), fn.stats().staleHits)`,
    '[2,2] 2 1',
  ],
  [
    'refuses a backend of text, and says what to import',
    `import { cached } from 'autocached'
     ${TEXT}
     try { cached((a) => a, { backend }) } catch ({ code, message }) { print(code, message) }`,
    /AUTOCACHED_PART_MISSING.*The backend \(Object\).*import 'autocached\/full'/,
  ],
  [
    'refuses "dependencies", and says what to import',
    `import { cached } from 'autocached'
     try { cached((a) => a, { dependencies: [1] })() } catch ({ code, message }) { print(code, message) }`,
    /AUTOCACHED_PART_MISSING.*dependencies.*import 'autocached\/full'/,
  ],
  [
    'refuses "collect" and "warnIfCostly", and says what to import',
    `import { cached } from 'autocached'
     for (const options of [{ collect: true }, { warnIfCostly: true }])
       try { cached(options.collect ? function* () {} : () => 1, options) } catch ({ code, message }) { print(code, message) }`,
    /PART_MISSING The option "collect".*autocached\/full'.*PART_MISSING The option "warnIfCostly".*autocached\/full'/,
  ],
  [
    'refuses "lock" on a backend of live values, and leaves what means nothing to it',
    `import { cached } from 'autocached'
     print(cached((a) => a, { timeout: 5, secret: 'sixteen letters…', lock: false })(1))
     try { cached((a) => a, { lock: true }) } catch ({ code, message }) { print(code, message) }`,
    /^1 AUTOCACHED_PART_MISSING The option "lock".*import 'autocached\/full'/,
  ],
  [
    'takes a backend of live values whose writes are asynchronous',
    `import { cached } from 'autocached'
     const store = new Map(), errors = []
     const backend = { stores: 'values', get: (key) => store.get(key), set: async (key, entry) => void store.set(key, entry) }
     const onEvent = ({ type, error }) => type === 'error' && errors.push(error.code)
     const fn = cached(async (a) => a, { backend, onEvent })
     print(await fn(1), await fn(1), fn.stats().hits, errors)`,
    '1 1 1 []',
  ],
  [
    'refuses explain() where nothing imports it',
    `import { cached } from 'autocached'
     try { cached((a) => a).explain() } catch ({ code }) { print(code) }`,
    'AUTOCACHED_EXPLAIN_MISSING',
  ],
  [
    'refuses explainMisses where nothing imports explain',
    `import { cached } from 'autocached'
     try { cached((a) => a, { explainMisses: 'fn' }) } catch ({ code, message }) { print(code, message) }`,
    /AUTOCACHED_EXPLAIN_MISSING.*"explainMisses"/,
  ],
  [
    'explains misses where explain is imported',
    `import { cached, explain } from 'autocached'
     const backend = new Map(), told = []
     const make = (fn) => cached(fn, { backend, explainMisses: 'fn', onEvent: (event) => told.push(event.type) })
     make((a) => a)(1)
     print(told.join(), typeof explain)`,
    /^miss,\S*stored function$/,
  ],
  [
    'takes everything with autocached/full',
    `import 'autocached/full'
     import { cached } from 'autocached'
     ${TEXT}
     const fn = cached((a) => new Map([[a, 1]]), { backend, dependencies: [1], secret: 'sixteen letters…' })
     const list = cached(function* (a) { yield a }, { collect: true, warnIfCostly: true })
     print(fn(1).get(1), fn(1).get(1), fn.stats().hits, fn.explain().nodes.length > 0, [...list(2), ...list(2)])`,
    '1 1 1 true [2,2]',
  ],
  [
    'links where a compiled module is imported',
    `import { define } from 'autocached/define'
     import { cached } from 'autocached'
     const rows = () => ['c1,a.js,factor;' + 'x'.repeat(22) + 'I1i,fn', () => factor]
     let factor = 2
     const fn = cached(define((a) => a * factor, rows))
     print(fn(2), (factor = 3, fn(2)), fn.version.slice(0, 3))`,
    '4 6 c1.',
  ],
  [
    'keeps text where a backend of the package is used',
    `import { TieredBackend } from 'autocached/backends/tiered'
     import { cached } from 'autocached'
     ${TEXT}
     const fn = cached((a) => [a], { backend: new TieredBackend({ back: backend }) })
     print(fn(1), fn(1), store.size)`,
    '[1] [1] 1',
  ],
])('%s', async (_, program, expected) => {
  const printed = await runBundled(folder, program)
  if (typeof expected === 'string') expect(printed).toBe(expected)
  else expect(printed).toMatch(expected)
})
