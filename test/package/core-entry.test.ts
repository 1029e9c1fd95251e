/** `autocached/core` in bundles: each program runs in a process of its own, where no other import has brought a part. */
import { afterAll, expect, it } from 'vitest'
import { cached, versionOf } from '../../runtime/src/index.js'
import { runBundled } from './bundle.js'
import { temporaryFolder } from './consumer.js'
import { keysOfCore } from './table.js'

const folder = temporaryFolder(afterAll)

it('has the keys of autocached, or says what is missing', async () => {
  const table = JSON.stringify(new URL('table.ts', import.meta.url).pathname)
  const program = `import { cached } from 'autocached/core'; import { keysOrCodes } from ${table}; print(keysOrCodes({ cached }))`
  const found: Record<string, string> = JSON.parse(await runBundled(folder, program))
  expect(found).toEqual(keysOfCore({ cached }))
})

it('has the versions of autocached', async () => {
  const text = '(a) => a + "ä"'
  const program = `import { cached, versionOf } from 'autocached/core'; const fn = (0, eval)('${text}'); print(versionOf(fn), cached(fn).version)`
  // biome-ignore lint/security/noGlobalEval: the very text, which a transform might change
  // biome-ignore lint/complexity/noCommaOperator: an indirect eval
  const version = versionOf((0, eval)(text))
  expect(await runBundled(folder, program)).toBe(`${version} ${version}`)
})

const TEXT =
  'const store = new Map(); const backend = { get: (key) => store.get(key), set: (key, text) => void store.set(key, text) }'

it.each([
  [
    'does everything with autocached/full',
    `import 'autocached/full'
     import { cached } from 'autocached/core'
     ${TEXT}
     const fn = cached((a) => new Map([[a, 1]]), { backend, dependencies: [1], staleIfError: 5, ttl: 1000 })
     const list = cached(function* (a) { yield a }, { collect: true, warnIfCostly: true })
     print(fn(new Date(1)).size, fn(new Date(1)).size, fn.stats().hits, [...list(2), ...list(2)])
     try { cached(fn, { tll: 1 }) } catch ({ message }) { print(message.slice(0, 40)) }`,
    '1 1 1 [2,2] "tll" is not an option, so it would have',
  ],
  [
    'does what autocached does, beside that',
    `import { cached as whole } from 'autocached'
     import { cached } from 'autocached/core'
     print(typeof whole, cached((a) => 1).keyFor(new Date(5)).endsWith(':1D5;'))`,
    'function true',
  ],
  [
    'takes a backend of the package',
    `import { TieredBackend } from 'autocached/backends/tiered'
     import { cached } from 'autocached/core'
     ${TEXT}
     const fn = cached((a) => [a], { backend: new TieredBackend({ back: backend }) })
     print(fn(1), fn(1), store.size)`,
    '[1] [1] 1',
  ],
  [
    'links what a plugin compiled',
    `import { cached } from 'autocached/core'
     import { define } from 'autocached/define'
     const rows = () => ['c1,;' + 'x'.repeat(22) + 'I1,fn']
     const fn = cached(define((a) => a * 2, rows))
     print(fn(2), fn(2), fn.version.slice(0, 3), fn.stats().hits)`,
    '4 4 c1. 1',
  ],
  [
    'refuses captured variables',
    `import { cached } from 'autocached/core'
     import { define } from 'autocached/define'
     const rows = () => ['c1,a.js,factor;' + 'x'.repeat(22) + 'I1i,fn', () => factor]
     let factor = 2
     try { cached(define((a) => a * factor, rows))(1) } catch ({ code, message }) { print(code, message) }`,
    /^AUTOCACHED_PART_MISSING captured variables needs/,
  ],
])('%s', async (_, program, expected) => {
  const printed = await runBundled(folder, program)
  if (typeof expected === 'string') expect(printed).toBe(expected)
  else expect(printed).toMatch(expected)
})
