export const early = first(20)
export function first(n: number) {
  return second(n) + 1
}
function second(n: number) {
  return n * 2
}

export { second, second as renamed }
export const third = async () => {}
export default async (n: number) => n
export enum Color {
  Red,
  Green = 'g',
}
export namespace Geo {
  export const radius = 6371
}
