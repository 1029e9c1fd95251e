import type { Seen } from './seen.js'

export function seenText(seen: Seen | undefined): string {
  return seen === undefined ? '' : `${seen.newable ? '+' : '-'}${JSON.stringify(seen.name)}`
}
