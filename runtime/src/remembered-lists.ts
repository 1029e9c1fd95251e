import type { MemoryBackend } from './backends/memory.js'
import { listOf, textOf } from './flatten.js'
import { finish } from './key.js'
import { PrimitiveLists } from './primitive-lists.js'
import { REMEMBERED, type Remembered } from './remembered.js'

const LONGEST_TEXT = 400

/** Keys of calls with a few primitives or small plain objects. */
export class RememberedLists extends PrimitiveLists<Remembered> {
  constructor(private readonly places: MemoryBackend) {
    super(REMEMBERED)
  }

  find(args: readonly unknown[]): Remembered | undefined {
    if (this.rests()) return undefined
    const list = listOf(args)
    return list === undefined ? undefined : this.get(list)
  }

  /** The key of a call, remembered from now on; `undefined` where it must be written from the arguments. */
  keyOf(prefix: string, args: readonly unknown[]): string | undefined {
    const list = this.rests() ? undefined : listOf(args)
    if (list === undefined) return undefined
    const known = this.get(list)
    if (known !== undefined) return known.key
    const text = textOf(list)
    if (text === undefined) return undefined
    const key = finish(prefix, args.length + text)
    if (text.length <= LONGEST_TEXT) this.set(list, { key, place: this.places.placeOf(key) })
    return key
  }
}
