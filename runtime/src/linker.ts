import { compiledVersioning } from './compiled-versioning.js'
import { withDependencies } from './dependencies.js'
import { foreignIdentities } from './foreign-identities.js'
import { inputsForm } from './inputs.js'
import { intrinsicName } from './intrinsics.js'
import { isNotInitialized } from './is-not-initialized.js'
import { link, placeOf } from './link.js'
import { labelOf, ownInputs, rowOf } from './own-row.js'
import { seenBy } from './parameters.js'
import { parts } from './parts.js'
import { describe } from './seen.js'
import { withKey } from './with-key.js'

/** What reads the definitions of compiled functions, and values that count into versions. */
const linker = {
  compiledVersioning,
  describe,
  foreignIdentities,
  inputsForm,
  intrinsicName,
  isNotInitialized,
  labelOf,
  link,
  ownInputs,
  placeOf,
  rowOf,
  seenBy,
  withDependencies,
  withKey,
}

export type Linker = typeof linker

/** Compiled modules call it with their first definition. */
export function installLinker(): void {
  parts.linker ??= linker
}
