import { installSharedStore } from '../shared-store.js'
import type { Backend } from './backend.js'

/** Keeps nothing: each call computes. For development, and to turn a cache off by configuration. */
export class NoneBackend implements Backend {
  constructor() {
    installSharedStore()
  }

  get(_key: string): undefined {}

  set(_key: string, _entry: string): void {}

  delete(_key: string): boolean {
    return false
  }

  has(_key: string): boolean {
    return false
  }

  clear(_prefix?: string): void {}

  close(): void {}
}
