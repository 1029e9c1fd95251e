// Two modules that import each other, and call each other while they are still being loaded.
import { even } from './even.js'
import { odd } from './odd.js'

console.log(even(10), odd(10), even(7), odd(7))
console.log('ok')
