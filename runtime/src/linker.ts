import { foreignIdentities } from './foreign-identities.js'
import { inputsForm } from './inputs.js'
import { intrinsicName } from './intrinsics.js'
import { link, placeOf } from './link.js'
import { ownInputs } from './own-inputs.js'
import { seenBy } from './parameters.js'
import { parts } from './parts.js'
import { readRow } from './row.js'

/** What reads the definitions of compiled functions, and values that count into versions. */
const linker = { foreignIdentities, inputsForm, intrinsicName, link, ownInputs, placeOf, readRow, seenBy }

export type Linker = typeof linker

/** Compiled modules call it with their first definition. */
export function installLinker(): void {
  parts.linker ??= linker
}
