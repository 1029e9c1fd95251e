// Names, lengths and the identity of functions and classes are those of the author.

import { cached } from 'autocached'
import defaultArrow from './default-arrow.js'
import defaultClass from './default-class.js'
import anonymous, { arrow, declared, expression, Klass, type Shape, table } from './shapes.js'

const local = (a: number, b = 2): number => a + b
const wrapped = cached(local)
const inline = cached(function named(a: number) {
  return a + 1
})
const shape: Shape = { size: 1 }

for (const f of [anonymous, arrow, declared, expression, Klass, defaultArrow, defaultClass, local, wrapped, inline]) {
  console.log(f.name, f.length, typeof f)
}
console.log(Object.keys(table), table.method.name, shape.size, wrapped(1), inline(1))
console.log('ok')
