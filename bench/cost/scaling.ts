/** Files that grow in one direction each. */
import type { Input } from './compilers.js'

/** By name, each to be made where it is needed. */
export function scalingInputs(): [string, () => Input][] {
  const inputs: [string, () => string][] = []
  for (const size of [250, 500, 1000, 2000])
    inputs.push([`${size} kB of functions`, () => functions(Math.round(size * 4))])
  for (const count of [2500, 5000, 10000]) inputs.push([`a chain of ${count} functions`, () => chain(count)])
  for (const count of [5000, 10000, 20000])
    inputs.push([`one function of ${count} statements`, () => statements(count)])
  for (const count of [2500, 5000, 10000]) inputs.push([`${count} changes of one list`, () => changes(count)])
  inputs.push(['an array of 100,000 elements', () => `export const all = [${'1,'.repeat(100_000)}]`])
  return inputs.map(([what, code]) => [what, () => ({ file: 'input.ts', code: code(), script: false })])
}

/** About 250 bytes each. */
export function functions(count: number): string {
  return list(count, (index) => {
    const body = `const total = items.filter((item) => item.weight > ${index}).map((item) => item.weight * RATE).join('-')`
    return `export function f${index}(items: { weight: number }[]): string {\n  ${body}\n  if (total === '') return 'none'\n  return total.slice(0, ${index}).trim()\n}\nconst RATE${index} = ${index}`
  }).concat('\nconst RATE = 2\n')
}

/** Each function calls the next one. */
export function chain(count: number): string {
  return list(
    count,
    (index) => `export function f${index}(x: number): number { return f${(index + 1) % count}(x) + 1 }`,
  )
}

export function statements(count: number): string {
  return `export function f(x: number) {\n${list(count, (index) => `  x = g(x, ${index})`)}\n}\ndeclare function g(a: number, b: number): number\n`
}

/** Each constant depends on all above it. */
export function changes(count: number): string {
  return `export const all: number[] = []\n${list(count, (index) => `const at${index} = all.push(${index})`)}\n`
}

function list(count: number, item: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => item(index)).join('\n')
}
