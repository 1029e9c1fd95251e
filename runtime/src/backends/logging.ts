import { installSharedStore } from '../shared-store.js'
import { adapt } from './adapt.js'
import { type AnyBackend, type Backend, clearOf, isThenable, type Lock, readsAsync, storesValues } from './backend.js'

/** What happened to a backend. */
export interface BackendLog {
  readonly method: 'get' | 'set' | 'delete' | 'has' | 'clear' | 'close' | 'lock'
  readonly key: string | undefined
  /** Milliseconds. */
  readonly took: number
  /** Of `get`: whether there was something. Of others: whether it went through. */
  readonly found?: boolean
  /** How many characters, or bytes, were read or written. */
  readonly size?: number
  readonly error?: unknown
}

/** Another backend, with a line for each thing that is done to it. */
export class LoggingBackend implements Backend {
  readonly stores: 'strings' | 'values'
  readonly packing: Backend['packing']
  readonly delete?: (key: string) => unknown
  readonly has?: (key: string) => unknown
  readonly clear?: (prefix?: string) => unknown
  readonly close?: () => unknown
  readonly keep?: (key: string, entry: object) => void
  readonly changesOf?: (key: string) => number
  readonly lock?: (key: string, expiry: number) => Lock | undefined | Promise<Lock | undefined>
  private readonly inner: Backend

  /**
   * @param log Is given what happened. Default: a line on `console.log`. What it throws is the caller's.
   * @throws {BackendContractError}
   */
  constructor(
    backend: AnyBackend,
    private readonly log: (what: BackendLog) => void = (what) => console.log(lineOf(what)),
  ) {
    installSharedStore()
    const inner = adapt(backend)
    this.inner = inner
    this.stores = storesValues(inner) ? 'values' : 'strings'
    this.packing = inner.packing
    if (inner.delete) this.delete = (key) => this.logged('delete', key, () => inner.delete?.(key))
    if (inner.has) this.has = (key) => this.logged('has', key, () => inner.has?.(key))
    const clear = clearOf(inner)
    if (clear) this.clear = (prefix) => this.logged('clear', prefix, () => clear(prefix))
    if (inner.close) this.close = () => this.logged('close', undefined, () => inner.close?.())
    if (inner.keep) this.keep = (key, entry) => inner.keep?.(key, entry)
    if (inner.changesOf) this.changesOf = (key) => inner.changesOf?.(key) as number
    if (inner.lock)
      this.lock = (key, expiry) =>
        this.logged('lock', key, () => inner.lock?.(key, expiry)) as Lock | undefined | Promise<Lock | undefined>
  }

  get async(): boolean {
    return readsAsync(this.inner)
  }

  get(key: string): unknown {
    return this.logged('get', key, () => this.inner.get(key))
  }

  set(key: string, entry: unknown, options?: unknown, ttl?: number): unknown {
    return this.logged('set', key, () => this.inner.set(key, entry, options, ttl), sizeOf(entry))
  }

  private logged(method: BackendLog['method'], key: string | undefined, run: () => unknown, size?: number): unknown {
    const start = performance.now()
    const tell = (more: Partial<BackendLog>) =>
      this.log({ method, key, took: performance.now() - start, ...(size !== undefined && { size }), ...more })
    const done = (result: unknown) => {
      const found = result !== undefined && result !== null && result !== false
      const size = method === 'get' ? sizeOf(result) : undefined
      tell(size === undefined ? { found } : { found, size })
      return result
    }
    const failed = (error: unknown): never => {
      tell({ error })
      throw error
    }
    let result: unknown
    try {
      result = run()
    } catch (error) {
      return failed(error)
    }
    return isThenable(result) ? result.then(done, failed) : done(result)
  }
}

function sizeOf(entry: unknown): number | undefined {
  return typeof entry === 'string' || entry instanceof Uint8Array ? entry.length : undefined
}

function lineOf({ method, key, took, found, size, error }: BackendLog): string {
  const outcome = error !== undefined ? ` failed: ${error}` : method === 'get' ? (found ? ' found' : ' nothing') : ''
  return `autocached ${method} ${key ?? ''}${outcome}${size === undefined ? '' : ` ${size} characters`} ${took.toFixed(2)} ms`
}
