/**
 * Whether two values are equal as values: slow, and obviously right. It shares nothing with the encoder of keys. Sets and Maps
 * are equal when their items can be paired off.
 */
export function equal(one: unknown, two: unknown): boolean {
  if (Object.is(one, two)) return true
  if (typeof one !== 'object' || typeof two !== 'object' || one === null || two === null) return false
  if (Object.getPrototypeOf(one) !== Object.getPrototypeOf(two)) return false
  if (one instanceof Date) return Object.is(one.getTime(), (two as Date).getTime())
  if (one instanceof RegExp) return String(one) === String(two) && one.lastIndex === (two as RegExp).lastIndex
  if (one instanceof Error) return one.message === (two as Error).message
  if (ArrayBuffer.isView(one)) return String(one) === String(two)
  if (one instanceof Number || one instanceof String) return Object.is(one.valueOf(), (two as typeof one).valueOf())
  if (one instanceof Set) return pairOff([...one], [...(two as Set<unknown>)])
  if (one instanceof Map) return pairOff([...one], [...(two as Map<unknown, unknown>)])
  if (Array.isArray(one) && one.length !== (two as unknown[]).length) return false
  const [keys, others] = [Object.keys(one), Object.keys(two)]
  return keys.length === others.length && keys.every((key) => others.includes(key) && equal(at(one, key), at(two, key)))
}

/** Stands for a hole where a list of items is generated. */
equal.hole = Symbol('hole')

/** Equality is transitive, so the first item that fits is as good as any other. */
function pairOff(ones: unknown[], twos: unknown[]): boolean {
  const left = [...twos]
  return (
    ones.length === twos.length &&
    ones.every((one) => {
      const index = left.findIndex((two) => equal(one, two))
      if (index >= 0) left.splice(index, 1)
      return index >= 0
    })
  )
}

function at(object: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(object, key)?.value
}
