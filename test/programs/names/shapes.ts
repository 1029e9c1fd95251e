export interface Shape {
  size: number
}
export default function (a: unknown) {
  return a
}
export const arrow = (a: unknown, b: unknown) => [a, b]
export function declared(a: unknown, ..._rest: unknown[]) {
  return a
}
export const expression = (a: unknown) => a
export class Klass {
  constructor(readonly a: number) {}
}
export const table = { method() {}, value: 1 }
