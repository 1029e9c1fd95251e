// A CommonJS script.
import lib from './lib.cjs'

console.log(lib.price(2), lib.price(2), lib.sloppyThis(), lib.price.name)
console.log('ok')
