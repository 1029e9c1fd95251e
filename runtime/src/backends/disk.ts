import { mkdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DiskError, MissingPeerError, OptionValueError } from '../errors.js'
import { knownOptions } from '../known-options.js'
import { type Packer, type Packing, packingWith } from '../packed-entry.js'
import { installSharedStore } from '../shared-store.js'
import type { Backend, Lock } from './backend.js'
import { checkDatabaseFile } from './check-database-file.js'
import { DiskStore } from './disk-store.js'
import { loadPeer, loadPeerOf } from './load-peer.js'

export interface DiskOptions {
  /** A directory for the store alone. It is made where it does not exist. */
  readonly path: string
  /**
   * How many bytes of entries are kept, about: from 1,000,000, default 1 GiB. Beyond, what was not used for longest goes: entries
   * are kept in two halves, and what nothing asked for while the younger half filled up is dropped with the older one.
   */
  readonly maxSize?: number
  /**
   * Entries that nothing asked for in this many milliseconds are removed, at the latest after twice the time: the way to get rid
   * of versions that are not in use any more. Default `Infinity`.
   */
  readonly unusedFor?: number
  /** The clock of `unusedFor` and of locks: milliseconds, the same in every process. Default `Date.now`. */
  readonly now?: () => number
}

/**
 * Entries on disk, in an lmdb store: they survive the process, and several processes of one machine share them. Reads and writes
 * are synchronous, so synchronous functions stay synchronous. It needs the package `lmdb` (`npm install lmdb`). In a directory
 * that cannot be written, a store that is there is read, and every write is an event.
 */
export class DiskBackend implements Backend {
  readonly stores = 'strings'
  readonly packing: Packing | undefined
  /** The directory, absolute. */
  readonly path: string
  private readonly store: DiskStore
  private readonly now: () => number

  /**
   * @throws {MissingPeerError} without the package `lmdb`; {DiskError} when `path` is a file, holds something else than a store,
   *   or can neither be written nor read; {UnknownOptionError}, {OptionValueError} for an option that cannot be used.
   */
  constructor(options: DiskOptions) {
    installSharedStore()
    const {
      path,
      maxSize = 2 ** 30,
      unusedFor = Number.POSITIVE_INFINITY,
      now = Date.now,
    } = knownOptions(options, ['path', 'maxSize', 'unusedFor', 'now'])
    if (typeof path !== 'string' || path === '')
      throw new OptionValueError('path', String(path), 'the path of a directory')
    if (typeof maxSize !== 'number' || !(maxSize >= 1e6))
      throw new OptionValueError('maxSize', String(maxSize), 'a number of bytes from 1,000,000')
    if (typeof unusedFor !== 'number' || !(unusedFor > 0))
      throw new OptionValueError('unusedFor', String(unusedFor), 'a number of milliseconds above 0, or Infinity')
    if (typeof now !== 'function') throw new OptionValueError('now', String(now), 'a function that gives milliseconds')
    this.path = resolve(path)
    this.now = now
    this.packing = loadPacking()
    this.store = openStore(this.path, { maxSize, unusedFor, now })
  }

  /** Bytes are lmdb's own: they hold until the store is asked again. */
  get(key: string): string | Uint8Array | undefined {
    return this.store.get(key)
  }

  set(key: string, entry: string | Uint8Array): void {
    this.store.set(key, entry)
  }

  delete(key: string): boolean {
    return this.store.delete(key)
  }

  has(key: string): boolean {
    return this.store.has(key)
  }

  clear(prefix = ''): void {
    this.store.clear(prefix)
  }

  lock(key: string, expiry: number): Lock | undefined {
    const { now } = this
    const token = globalThis.crypto.randomUUID()
    if (!this.store.takeLock(key, token, now(), now() + expiry)) return undefined
    return {
      renew: (longer) => this.store.changeLock(key, token, now() + longer),
      release: () => this.store.changeLock(key, token, undefined),
    }
  }

  /** Writes what is left, and closes the store. Calls after that run uncached. */
  close(): Promise<void> {
    return this.store.close()
  }
}

function openStore(path: string, settings: ConstructorParameters<typeof DiskStore>[2]): DiskStore {
  const lmdb = loadPeer<typeof import('lmdb')>('DiskBackend', 'lmdb')
  try {
    mkdirSync(path, { recursive: true })
    if (!statSync(path).isDirectory()) throw new Error('it is a file')
    checkDatabaseFile(join(path, 'data.mdb'))
    return new DiskStore(lmdb, path, settings)
  } catch (error) {
    if (error instanceof MissingPeerError) throw error
    throw new DiskError(path, reasonOf(error), error)
  }
}

/** lmdb brings msgpackr with it; where that cannot be had, entries are text. */
function loadPacking(): Packing | undefined {
  const msgpackr = loadPeerOf<{ Packr: new (options: { useRecords: boolean }) => Packer }>('lmdb', 'msgpackr')
  if (msgpackr === undefined) return undefined
  return packingWith(new msgpackr.Packr({ useRecords: false }), new msgpackr.Packr({ useRecords: true }))
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EEXIST' || code === 'ENOTDIR') return 'it is a file, or below one'
  return message
}
