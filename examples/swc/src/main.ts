import { price } from './price.js'

console.log(`price:   ${await price({ net: 4.2, quantity: 3 })}`)
console.log(`version: ${price.version}`)
