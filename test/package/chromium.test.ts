/** The built package, bundled, in a page and in a worker of a real browser: calls, and the keys and versions of Node. */
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { define } from '../../runtime/src/define.js'
import { cached, versionOf } from '../../runtime/src/index.js'
import { compilers } from '../compilers.js'
import { bundleForBrowsers } from './bundle.js'
import { binary, launch, sayWhatIsLeftOut } from './chromium.js'
import { root, temporaryFolder } from './consumer.js'
import { keysOfCore, table } from './table.js'

sayWhatIsLeftOut('the package in a browser and in a worker')

/** Compiled by the plugin, then bundled: what a program writes. */
const PRICES = `
  import { cached } from 'autocached'
  import { round } from './round.js'
  let currency = 'EUR'
  export const change = (to) => { currency = to }
  export const price = cached((id) => ({ id, currency, cents: round(id.length * 99.5), at: new Date(5) }))
  export const offer = cached(async (id, amount) => new Map([[id, amount]]), { ttl: 60_000 })
  class Shop {
    @cached() name(id) { return id.toUpperCase() }
  }
  export const shop = new Shop()`

const ROUND = 'export function round(cents) { return Math.round(cents) }'

const CALLS = `
  export async function calls() {
    const one = price('a')
    const same = one === price('a') && one.at instanceof Date
    change('USD')
    const captured = price('a').currency
    const offers = await Promise.all([offer('a', 1), offer('a', 1), offer('b', 2)])
    await offer('a', 1)
    return {
      same, captured, offers: offers.map((map) => [...map]),
      offerStats: [offer.stats().misses, offer.stats().joined, offer.stats().hits],
      versions: [price.version, offer.version],
      keys: [price.keyFor('a'), price.keyFor('ä'.repeat(1000)), offer.keyFor('a', 1)],
      method: [shop.name('x'), shop.name('x')],
    }
  }`

describe.runIf(binary !== undefined)('in Chromium', () => {
  const folder = temporaryFolder(afterAll)
  let server: Server
  let browser: Browser
  let expected: unknown

  beforeAll(async () => {
    expected = await expectedCalls(folder)
    const program = `
      import { cached, versionOf } from 'autocached'
      import { define } from 'autocached/define'
      import { calls } from './calls.js'
      import { table } from ${JSON.stringify(join(root, 'test/package/table.ts'))}
      export const run = async () => ({ calls: await calls(), table: table({ cached, versionOf, define }) })`
    const page = await bundleForBrowsers(folder, `${program}; globalThis.run = run`)
    const worker = await bundleForBrowsers(
      folder,
      `${program}; run().then(postMessage, (error) => postMessage(String(error)))`,
    )
    const core = await bundleForBrowsers(
      folder,
      `import { cached } from 'autocached/core'
       import { keysOrCodes } from ${JSON.stringify(join(root, 'test/package/table.ts'))}
       globalThis.run = async () => {
         const fn = cached(async (a) => ({ a }))
         const same = (await fn(1)) === (await fn(1))
         return { same, hits: fn.stats().hits, keys: keysOrCodes({ cached }) }
       }`,
    )
    const files: Record<string, [type: string, text: string]> = {
      '/': ['text/html', '<!doctype html><meta charset="utf-8"><script type="module" src="/page.js"></script>'],
      '/page.js': ['text/javascript', page.code],
      '/worker.js': ['text/javascript', worker.code],
      '/core': ['text/html', '<!doctype html><meta charset="utf-8"><script type="module" src="/core.js"></script>'],
      '/core.js': ['text/javascript', core.code],
    }
    server = createServer(({ url }, response) => {
      const [type, text] = files[url ?? ''] ?? ['text/plain', '']
      response.writeHead(text === '' ? 404 : 200, { 'content-type': `${type}; charset=utf-8` }).end(text)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    browser = await launch()
  })

  afterAll(async () => {
    await browser?.close()
    server?.close()
  })

  it.each([
    ['a page', 'run()'],
    [
      'a worker',
      `new Promise((resolve, reject) => {
         const worker = new Worker('/worker.js', { type: 'module' })
         worker.onmessage = ({ data }) => resolve(data)
         worker.onerror = ({ message }) => reject(new Error(message))
       })`,
    ],
  ])('calls and keys are those of Node, in %s', async (_, expression) => {
    const page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    await page.waitForFunction('globalThis.run !== undefined')
    const given = (await page.evaluate(expression)) as { calls: unknown; table: unknown }
    expect(given.calls).toEqual(expected)
    expect(given.calls).toMatchObject({ same: true, captured: 'USD', offerStats: [2, 1, 1], method: ['X', 'X'] })
    expect(given.table).toEqual(table({ cached, versionOf, define }))
    await page.close()
  })

  it('the core has the keys of Node, or says what is missing', async () => {
    const page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/core`)
    await page.waitForFunction('globalThis.run !== undefined')
    const { same, hits, keys } = (await page.evaluate('run()')) as Record<string, Record<string, string>>
    expect([same, hits]).toEqual([true, 1])
    expect(keys).toEqual(keysOfCore({ cached }))
    await page.close()
  })
})

/** Compiles the program into `folder`, and runs it here, unbundled. */
async function expectedCalls(folder: string): Promise<unknown> {
  const [babel] = compilers
  if (babel === undefined) throw new Error('there is no compiler')
  // Links the package into the folder.
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  await bundleForBrowsers(folder, '')
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  for (const [name, code] of [
    ['prices.js', PRICES],
    ['round.js', ROUND],
  ] as const)
    writeFileSync(join(folder, name), babel.compile({ code, file: `src/${name.replace('.js', '.ts')}` }).code)
  writeFileSync(join(folder, 'calls.js'), `import { change, offer, price, shop } from './prices.js'\n${CALLS}`)
  const { calls } = (await import(pathToFileURL(join(folder, 'calls.js')).href)) as { calls: () => Promise<unknown> }
  return await calls()
}
