import { UnknownOptionError } from './errors.js'

/** Options, none where they are left out altogether. @throws {UnknownOptionError} for one that is not in the list. */
export function knownOptions<T extends object>(given: T | undefined, known: readonly string[]): Partial<T> {
  const options: Partial<T> = given ?? {}
  for (const option of Object.keys(options)) if (!known.includes(option)) throw new UnknownOptionError(option, known)
  return options
}
