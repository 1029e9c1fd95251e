/** What the errors of `autocached/core` say in full: what happened, why it matters, and what to do. */
export const errorTexts = {
  NOT_A_FUNCTION: (what: string) =>
    `autocached got ${what}, which is neither a function nor plain options. Write cached(fn, options), or cached(options).`,
  UNKNOWN_OPTION: (option: string, known: readonly string[]) =>
    `"${option}" is not an option, so it would have no effect. The options are: ${known.join(', ')}.`,
  /** `MemoryBackend` leaves out what it wants, because that may stand in the smallest of bundles. */
  BAD_OPTION: (option: string, got: string, wanted = 'an integer from 1, or Infinity') =>
    `The option "${option}" is ${got}. It must be ${wanted}.`,
  UNVERSIONABLE: (name: string, via: string) =>
    `${name} is a bound or native function${via}: JavaScript does not show its code, so an old result could outlive a ` +
    `change of it. Wrap it in a function that calls it, (...args) => ${name || 'fn'}(...args), or give its version: ` +
    `cached(fn, { version: '1' }).`,
  DUPLICATE_VERSION: (name: string, version: string) =>
    `Two functions with different code are called ${name || '(anonymous)'} and have the version "${version}" in one namespace ` +
    `of one backend: each would get the other's results. Give each its own version, name or namespace.`,
  DAMAGED_ENTRY: (key: string, why: string) =>
    `What the backend holds at ${key} is not used: ${why}. It is computed again and written over.`,
  UNSTORABLE: (path: string, problem: string) =>
    problem === 'changed'
      ? 'An argument or a variable that the function uses changed while the result was computed, so that nobody knows which value ' +
        'it belongs to, and it was not stored. Change a copy.'
      : `result${path} ${problem}: it would not come back as it is, so it was not stored.`,
}

export type ErrorTexts = typeof errorTexts
