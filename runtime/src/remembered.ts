import type { Place } from './backends/memory.js'

/** How many keys a function remembers: less than a megabyte, with what they are remembered by. */
export const REMEMBERED = 1000

/** The key of a call, and the place of its entry once that was found. */
export interface Remembered {
  readonly key: string
  place: Place | undefined
}
