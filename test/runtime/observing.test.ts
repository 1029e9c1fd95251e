import { subscribe } from 'node:diagnostics_channel'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { cached } from '../../runtime/src/index.js'

it('counts events with the recipe for OpenTelemetry', () => {
  const document = readFileSync(new URL('../../docs/observing.md', import.meta.url), 'utf8')
  const recipe = /## OpenTelemetry[\s\S]*?```js\n([\s\S]*?)```/.exec(document)?.[1] ?? ''
  const lines: string[] = []
  const instrument = (name: string) => {
    const write = (_: number, attributes: object) => lines.push(`${name} ${Object.values(attributes).join(' ')}`)
    return { add: write, record: write }
  }
  const metrics = { getMeter: () => ({ createCounter: instrument, createHistogram: instrument }) }
  new Function('subscribe', 'metrics', recipe.replace(/^import .*$/gm, ''))(subscribe, metrics)
  const named = { price: (n: number) => n }
  const price = cached(named.price, { backend: new Map() })
  price(1)
  price(1)
  expect(lines).toEqual([
    'autocached.events price miss absent',
    'autocached.events price stored',
    'autocached.computed price stored',
    'autocached.events price hit',
    'autocached.saved price hit',
  ])
})
