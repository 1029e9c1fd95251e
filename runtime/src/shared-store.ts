import { adapt } from './backends/adapt.js'
import { parts } from './parts.js'
import { noteWrite, removeBehindWrites } from './pending-writes.js'
import { readThenCompute } from './read-then-compute.js'
import { warnOfSameSource } from './same-source.js'
import { sharedChecks, sharedSettings } from './shared-options.js'
import { installStandard } from './standard.js'
import { inTime } from './timeout.js'
import { computeInTurn, turnFor } from './turn.js'
import { withKey } from './with-key.js'

/** Why a value that only its identity tells apart is refused, and what to do. */
const MIXED_UP =
  '. Results for different values would be mixed up in a store that other processes share: give the object a ' +
  '[keySymbol]() method that says what identifies it, pass what identifies it as an argument, or use the memory backend'

/** What stores need that outlive a process or serve several: entries as text, waiting for answers, locks, and the stores of others. */
const sharedStore = {
  adapt,
  computeInTurn,
  inTime,
  mixedUp: MIXED_UP,
  noteWrite,
  readThenCompute,
  removeBehindWrites,
  sharedChecks,
  sharedSettings,
  turnFor,
  warnOfSameSource,
  withKey,
}

export type SharedStore = typeof sharedStore

/** The backends of this package that keep text call it when they are made. */
export function installSharedStore(): void {
  installStandard()
  parts.sharedStore ??= sharedStore
}
