/** One variant of a comparison, in a process of its own: compiles the inputs that it is told of, and answers how long each took. */
import { comparisons, type Variant } from './comparisons.js'
import type { Time } from './measure.js'

const [name, index] = process.argv.slice(2) as [string, string]
const { inputs, variants } = (comparisons[name] as (typeof comparisons)[string])()
const variant = variants[Number(index)] as Variant
console.warn = () => {} // the refusals of the corpus

process.on('message', (input: number) => process.send?.(timeOf(input)))
process.send?.(inputs.length)

/** None where the compiler cannot parse the input. */
function timeOf(input: number): Time | null {
  const [start, before] = [performance.now(), process.cpuUsage()]
  try {
    variant.run(inputs[input] as (typeof inputs)[number])
  } catch {
    return null
  }
  const { user, system } = process.cpuUsage(before)
  return { passed: performance.now() - start, worked: (user + system) / 1000 }
}
