import { installLinker } from './linker.js'
import { installRareOptions } from './rare-options.js'
import { installSharedStore } from './shared-store.js'

/** Installs what calls may need, and gives `value`: marked as pure, an export made so can still be dropped by bundlers. */
export function withEveryPart<T>(value: T): T {
  installLinker()
  installSharedStore()
  installRareOptions()
  return value
}
