import './circle.js'
import { fromEarly } from './early.js'

function base() {
  return class Base {}
}
export default class extends base() {
  value = fromEarly
}
function plain() {
  return 'plain'
}

export { plain as renamed, plain as 'string name' }
export let reassigned = () => 'first'
// biome-ignore lint/suspicious/noFunctionAssign: an export that is assigned again is what is tested
export function replaced() {
  return 'first'
}
export var later = () => 'first'
later = function other() {
  return 'second'
}
export function change() {
  reassigned = () => 'changed'
  // @ts-expect-error: JavaScript allows it.
  replaced = () => 'changed'
}
export async function* numbers() {
  yield 1
  yield* [2, 3]
}
export class Self {
  static all: unknown[] = [Self.name]
  static self: unknown
  static {
    Self.self = Self
    Self.all.push(Self.prototype.own())
  }
  own() {
    return Self.name
  }
}
export const Named = class {
  static seen = this.name
  value = 1
}
export const awaited = await Promise.resolve(5)
export const useAwaited = async () => awaited
export const frozen = Object.freeze({ a: 1 })
export const frozenFunction = Object.freeze(() => 1)
export const sealed = Object.seal([1])
const touched = () => {
  throw new Error('touched')
}
export const trap = new Proxy(() => {}, { get: touched, getOwnPropertyDescriptor: touched, defineProperty: touched })
export const shown = (_rows: number, _define: number) => _rows + _define
