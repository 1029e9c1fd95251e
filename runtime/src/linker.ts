import { compiledVersioning } from './compiled-versioning.js'
import { withDependencies } from './dependencies.js'
import { foreignIdentities } from './foreign-identities.js'
import { inputsForm } from './inputs.js'
import { intrinsicName } from './intrinsics.js'
import { isNotInitialized } from './is-not-initialized.js'
import { link, placeOf } from './link.js'
import { labelOf, rowOf } from './own-row.js'
import { seenBy } from './parameters.js'
import { parts } from './parts.js'
import { withPinnedInputs } from './pinned-inputs.js'
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
  placeOf,
  rowOf,
  seenBy,
  withDependencies,
  withKey,
  withPinnedInputs,
}

export type Linker = typeof linker

/** Compiled modules call it with their first definition. */
export function installLinker(): void {
  parts.linker ??= linker
}
