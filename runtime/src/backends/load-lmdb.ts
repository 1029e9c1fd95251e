import { createRequire } from 'node:module'
import { MissingPeerError } from '../errors.js'

type Lmdb = typeof import('lmdb')

let loaded: Lmdb | undefined

/**
 * The peer dependency, loaded when the first store is opened, so that its absence can be explained.
 *
 * @throws {MissingPeerError}
 */
export function loadLmdb(): Lmdb {
  if (loaded !== undefined) return loaded
  try {
    loaded = createRequire(thisFile())('lmdb') as Lmdb
  } catch (error) {
    throw new MissingPeerError('DiskBackend', 'lmdb', error)
  }
  return loaded
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
