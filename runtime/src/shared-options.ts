import { type Backend, nameOf } from './backends/backend.js'
import { BackendContractError } from './errors.js'
import type { Check, SharedOption } from './option-checks.js'
import type { CachedOptions, Settings } from './options.js'
import { isOwnCodec } from './own-codec.js'
import { textFormat } from './text-format.js'
import { LONGEST_TIMEOUT } from './timeout.js'

const EXPIRY = 10_000

const isExpiry = (value: unknown) => typeof value === 'number' && value >= 100 && value <= LONGEST_TIMEOUT

const isLock = ({ expiry = EXPIRY, ...others }: { expiry?: unknown }) =>
  isExpiry(expiry) && Object.keys(others).length === 0

/** Checks of the options that only matter where entries are kept outside the memory of this process. */
export const sharedChecks: { readonly [option in SharedOption]: Check } = {
  codec: ['an object with encode, decode and a name of letters, digits, ".", "_" and "-"', isOwnCodec],
  secret: ['a string of at least 16 characters', (value: unknown) => typeof value === 'string' && value.length >= 16],
  timeout: [
    'a number of milliseconds from 1 to 2147483647, or Infinity',
    (value: unknown) =>
      typeof value === 'number' && value >= 1 && (value <= LONGEST_TIMEOUT || value === Number.POSITIVE_INFINITY),
  ],
  lock: [
    'true, false or { expiry }, in milliseconds from 100 to 2147483647',
    (value: unknown) => typeof value === 'boolean' || (typeof value === 'object' && value !== null && isLock(value)),
  ],
}

/** What they come to, filled in. @throws {BackendContractError} */
export function sharedSettings(
  options: CachedOptions<never>,
  backend: Backend,
  live: boolean,
): Pick<Settings, 'text' | 'timeout' | 'lock'> {
  return {
    text: live ? undefined : textFormat(options, backend.packing),
    timeout: options.timeout ?? 1000,
    lock: expiryOf(options.lock, backend),
  }
}

function expiryOf(lock: CachedOptions['lock'], backend: Backend): number | undefined {
  if (lock === undefined || lock === false) return undefined
  if (typeof backend.lock !== 'function')
    throw new BackendContractError(nameOf(backend), 'it has no lock(), which the option "lock" needs')
  return (lock === true ? undefined : lock.expiry) ?? EXPIRY
}
