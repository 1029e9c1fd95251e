import { host } from './host.js'

/** Warns as the host does: through the process where there is one, else on the console. */
export function warn(code: string, message: string): void {
  if (typeof host?.emitWarning === 'function') host.emitWarning(message, { type: 'AutocachedWarning', code })
  else console.warn(`${code}: ${message}`)
}
