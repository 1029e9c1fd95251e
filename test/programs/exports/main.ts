// Exports in all their forms: what a namespace shows, live bindings, names, and what runs while the modules load.
import * as lib from './lib.js'
import { 'string name' as byString } from './lib.js'
import * as star from './star.js'

console.log(Object.keys(lib), byString(), lib.default.name, Object.getOwnPropertyNames(lib.default))
console.log(lib.reassigned(), lib.replaced(), lib.later(), lib.later.name)
lib.change()
console.log(lib.reassigned(), lib.replaced(), lib.later(), lib.reassigned.name, lib.replaced.name)
const seen: number[] = []
for await (const n of lib.numbers()) seen.push(n)
console.log(seen, lib.Self.all, lib.Self.self === lib.Self, lib.awaited, await lib.useAwaited())
console.log(Object.keys(star), star.own())
console.log([lib.frozen, lib.frozenFunction, lib.sealed].map(Object.isFrozen), lib.trap !== undefined)
for (const value of [lib.awaited, lib.useAwaited, lib.Named])
  console.log(JSON.stringify(Object.getOwnPropertyDescriptors(value)))
console.log(String(lib.shown), typeof lib.change)
console.log('ok')
