// Captured variables, loops, helpers that are captured themselves, variables that are assigned later.
import { cached } from 'autocached'

let rate = 1

function make(factor: number) {
  const scale = (n: number) => n * factor * rate
  function shifted(n: number) {
    return scale(n) + offset
  }
  const offset = 100
  return cached((n: number) => shifted(n))
}

const double = make(2)
const triple = make(3)
console.log(double(1), triple(1), double(1))
rate = 10
console.log(double(1), triple(1))

const loop: (() => number)[] = []
for (let i = 0; i < 3; i++) loop.push(cached(() => i))
console.log(loop.map((f) => f()))

let later: ((n: number) => number) | undefined
const usesLater = cached((n: number) => (later ? later(n) : -1))
console.log(usesLater(1))
later = (n) => n + 1
console.log(usesLater(1))
console.log('ok')
