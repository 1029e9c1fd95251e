import { builtinModule } from './host.js'

interface Channel {
  readonly hasSubscribers: boolean
  publish(message: unknown): void
}

/** Node's diagnostics channel `autocached`; `undefined` in browsers. */
export const channel: Channel | undefined = /* #__PURE__ */ openChannel()

function openChannel(): Channel | undefined {
  return builtinModule<{ channel(name: string): Channel }>('node:diagnostics_channel')?.channel('autocached')
}
