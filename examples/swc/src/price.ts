import { setTimeout } from 'node:timers/promises'
import { cached } from 'autocached'
import { DiskBackend } from 'autocached/backends/disk'
import { cents } from './money.js'

const vat = 0.19

interface Order {
  net: number
  quantity: number
}

/** What an order costs. It takes its time, like the service that it stands for. */
export const price = cached(
  async ({ net, quantity }: Order): Promise<number> => {
    await setTimeout(200)
    return cents(net * quantity * (1 + vat))
  },
  {
    backend: new DiskBackend({ path: '.cache' }),
    onEvent: ({ type }) => console.log(`event:   ${type}`),
  },
)
