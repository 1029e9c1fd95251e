import { isSignal, ride, shareSignal } from './abort.js'
import { anyBackend } from './any-backend.js'
import type { MemoryBackend } from './backends/memory.js'
import { collecting } from './collect.js'
import { checkOptions, decorate } from './decorate.js'
import { builtinOf } from './encode-builtin.js'
import { errorTexts } from './error-texts.js'
import { NotCompiledError } from './errors.js'
import { explain, watchMisses } from './explaining.js'
import { textOfArguments, textOfChosen, textOfInputs, textOfThis } from './key-text.js'
import { checkOption, wanted } from './option-checks.js'
import { parts } from './parts.js'
import { RememberedLists } from './remembered-lists.js'
import { answerStale, giveStale, joinStale } from './stale.js'
import { warnOfRefusal, warnOfUnstorable } from './warnings.js'

/** What `autocached` has beyond `autocached/core`, in browsers, too. */
const standard = {
  answerStale,
  builtinOf,
  checkOption,
  checkOptions,
  collecting,
  decorate,
  errorTexts,
  explain,
  giveStale,
  isSignal,
  joinStale,
  notCompiled: (name: string, refusal?: string) => new NotCompiledError(name, refusal),
  rememberedLists: (places: MemoryBackend) => new RememberedLists(places),
  ride,
  shareSignal,
  textOfArguments,
  textOfChosen,
  textOfInputs,
  textOfThis,
  wanted,
  warnOfRefusal,
  warnOfUnstorable,
  watchMisses,
}

export type Standard = typeof standard

export function installStandard(): void {
  parts.standard ??= standard
  parts.backends = anyBackend
}

/** Installs it, and gives `value`: marked as pure, an export made so can still be dropped by bundlers. */
export function withStandard<T>(value: T): T {
  installStandard()
  return value
}
