import { cached } from 'autocached'
import { odd } from './odd.js'

export function even(n: number): boolean {
  return n === 0 || odd(n - 1)
}
export function make(): (n: number) => number {
  return cached((n: number) => n + 1)
}
