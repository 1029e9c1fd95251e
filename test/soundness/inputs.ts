/** What the cached function of a random program is called with. */

export const inputCount = 7

/** Arguments, made anew for each run. */
export function inputs(note: (event: string) => void): unknown[][] {
  const noting = (name: string, value: unknown) => ({
    valueOf: () => {
      note(`valueOf ${name}`)
      return value
    },
    toString: () => {
      note(`toString ${name}`)
      return name
    },
  })
  const getter = {
    get a() {
      note('get a of p')
      return 4
    },
    b: 2,
  }
  return [
    [0, 0],
    [1, 'a'],
    [Number.NaN, null, 5],
    [undefined, -0],
    [noting('p', 3), noting('q', 'x')],
    [getter, 2n],
    ['\ud800b', [1, { length: 2 }], true],
  ]
}
