interface Channel {
  readonly hasSubscribers: boolean
  publish(message: unknown): void
}

interface Host {
  getBuiltinModule?(id: 'node:diagnostics_channel'): { channel(name: string): Channel } | undefined
}

/** Node's diagnostics channel `autocached`; `undefined` in browsers, which must not meet an import of a built-in module. */
export const channel: Channel | undefined = /* #__PURE__ */ openChannel()

function openChannel(): Channel | undefined {
  const { process } = globalThis as { process?: Host }
  return process?.getBuiltinModule?.('node:diagnostics_channel')?.channel('autocached')
}
