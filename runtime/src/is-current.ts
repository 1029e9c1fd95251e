import type { Linked } from './link.js'

/** Whether every binding still has the value that the version was linked with: live exports, mocks and hot reloads change it. */
export function isCurrent(linked: Linked): boolean {
  const { reads, seen } = linked
  for (let index = 0; index < reads.length; index++) if (!Object.is(reads[index]?.(), seen[index])) return false
  return true
}
