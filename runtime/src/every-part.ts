import { installLinker } from './linker.js'
import { installRareOptions } from './rare-options.js'
import { installSharedStore } from './shared-store.js'
import { installStandard } from './standard.js'

/** Installs what calls may need, and gives `value`: marked as pure, an export made so can still be dropped by bundlers. */
export function withEveryPart<T>(value: T): T {
  installStandard()
  installLinker()
  installSharedStore()
  installRareOptions()
  return value
}
