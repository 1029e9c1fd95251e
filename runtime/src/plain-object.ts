import { internalClass } from './internal-class.js'
import { isWellFormed } from './well-formed.js'

/**
 * Whether an object without properties is no Map, Set, Promise or the like whose prototype was replaced: it would look empty, and only
 * a structured clone shows what it is. One that has properties counts by these: asking each object would cost more than its key.
 */
export function isTrulyPlain(object: object): boolean {
  try {
    return internalClass(structuredClone(object)) === '[object Object]'
  } catch {
    return false
  }
}

/** What stands ahead of a property's value. */
export function labelOf(key: string): string {
  return isWellFormed(key) ? `${key.length}:${key}` : JSON.stringify(key)
}
