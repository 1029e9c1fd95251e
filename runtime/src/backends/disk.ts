import { mkdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Database } from 'lmdb'
import { DiskError, MissingPeerError, OptionValueError } from '../errors.js'
import type { Backend } from './backend.js'
import { checkDatabaseFile } from './check-database-file.js'
import { loadPeer } from './load-peer.js'

/**
 * Entries on disk, in an lmdb store: they survive the process, and several processes of one machine share them. Reads and writes
 * are synchronous, so synchronous functions stay synchronous. It needs the package `lmdb` (`npm install lmdb`).
 */
export class DiskBackend implements Backend {
  readonly stores = 'strings'
  /** The directory, absolute. */
  readonly path: string
  private readonly store: Database<string, string>

  /**
   * @param options.path A directory for the store alone. It is made where it does not exist.
   * @throws {MissingPeerError} without the package `lmdb`; {DiskError} when `path` is a file, holds something else than a store,
   *   or cannot be written; {OptionValueError} without a path.
   */
  constructor({ path }: { readonly path: string }) {
    if (typeof path !== 'string' || path === '')
      throw new OptionValueError('path', String(path), 'the path of a directory')
    this.path = resolve(path)
    this.store = openStore(this.path)
  }

  get(key: string): string | undefined {
    return this.store.get(key)
  }

  set(key: string, entry: string): void {
    this.store.putSync(key, entry)
  }

  delete(key: string): boolean {
    return this.store.removeSync(key)
  }

  has(key: string): boolean {
    return this.store.doesExist(key)
  }

  clear(): void {
    this.store.clearSync()
  }

  /** Writes what is left, and closes the store. Calls after that run uncached. */
  close(): Promise<void> {
    return this.store.close()
  }
}

function openStore(path: string): Database<string, string> {
  const { open } = loadPeer<typeof import('lmdb')>('DiskBackend', 'lmdb')
  try {
    mkdirSync(path, { recursive: true })
    if (!statSync(path).isDirectory()) throw new Error('it is a file')
    checkDatabaseFile(join(path, 'data.mdb'))
    // Without noSubdir, lmdb takes a path with a dot in its last part for a file.
    return open<string, string>({ path, noSubdir: false, encoding: 'string' })
  } catch (error) {
    if (error instanceof MissingPeerError) throw error
    throw new DiskError(path, reasonOf(error), error)
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EEXIST' || code === 'ENOTDIR') return 'it is a file, or below one'
  return message
}
