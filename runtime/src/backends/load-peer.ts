import { createRequire } from 'node:module'
import { MissingPeerError } from '../errors.js'

/**
 * A peer dependency, loaded when the first backend needs it, so that its absence can be explained.
 *
 * @throws {MissingPeerError}
 */
export function loadPeer<T>(backend: string, peer: string): T {
  try {
    return createRequire(thisFile())(peer) as T
  } catch (error) {
    throw new MissingPeerError(backend, peer, error)
  }
}

/** What a peer itself depends on: it may be installed where only the peer finds it. */
export function loadPeerOf<T>(peer: string, dependency: string): T | undefined {
  try {
    return createRequire(createRequire(thisFile()).resolve(peer))(dependency) as T
  } catch {
    return undefined
  }
}

/** One source is built as ESM and as CommonJS: `import.meta` is no syntax in the one, `__filename` no name in the other. */
function thisFile(): string {
  if (typeof __filename === 'string') return __filename
  const { prepareStackTrace } = Error
  try {
    Error.prepareStackTrace = (_, sites) => sites[0]?.getFileName()
    return String(new Error().stack)
  } finally {
    Error.prepareStackTrace = prepareStackTrace
  }
}
