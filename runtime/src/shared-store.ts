import { adapt } from './backends/adapt.js'
import { parts } from './parts.js'
import { readThenCompute } from './read-then-compute.js'
import { textFormat } from './text-format.js'
import { computeInTurn, turnFor } from './turn.js'

/** What stores need that outlive a process or serve several: entries as text, waiting for answers, locks, and the stores of others. */
const sharedStore = { adapt, computeInTurn, readThenCompute, textFormat, turnFor }

export type SharedStore = typeof sharedStore

/** The backends of this package that keep text call it when they are made. */
export function installSharedStore(): void {
  parts.sharedStore ??= sharedStore
}
