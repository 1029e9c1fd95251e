import { OptionValueError } from './errors.js'
import { type CachedOptions, type CoreOption, show } from './options.js'
import { parts, rareOptions } from './parts.js'

/** Options that mean nothing to a backend of live values: they are checked by the part that other stores need. */
export type SharedOption = 'codec' | 'secret' | 'timeout' | 'lock'

export type Check = readonly [wanted: string, test: (value: never) => boolean]

const isBoolean = (value: unknown): boolean => typeof value === 'boolean'

const isDuration = (value: unknown): boolean => typeof value === 'number' && value >= 0

const checks: { readonly [option in Exclude<keyof CachedOptions, CoreOption | SharedOption>]: Check } = {
  staleWhileRevalidate: ['a number of milliseconds from 0, or Infinity', isDuration],
  staleIfError: ['a number of milliseconds from 0, or Infinity', isDuration],
  versioning: [`'auto', 'compiled' or 'source'`, (value: string) => ['auto', 'compiled', 'source'].includes(value)],
  dependencies: ['an array', (value: unknown) => Array.isArray(value)],
  collect: ['true or false', isBoolean],
  warnIfCostly: ['true or false', isBoolean],
  explainMisses: [
    'true, false or a name of 1 to 200 characters',
    (value: unknown) =>
      typeof value === 'boolean' || (typeof value === 'string' && value.length > 0 && value.length <= 200),
  ],
}

/** What the options must be that are always checked. */
export const wanted: { readonly [option in CoreOption]: string } = {
  backend: 'an object with get(key) and set(key, value)',
  ttl: 'a number of milliseconds above 0, or Infinity',
  setOptions: 'anything',
  version: 'a string that is not empty, or a function that gives one',
  key: 'a function of the arguments',
  namespace: '1 to 100 printable ASCII characters without spaces and colons',
  onEvent: 'a function',
  now: 'a function that gives milliseconds',
}

/** Checks any other option. @throws {OptionValueError} */
export function checkOption(option: keyof CachedOptions, value: unknown): void {
  const check =
    (checks as { readonly [option: string]: Check })[option] ?? parts.sharedStore?.sharedChecks[option as SharedOption]
  if (check === undefined) return
  const [wanted, test] = check
  if (option === 'collect' || option === 'warnIfCostly') rareOptions(`The option "${option}"`)
  if (!test(value as never))
    throw new OptionValueError(option, option === 'secret' ? 'too short, or no string' : show(value), wanted)
}
