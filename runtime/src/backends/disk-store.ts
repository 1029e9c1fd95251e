import { statfsSync } from 'node:fs'
import type { Database, RootDatabase } from 'lmdb'
import { isPacked } from '../packed-entry.js'

type Lmdb = typeof import('lmdb')

type Half = Database<Buffer, string>

interface Settings {
  readonly maxSize: number
  readonly unusedFor: number
  readonly now: () => number
}

/** Part of each name inside the store: what another format wrote is not even seen. */
const FORMAT = 3

/** How often the size is looked at: each time that this part of `maxSize` was written. */
const LOOKS = 64

/** What a transaction may write beside its entries, in bytes: the pages on the way to them. */
const PAGES = 65_536

/** Entries that wait for being moved to the younger half; more are left where they are. */
const MOST_MOVING = 1000

/**
 * An lmdb store of two halves. Entries are written to the younger, and moved there when they are asked for; when it holds half of
 * what may be kept, or is `unusedFor` old, the other is emptied and becomes the younger. That is nearly "least recently used",
 * without a write for each read. A key is never in both. Which half is the younger stands in the store; what this process
 * believes about it may be old, which costs nothing but precision.
 */
export class DiskStore {
  private readonly root: RootDatabase<string, string>
  private readonly halves: readonly [Half, Half]
  private readonly locks: Database<string, string>
  private readonly state: Database<string, string>
  private young: Half
  private old: Half
  private readonly moving = new Set<string>()
  private moved: Promise<unknown> = Promise.resolve()
  private written = Number.POSITIVE_INFINITY
  private readonly readOnly: boolean
  /** How many bytes may be written before the disk is asked again how much room it has. */
  private room = 0

  constructor(
    lmdb: Lmdb,
    private readonly path: string,
    private readonly settings: Settings,
  ) {
    const { root, readOnly } = openRoot(lmdb, path)
    this.root = root
    this.readOnly = readOnly
    const openHalf = (name: string) => root.openDB<Buffer, string>({ name: `${name}-${FORMAT}`, encoding: 'binary' })
    const openPart = (name: string) => root.openDB<string, string>({ name: `${name}-${FORMAT}`, encoding: 'string' })
    this.halves = [openHalf('half-a'), openHalf('half-b')]
    this.locks = openPart('locks')
    this.state = openPart('state')
    ;[this.young, this.old] = this.halves
    if (readOnly || !this.hasRoom(0)) this.look()
    else root.transactionSync(() => this.rotateWhereDue())
  }

  get(key: string): string | Uint8Array | undefined {
    const entry = read(this.young, key)
    if (entry !== undefined) return entry
    const older = read(this.old, key)
    if (older !== undefined && !this.readOnly) this.move(key)
    return older
  }

  has(key: string): boolean {
    return this.young.doesExist(key) || this.old.doesExist(key)
  }

  set(key: string, entry: string | Uint8Array): void {
    const bytes = Buffer.from(entry as string)
    this.write(bytes.length, () => {
      this.written += bytes.length
      this.rotateWhereDue()
      this.young.putSync(key, bytes)
      this.old.removeSync(key)
    })
  }

  delete(key: string): boolean {
    return this.write(0, () => {
      const [inOne, inOther] = this.halves.map((half) => half.doesExist(key) && half.removeSync(key))
      return inOne === true || inOther === true
    })
  }

  clear(prefix: string): void {
    this.write(0, () => {
      for (const half of this.halves) {
        if (prefix === '') half.clearSync()
        else for (const key of keysFrom(half, prefix)) half.removeSync(key)
      }
    })
  }

  takeLock(key: string, token: string, now: number, until: number): boolean {
    const free = () => {
      const present = this.locks.get(key)
      return present === undefined || Number(present.split(' ')[1]) <= now
    }
    // A waiter that is synchronous comes here again and again within one turn of the event loop, in which lmdb would show it what was there
    // when it came first.
    this.root.resetReadTxn()
    // Without a transaction, because it would keep others from writing.
    if (!free()) return false
    return this.write(0, () => {
      if (!free()) return false
      this.locks.putSync(key, `${token} ${until}`)
      return true
    })
  }

  /** Renews it, or gives it back, if it is still the one that was taken. */
  changeLock(key: string, token: string, until: number | undefined): boolean {
    return this.write(0, () => {
      if (this.locks.get(key)?.split(' ')[0] !== token) return false
      if (until === undefined) this.locks.removeSync(key)
      else this.locks.putSync(key, `${token} ${until}`)
      return true
    })
  }

  async close(): Promise<void> {
    await this.moved
    await this.root.close()
  }

  /** A transaction, where the disk has room for it. @throws {Error} where it has not. */
  private write<T>(bytes: number, run: () => T): T {
    if (!this.hasRoom(bytes)) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
    return this.root.transactionSync(run)
  }

  /**
   * lmdb ends the process when the disk is full: it writes a message with numbers of any length into 100 bytes (`mdb_page_flush`). So
   * the disk is asked before, now and then: each time that an eighth of its room may be used up.
   */
  private hasRoom(bytes: number): boolean {
    const need = 2 * bytes + PAGES
    this.room -= need
    if (this.room > 0) return true
    const { bavail, bsize } = statfsSync(this.path)
    this.room = (bavail * bsize) / 8
    return bavail * bsize > 2 * need
  }

  /** Reads which half is the younger, and gives since when. */
  private look(): number {
    const [half, since] = (this.state.get('young') ?? '').split(' ')
    const [one, other] = this.halves
    ;[this.young, this.old] = half === '1' ? [other, one] : [one, other]
    return since === undefined ? Number.NaN : Number(since)
  }

  /** In a transaction. */
  private rotateWhereDue(): void {
    const { maxSize, unusedFor, now } = this.settings
    const since = this.look()
    const first = Number.isNaN(since)
    const isOld = now() - since > unusedFor
    let isFull = false
    if (this.written >= maxSize / LOOKS) {
      this.written = 0
      isFull = sizeOf(this.young) > maxSize / 2
    }
    if (!first && !isOld && !isFull) return
    const next = this.young === this.halves[0] && !first ? 1 : 0
    if (!first) {
      // What was just asked for may still wait for its place.
      for (const key of this.moving) this.rejuvenate(key)
      this.old.clearSync()
    }
    this.state.putSync('young', `${next} ${now()}`)
    for (const { key, value } of [...this.locks.getRange()])
      if (Number(value.split(' ')[1]) <= now()) this.locks.removeSync(key)
    this.look()
  }

  /** Moves an entry to the younger half, after the call. */
  private move(key: string): void {
    if (this.moving.size >= MOST_MOVING) return
    if (this.moving.size === 0) setImmediate(() => this.moveAll())
    this.moving.add(key)
  }

  private moveAll(): void {
    const all = async () => {
      if (!this.hasRoom(0)) return this.moving.clear()
      await this.root.transaction(() => {
        this.look()
        for (const key of this.moving) this.rejuvenate(key)
        this.moving.clear()
      })
    }
    // A full disk, or a store that was closed in between: the entries stay where they are.
    this.moved = all().catch(() => this.moving.clear())
  }

  /** In a transaction. */
  private rejuvenate(key: string): void {
    const entry = this.old.getBinary(key)
    if (entry === undefined) return
    this.written += entry.length
    this.young.putSync(key, entry)
    this.old.removeSync(key)
  }
}

/** A folder that cannot be written may still be read. */
function openRoot({ open }: Lmdb, path: string) {
  // noMetaSync: after a power cut the last write may be gone, but nothing is damaged; a cache can live with that.
  // Without noSubdir, lmdb takes a path with a dot in its last part for a file.
  const options = { path, noSubdir: false, encoding: 'string', noMetaSync: true } as const
  try {
    return { root: open<string, string>(options), readOnly: false }
  } catch (error) {
    try {
      return { root: open<string, string>({ ...options, readOnly: true }), readOnly: true }
    } catch {
      throw error
    }
  }
}

/** Without a copy of the bytes: they are lmdb's own, until it is asked again. */
function read(half: Half, key: string): string | Uint8Array | undefined {
  const bytes = half.getBinaryFast(key) as (Buffer & { utf8Slice(start: number, end: number): string }) | undefined
  if (bytes === undefined) return undefined
  // `length` is that of the entry, although there is room for more.
  return isPacked(bytes) ? bytes : bytes.utf8Slice(0, bytes.length)
}

function sizeOf(half: Half): number {
  const stats = half.getStats() as Record<
    'pageSize' | 'treeBranchPageCount' | 'treeLeafPageCount' | 'overflowPages',
    number
  >
  return stats.pageSize * (stats.treeBranchPageCount + stats.treeLeafPageCount + stats.overflowPages)
}

function keysFrom(half: Half, prefix: string): string[] {
  const keys: string[] = []
  for (const key of half.getKeys({ start: prefix })) {
    if (!key.startsWith(prefix)) break
    keys.push(key)
  }
  return keys
}
