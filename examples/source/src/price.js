import { setTimeout } from 'node:timers/promises'
import { cached } from 'autocached'
import { DiskBackend } from 'autocached/backends/disk'
import { cents } from './money.js'

const vat = 0.19

/** What an order costs. It takes its time, like the service that it stands for. */
export const price = cached(
  async ({ net, quantity }) => {
    await setTimeout(200)
    return cents(net * quantity * (1 + vat))
  },
  {
    backend: new DiskBackend({ path: '.cache' }),
    // Only the text of the function above is seen here. What it depends on beside that has to be named.
    dependencies: [cents, vat],
    onEvent: ({ type }) => console.log(`event:   ${type}`),
  },
)
