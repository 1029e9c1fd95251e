// A module that has the names of its own which the plugins give to what they add.
import * as lib from './lib.js'

console.log(Object.keys(lib), lib._define, lib._rows(), lib._rows.name, lib._defineAll, lib._default)
console.log(lib.f(), lib.default(), lib.default.name)
console.log('ok')
