import type { Backend } from './backends/backend.js'
import { digest128 } from './digest.js'
import { DuplicateVersionError } from './errors.js'
import type { FunctionCache } from './function-cache.js'
import type { Linked } from './link.js'
import { mapOf } from './map-of.js'
import { refuseValue, type Settings } from './options.js'
import { linker, parts, standard } from './parts.js'
import { registry } from './registry.js'
import type { AnyFunction } from './signature.js'
import { sourceLink, sourceOf, sourceText } from './source.js'

/** Where the version of one wrapped function comes from. */
export interface Versioning {
  readonly mode: 'own' | 'compiled' | 'source'
  /** Links; the caller keeps the result for as long as it is current. */
  readonly link: () => Linked
}

/**
 * Decides where the version of `fn` comes from, and refuses functions that cannot have one as early as that can be known.
 *
 * @throws {NotCompiledError}, {UnversionableFunctionError}
 */
export function versioningOf(fn: AnyFunction, settings: Settings): Versioning {
  const { version, dependencies, versioning } = settings
  if (version !== undefined) return { mode: 'own', link: () => ownLink(fn, version, settings) }
  const own = registry.wrappers.get(fn)?.own
  if (own !== undefined) return { mode: 'source', link: own }
  const compiled = parts.linker?.compiledVersioning(fn, settings)
  if (compiled !== undefined) return compiled
  if (versioning === 'compiled')
    throw standard('The option "versioning"').notCompiled(nameOf(fn), registry.refusals.get(fn))
  const source = sourceLink(fn)
  return { mode: 'source', link: () => (dependencies === undefined ? source : withDependencies(source, dependencies)) }
}

/** The name that the author gave the function, for keys of pinned versions, events and messages. */
export function nameOf(fn: object): string {
  return parts.linker?.labelOf(fn) || (fn as { name?: string }).name || ''
}

/** Tells functions apart that a pinned version makes one: by their code, or themselves where that cannot be seen. */
function codeIdentity(fn: object): unknown {
  return parts.linker?.rowOf(fn)?.hash ?? sourceText(fn) ?? fn
}

/** The name counts beside a pinned version: it is the only thing left that tells two functions with `version: '1'` apart. */
function ownLink(fn: AnyFunction, version: NonNullable<Settings['version']>, { dependencies, key }: Settings): Linked {
  const own = typeof version === 'string' ? version : version(fn)
  if (typeof own !== 'string' || own === '') refuseValue('version', own)
  const linked = dependencies === undefined ? emptyLink : withDependencies(emptyLink, dependencies)
  const segment = `v1.${digest128(JSON.stringify([own, nameOf(fn), linked.version]))}`
  const pinned = {
    ...linked,
    version: linked === emptyLink ? own : segment,
    segment,
    usesThis: parts.linker?.rowOf(fn)?.usesThis ?? (sourceText(fn) === undefined || sourceOf(fn).usesThis),
  }
  return parts.linker?.withPinnedInputs(pinned, fn, key) ?? pinned
}

const emptyLink: Linked = { version: '', segment: '', usesThis: false, inputs: [], reads: [], seen: [] }

function withDependencies(source: Linked, dependencies: readonly unknown[]): Linked {
  return linker('The option "dependencies"').withDependencies(source, dependencies)
}

const pinned = new WeakMap<Backend, Map<string, readonly [unknown, unknown]>>()

/** @throws {DuplicateVersionError} when a pinned version stands for two functions, or two options `key`, with different code. */
export function checkPinned({ backend, fn, settings }: FunctionCache, prefix: string, version: string): void {
  const seen = mapOf(pinned, backend)
  const [code, key] = [codeIdentity(fn), codeIdentity(settings.key ?? fn)]
  const known = seen.get(prefix) ?? [code, key]
  if (known[0] !== code || known[1] !== key) throw new DuplicateVersionError(nameOf(fn), version)
  seen.set(prefix, known)
}
