import { DevalueError, parse, stringify } from 'devalue'
import { instanceName } from './encode.js'
import { builtinOf, isBareView } from './encode-builtin.js'
import { UnstorableResultError } from './errors.js'
import { isFaithfulJson } from './faithful-json.js'
import { internalClass } from './internal-class.js'
import { messageOf } from './message-of.js'

/** Turns results into text, and back into what they were. */
export interface Codec {
  /** @throws {UnstorableResultError} for what would not come back as it is. */
  encode(value: unknown): string
  /** Reads what begins at the unit `start`; default 0. */
  decode(text: string, start?: number): unknown
}

/** JSON where that is faithful, because it is read several times faster; else devalue. The first letter says which. */
export const standardCodec: Codec = {
  encode: (value) => (isFaithfulJson(value) ? `j${JSON.stringify(value)}` : `d${devalue.encode(value)}`),
  decode(text, start = 0) {
    if (text[start] === 'j') return JSON.parse(text.slice(start + 1))
    if (text[start] === 'd') return devalue.decode(text, start + 1)
    throw new Error('it is written in an unknown way')
  },
}

/**
 * devalue, without what it would change: instances of subclasses, properties that it leaves out, the position of a regular
 * expression. A `Buffer` comes back as a `Buffer`. Frozen objects come back unfrozen.
 */
export const devalue: Codec = {
  encode(value) {
    try {
      return stringify(value, reducers, { operations: { tagOf } })
    } catch (error) {
      if (error instanceof Refusal) throw new UnstorableResultError('', error.message)
      if (error instanceof DevalueError)
        throw new UnstorableResultError(error.path, `cannot be written (${error.message})`, error)
      throw new UnstorableResultError('', `cannot be written (${messageOf(error)})`, error)
    }
  },
  decode(text, start = 0) {
    return parse(text.slice(start), revivers)
  },
}

class Refusal extends Error {}

const isBuffer = (value: unknown): value is Buffer => typeof Buffer !== 'undefined' && Buffer.isBuffer(value)

const reducers = {
  Buffer: (value: unknown) => isBuffer(value) && isBareView(value) && [value.toString('base64')],
}

const revivers = {
  Buffer: ([text]: [string]) =>
    typeof Buffer === 'undefined'
      ? Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0))
      : Buffer.from(text, 'base64'),
}

/** devalue asks for the class of each object; what it would write too simply is what keys refuse or tell apart. */
function tagOf(object: object): string {
  const tag = internalClass(object).slice(8, -1)
  const writer = builtinOf(object)
  if (writer === undefined && !isTemporal(object, tag)) throw new Refusal(`holds ${instanceName(object)}`)
  if (ArrayBuffer.isView(object)) {
    if (!isBareView(object)) throw new Refusal('holds an object that has properties of its own')
    return tag
  }
  if (object instanceof ArrayBuffer && (object as { resizable?: boolean }).resizable)
    throw new Refusal('holds a resizable ArrayBuffer')
  if (object instanceof RegExp && object.lastIndex !== 0)
    throw new Refusal('holds a regular expression with a lastIndex')
  const form = writer?.(object)
  if (typeof form === 'string') throw new Refusal(`holds an object that ${form}`)
  return tag
}

function isTemporal(object: object, tag: string): boolean {
  const { Temporal } = globalThis as { Temporal?: Record<string, { prototype: object } | undefined> }
  return tag.startsWith('Temporal.') && Object.getPrototypeOf(object) === Temporal?.[tag.slice(9)]?.prototype
}
