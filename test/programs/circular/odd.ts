import { even, make } from './even.js'

// `even.js` has not run yet when this line does.
console.log('early', even(0), make()(1))

export function odd(n: number): boolean {
  return n !== 0 && even(n - 1)
}
