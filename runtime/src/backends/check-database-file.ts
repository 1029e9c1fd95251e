import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

const PAGE = 4096
const MAGIC = 0xbeefc0de
const FORMAT = 2

/** Pages at the end of a store that were given back before they were ever written. */
const UNWRITTEN = 16n

/**
 * Looks at a store before lmdb maps it into memory: on a file that is no store, or one that was cut off, lmdb 3.5 does not fail but
 * takes the process down (SIGSEGV, SIGBUS).
 *
 * Source: `MDB_meta` in lmdb's mdb.c; a store begins with two pages of it, the newer by its transaction is in force.
 *
 * @throws {Error} that says what is wrong.
 */
export function checkDatabaseFile(file: string): void {
  let descriptor: number
  try {
    descriptor = openSync(file, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  try {
    const head = Buffer.alloc(4 * 65536)
    const length = readSync(descriptor, head, 0, head.length, 0)
    if (length === 0) return
    const first = readMeta(head.subarray(0, length), 0)
    const second = first && readMeta(head.subarray(0, length), first.pageSize)
    if (first === undefined || second === undefined)
      throw new Error('data.mdb is no lmdb store, or one of another format')
    const { lastPage } = second.transaction > first.transaction ? second : first
    const pages = BigInt(fstatSync(descriptor).size) / BigInt(first.pageSize)
    if (pages + UNWRITTEN <= lastPage) throw new Error('data.mdb was cut off')
  } finally {
    closeSync(descriptor)
  }
}

function readMeta(head: Buffer, start: number) {
  const meta = start + 24
  if (head.length < meta + 136 || head.readUInt32LE(meta) !== MAGIC || head.readUInt32LE(meta + 4) !== FORMAT)
    return undefined
  const pageSize = head.readUInt32LE(meta + 24)
  if (pageSize < PAGE / 16 || pageSize > 65536) return undefined
  return { pageSize, lastPage: head.readBigUInt64LE(meta + 120), transaction: head.readBigUInt64LE(meta + 128) }
}
