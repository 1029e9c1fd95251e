import type { Backend } from './backends/backend.js'
import { digest128 } from './digest.js'
import { DuplicateVersionError, NotCompiledError, OptionValueError } from './errors.js'
import type { Linked } from './link.js'
import { linkedOf, sourceLink } from './linked-of.js'
import type { Settings } from './options.js'
import { linker } from './parts.js'
import { registry } from './registry.js'
import type { AnyFunction } from './signature.js'
import { sourceOf, sourceText } from './source.js'

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
  if (version !== undefined) return { mode: 'own', link: () => ownLink(fn, version, dependencies) }
  const wrapped = registry.wrappers.get(fn)
  if (wrapped?.own !== undefined) return { mode: 'source', link: wrapped.own }
  const compiled = registry.definitions.has(fn) || wrapped !== undefined
  if (compiled && versioning !== 'source')
    return {
      mode: 'compiled',
      link: () => (dependencies === undefined ? linkedOf(fn) : linker().link(fn, dependencies)),
    }
  if (versioning === 'compiled') throw new NotCompiledError(nameOf(fn), registry.refusals.get(fn))
  const source = sourceLink(fn)
  return { mode: 'source', link: () => (dependencies === undefined ? source : withDependencies(source, dependencies)) }
}

/** The name that the author gave the function, for keys of pinned versions, events and messages. */
export function nameOf(fn: object): string {
  const definition = registry.definitions.get(fn)
  const label = definition?.member?.name ?? (definition && linker().readRow(definition).label)
  return label || (fn as { name?: string }).name || ''
}

/** Tells functions apart that a pinned version makes one: whether their code is the same, as far as that can be seen. */
export function codeIdentity(fn: object): string {
  const definition = registry.definitions.get(fn)
  if (definition !== undefined) return linker().readRow(definition).hash
  return sourceText(fn) === undefined ? 'native' : sourceOf(fn).version
}

/** The name counts beside a pinned version: it is the only thing left that tells two functions with `version: '1'` apart. */
function ownLink(
  fn: AnyFunction,
  version: NonNullable<Settings['version']>,
  dependencies: Settings['dependencies'],
): Linked {
  const own = typeof version === 'string' ? version : version(fn)
  if (typeof own !== 'string' || own === '')
    throw new OptionValueError('version', `a function that gave ${String(own)}`, 'a function that gives a string')
  const linked = dependencies === undefined ? undefined : withDependencies(emptyLink, dependencies)
  const text = JSON.stringify([own, nameOf(fn), linked?.version])
  const definition = registry.definitions.get(fn)
  const source = definition === undefined ? sourceText(fn) : undefined
  return {
    ...(linked ?? emptyLink),
    version: linked === undefined ? own : `v1.${digest128(text)}`,
    segment: `v1.${digest128(text)}`,
    usesThis:
      definition === undefined ? source === undefined || sourceOf(fn).usesThis : linker().readRow(definition).usesThis,
    inputs: [...(definition === undefined ? [] : linker().ownInputs(definition)), ...(linked?.inputs ?? [])],
  }
}

const emptyLink: Linked = { version: '', segment: '', usesThis: false, inputs: [], reads: [], seen: [] }

function withDependencies(source: Linked, dependencies: readonly unknown[]): Linked {
  const linked = linker('The option "dependencies"').link(dependencies)
  const version = `s1.${digest128(`${source.version} ${linked.version}`)}`
  return { ...linked, version, segment: version, usesThis: source.usesThis, dependencies }
}

const pinned = new WeakMap<Backend, Map<string, string>>()

/** @throws {DuplicateVersionError} when a pinned version stands for two functions with different code. */
export function checkPinned(backend: Backend, prefix: string, fn: object, version: string): void {
  const seen = mapOf(pinned, backend)
  const code = codeIdentity(fn)
  if ((seen.get(prefix) ?? code) !== code) throw new DuplicateVersionError(nameOf(fn), version)
  seen.set(prefix, code)
}

export function mapOf<T>(maps: WeakMap<Backend, Map<string, T>>, backend: Backend): Map<string, T> {
  let map = maps.get(backend)
  if (map === undefined) {
    map = new Map()
    maps.set(backend, map)
  }
  return map
}
