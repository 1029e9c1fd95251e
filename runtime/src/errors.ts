import type { ErrorTexts } from './error-texts.js'
import { messageOf } from './message-of.js'
import { parts } from './registry.js'

/** The base of every error of this package. `code` is stable and begins with `AUTOCACHED_`. */
export abstract class CachedError extends Error {
  abstract readonly code: string
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
  }
}

/** Something else than a function or options. */
export class NotAFunctionError extends CachedError {
  override readonly name = 'NotAFunctionError'
  readonly code = 'AUTOCACHED_NOT_A_FUNCTION'
  constructor(what: string) {
    super(textOf('NOT_A_FUNCTION', what))
  }
}

/** An option that does not exist. */
export class UnknownOptionError extends CachedError {
  override readonly name = 'UnknownOptionError'
  readonly code = 'AUTOCACHED_UNKNOWN_OPTION'
  constructor(
    readonly option: string,
    known: readonly string[],
  ) {
    super(textOf('UNKNOWN_OPTION', option, known))
  }
}

/** An option with a value that it cannot have. */
export class OptionValueError extends CachedError {
  override readonly name = 'OptionValueError'
  readonly code = 'AUTOCACHED_BAD_OPTION'
  constructor(
    readonly option: string,
    got: string,
    wanted?: string,
  ) {
    super(textOf('BAD_OPTION', option, got, wanted))
  }
}

/** A backend without the methods that it needs. */
export class BackendContractError extends CachedError {
  override readonly name = 'BackendContractError'
  readonly code = 'AUTOCACHED_BAD_BACKEND'
  constructor(what: string, missing: string) {
    super(
      `The backend (${what}) cannot be used: ${missing}. A backend is an object with get(key) and set(key, value, options), ` +
        `synchronous or not; a Map is one.`,
    )
  }
}

/** A decorator where it can do nothing. */
export class DecoratorError extends CachedError {
  override readonly name = 'DecoratorError'
  readonly code = 'AUTOCACHED_DECORATOR'
}

/** A function whose code cannot be seen, so that its version cannot be known. */
export class UnversionableFunctionError extends CachedError {
  override readonly name = 'UnversionableFunctionError'
  readonly code = 'AUTOCACHED_UNVERSIONABLE'
  constructor(name: string, via: string) {
    super(textOf('UNVERSIONABLE', name, via))
  }
}

/** `versioning: 'compiled'` on a function that no plugin compiled. */
export class NotCompiledError extends CachedError {
  override readonly name = 'NotCompiledError'
  readonly code = 'AUTOCACHED_NOT_COMPILED'
  constructor(name: string, refusal?: string) {
    const subject = name || 'A function'
    super(
      refusal === undefined
        ? `${subject} was not compiled by autocached/babel-plugin or autocached/swc-plugin, and versioning: 'compiled' asks ` +
            `for that. Add the plugin to the build of its file, or leave versioning at 'auto'.`
        : `${subject} has no version of its own, and versioning: 'compiled' asks for one. ${refusal}`,
    )
  }
}

/** A function whose result can be read only once. */
export class GeneratorFunctionError extends CachedError {
  override readonly name = 'GeneratorFunctionError'
  readonly code = 'AUTOCACHED_GENERATOR'
  constructor(name: string) {
    super(
      `${name || 'A function'} is a generator function: its result can be read only once, so a second caller would find it empty. ` +
        `Return the values in an array, or cache it whole: cached(fn, { collect: true }).`,
    )
  }
}

/** Two functions that the same `version` makes one. */
export class DuplicateVersionError extends CachedError {
  override readonly name = 'DuplicateVersionError'
  readonly code = 'AUTOCACHED_DUPLICATE_VERSION'
  constructor(name: string, version: string) {
    super(textOf('DUPLICATE_VERSION', name, version))
  }
}

/** A row in the output of a plugin that the runtime cannot read. */
export class BadRowError extends CachedError {
  override readonly name = 'BadRowError'
  readonly code = 'AUTOCACHED_BAD_ROW'
  constructor(why: string) {
    super(
      `The plugin of another release compiled the code: ${why}. Build again with the plugin of the installed release.`,
    )
  }
}

/** A version that cannot be known yet, because a module has not finished loading. */
export class NotInitializedError extends CachedError {
  override readonly name = 'NotInitializedError'
  readonly code = 'AUTOCACHED_NOT_INITIALIZED'
  constructor(name: string, place: string, cause: unknown) {
    super(
      `The version of ${name} cannot be known yet: something that ${place} refers to is not initialized ` +
        `(${messageOf(cause)}). Ask for it after the modules have loaded.`,
      cause,
    )
  }
}

/** A value that has no canonical form, so that no key can stand for it. */
export class KeyError extends CachedError {
  override readonly name = 'KeyError'
  readonly code = 'AUTOCACHED_NO_CANONICAL_FORM'
  /** Where the value is: `arguments[0].user.session`, `this`, `db`. */
  readonly path: string
  constructor(path: string, problem: string, context: string, cause?: unknown) {
    super(`${path} ${problem}, so no key can stand for it${context}.`, cause)
    this.path = path
  }
}

/** A backend failed where nothing else would tell: at `invalidate`. */
export class BackendError extends CachedError {
  override readonly name = 'BackendError'
  readonly code = 'AUTOCACHED_BACKEND'
  constructor(key: string, cause: unknown) {
    super(
      `The entry ${key} could not be removed: the backend failed, and the entry may still be served. Try again.`,
      cause,
    )
  }
}

/** Something in the backend that is no entry of this key: damaged, truncated, or written by somebody else. */
export class DamagedEntryError extends CachedError {
  override readonly name = 'DamagedEntryError'
  readonly code = 'AUTOCACHED_DAMAGED_ENTRY'
  constructor(key: string, why: string, cause?: unknown) {
    super(textOf('DAMAGED_ENTRY', key, why), cause)
  }
}

/** A result that the codec cannot give back as it is. */
export class UnstorableResultError extends CachedError {
  override readonly name = 'UnstorableResultError'
  readonly code = 'AUTOCACHED_UNSTORABLE'
  constructor(path: string, problem: string, cause?: unknown) {
    super(textOf('UNSTORABLE', path, problem), cause)
  }
}

/** A package that a backend needs and that is not installed. */
export class MissingPeerError extends CachedError {
  override readonly name = 'MissingPeerError'
  readonly code = 'AUTOCACHED_MISSING_PEER'
  constructor(backend: string, peer: string, cause: unknown) {
    super(`${backend} needs the package "${peer}", which could not be loaded. Run: npm install ${peer}`, cause)
  }
}

/** A store on disk that cannot be opened. */
export class DiskError extends CachedError {
  override readonly name = 'DiskError'
  readonly code = 'AUTOCACHED_DISK'
  constructor(path: string, why: string, cause?: unknown) {
    super(
      `The cache at ${path} cannot be opened: ${why}. Give DiskBackend a directory of its own, or delete what is there: ` +
        `a cache can be computed again.`,
      cause,
    )
  }
}

/** `price.explain()` in a bundle that has no use for it otherwise. */
export class ExplainMissingError extends CachedError {
  override readonly name = 'ExplainMissingError'
  readonly code = 'AUTOCACHED_EXPLAIN_MISSING'
  constructor(what: string) {
    super(
      `${what} needs what explains versions, and the bundler left it out, because nothing imports it. Write ` +
        "import { explain } from 'autocached' and use it: explain(fn).",
    )
  }
}

/** A backend that took longer than the option `timeout` allows. */
export class BackendTimeoutError extends CachedError {
  override readonly name = 'BackendTimeoutError'
  readonly code = 'AUTOCACHED_TIMEOUT'
  constructor(what: string) {
    super(`The backend gave no answer within ${what}, so the call goes on without it.`)
  }
}

/** A bundle without the part of this package that something needs. */
export class PartMissingError extends CachedError {
  override readonly name = 'PartMissingError'
  readonly code = 'AUTOCACHED_PART_MISSING'
  constructor(user: string) {
    super(
      `${user} needs a part of autocached that this bundle leaves out. Write import 'autocached/full' ahead of all others.`,
    )
  }
}

/** What an error says. The whole texts are a part: without it, the code and what is known must do. */
function textOf<Code extends keyof ErrorTexts>(code: Code, ...details: Parameters<ErrorTexts[Code]>): string {
  const text = parts.standard?.errorTexts[code] as ((...details: unknown[]) => string) | undefined
  return text?.(...details) ?? `AUTOCACHED_${code}: ${details.join(' ')} (autocached/docs/errors.md)`
}
