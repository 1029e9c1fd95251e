import type { Change } from './explain-difference.js'

/** What happened in a call. `name` is the function's name, `key` the entry's key. */
export type CacheEvent = { readonly name: string } & (
  | {
      /** The entry was there. `saved` is how long its computation had taken, in milliseconds. */
      readonly type: 'hit'
      readonly key: string
      readonly saved: number
    }
  | {
      /** An expired entry was given: while it is computed again (`revalidating`), or because that failed (`error`). */
      readonly type: 'stale'
      readonly key: string
      readonly reason: 'revalidating' | 'error'
      /** How long its computation had taken, in milliseconds. */
      readonly saved: number
      readonly error?: unknown
    }
  | {
      /** There was no entry to use, or a stale one, and the function runs. */
      readonly type: 'miss'
      readonly key: string
      readonly reason: 'absent' | 'expired' | 'damaged' | 'backend' | 'refresh' | 'stale'
    }
  | {
      /** With `explainMisses`: a miss that is the first of a new version of the function. Its key is that of the call. */
      readonly type: 'version'
      readonly key: string
      /** The version before, and the one that is new, as they stand in keys. */
      readonly before: string
      readonly after: string
      /** What made it another one. Lines are those of now; what is of the version before has none. */
      readonly changes: readonly Change[]
      /** The changes in words, a line for each. */
      readonly message: string
    }
  | {
      /** Another call with this key was running, here or with `lock` elsewhere, and this one waits for its result. */
      readonly type: 'joined'
      readonly key: string
    }
  | {
      /** The result was handed to the backend. `took` is how long its computation had taken, in milliseconds. */
      readonly type: 'stored'
      readonly key: string
      readonly took: number
    }
  | {
      /** The result cannot be given back as it is, so it was not stored. */
      readonly type: 'unstorable'
      readonly key: string
      readonly error: Error
    }
  | {
      /** The entry was removed by `invalidate`; by `invalidateAll` all whose keys begin with what stands before the `*`. */
      readonly type: 'invalidated'
      readonly key: string
    }
  | {
      /** Something failed that a call does not fail of. */
      readonly type: 'error'
      readonly phase: 'get' | 'set' | 'decode' | 'revalidate' | 'lock'
      readonly key: string
      readonly error: unknown
    }
  | {
      /** The version cannot be known yet, so the function ran without the cache. */
      readonly type: 'bypassed'
      readonly error: Error
    }
  | {
      /** Something that the author of the code should know. Each is also a warning of the process, once. */
      readonly type: 'warning'
      readonly code: string
      readonly message: string
    }
)
