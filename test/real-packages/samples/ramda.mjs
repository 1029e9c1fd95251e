export const pure = {
  add: [
    [1, 2],
    [3, 4],
  ],
  range: [
    [1, 5],
    [5, 1],
    ['a', 2],
  ],
  paths: [
    [
      [
        ['a', 'b'],
        ['c', 0],
      ],
      { a: { b: 2 }, c: [3] },
    ],
  ],
  mergeDeepRight: [[{ a: { b: 1 } }, { a: { c: 2 } }]],
  equals: [
    [{ a: [1, 2] }, { a: [1, 2] }],
    [[1], [2]],
    [0, -0],
    [Number.NaN, Number.NaN],
  ],
  sum: [[[1, 2, 3]], [[]]],
  splitEvery: [
    [2, [1, 2, 3]],
    [0, [1]],
  ],
  toString: [[{ a: [1, 'b', null, undefined] }], [new Date(0)], ['x"y']],
  type: [[1], [null], [[]], [/x/]],
  transpose: [[[[1, 2], [3], []]]],
  zipObj: [
    [
      ['a', 'b'],
      [1, 2],
    ],
  ],
  flatten: [[[1, [2, [3, [4]]]]]],
  uniq: [[[1, 1, { a: 1 }, { a: 1 }]]],
  median: [[[2, 9, 7]], [[]]],
  toPairs: [[{ a: 1, b: 2 }]],
  fromPairs: [
    [
      [
        ['a', 1],
        ['a', 2],
      ],
    ],
  ],
  intersperse: [['n', ['a', 'b', 'c']]],
  difference: [[[1, 2, 3], [2]]],
  dissocPath: [[['a', 'b'], { a: { b: 1, c: 2 } }]],
  xprod: [[[1, 2], ['a']]],
  mathMod: [
    [-17, 5],
    [17, 0],
    [1.5, 2],
  ],
  trim: [['  x ']],
  clamp: [
    [1, 10, 15],
    [10, 1, 5],
  ],
  inc: [[41]],
}

export default async (R, call) => {
  const people = [
    { n: 'a', age: 3 },
    { n: 'b', age: 1 },
    { n: 'a', age: 2 },
  ]
  await call(() => R.groupBy(R.prop('n'), people))
  await call(() => R.sortWith([R.ascend(R.prop('n')), R.descend(R.prop('age'))])(people))
  await call(() => R.pipe(R.map(R.prop('age')), R.filter(R.gt(R.__, 1)), R.sum)(people))
  await call(() => R.compose(R.toUpper, R.concat('x'))('y'))
  await call(() => R.curry((a, b, c) => [a, b, c])(1)(R.__, 3)(2))
  await call(() => [
    R.curry((a, _b, _c) => a).length,
    R.add.length,
    R.add(1).length,
    R.map.name,
    R.curryN(3, () => 1).length,
  ])
  await call(() => R.transduce(R.compose(R.map(R.inc), R.take(2)), R.flip(R.append), [], [1, 2, 3]))
  await call(() =>
    R.into(
      {},
      R.map(([k, v]) => [v, k]),
      [['a', 'b']],
    ),
  )
  await call(() => R.lens(R.prop('x'), R.assoc('x')))
  await call(() => R.over(R.lensPath(['a', 0, 'b']), R.negate, { a: [{ b: 1 }] }))
  await call(() => R.view(R.lensIndex(1), [1, 2]))
  await call(() => R.evolve({ a: R.inc, b: { c: R.not } }, { a: 1, b: { c: true }, d: 1 }))
  await call(() =>
    R.cond([
      [R.equals(0), R.always('zero')],
      [R.T, (n) => `n${n}`],
    ])(5),
  )
  await call(() => R.converge(R.divide, [R.sum, R.length])([1, 2, 3]))
  await call(() => R.memoizeWith(String, (n) => ({ n }))(3))
  await call(() =>
    R.tryCatch(
      (x) => x.y.z,
      (error, x) => [error.constructor.name, x],
    )(null),
  )
  await call(() =>
    R.reduceWhile(
      (sum) => sum < 4,
      (sum, x) => sum + x,
      0,
      [1, 2, 3, 4],
    ),
  )
  await call(() => R.unfold((n) => n < 4 && [n * 2, n + 1], 1))
  await call(() => R.chain((n) => [n, n], [1, 2]))
  await call(() => R.ap([R.inc, R.dec], [1, 2]))
  await call(() => R.sequence(Array.of, [[1, 2], [3]]))
  await call(() => R.traverse(Array.of, (x) => [x, -x], [1, 2]))
  await call(() => R.useWith(Math.pow, [R.dec, R.inc])(3, 4))
  await call(() => R.juxt([Math.max, Math.min])(1, 2, 3))
  await call(() => R.invoker(1, 'slice')(1, 'abc'))
  await call(() => R.construct(Date)(0))
  await call(() => R.nAry(1, (...args) => args)(1, 2))
  await call(() => R.once((x) => x)(1))
  await call(() => R.applySpec({ a: R.add, b: { c: R.multiply } })(2, 3))
  await call(() => R.where({ a: R.gt(R.__, 1), b: R.isNil }, { a: 2 }))
  await call(() => R.aperture(2, [1, 2, 3]))
  await call(() => R.partition(R.lt(2), [1, 2, 3]))
  await call(() => R.thunkify((a, b) => a + b)(1, 2)())
  await call(() => R.andThen(R.inc, Promise.resolve(1)))
  await call(() => R.otherwise((error) => error.message, Promise.reject(new Error('no'))))
  await call(() => R.pipeWith((f, x) => (x === null ? x : f(x)))([R.inc, () => null, R.inc])(1))
  await call(() => R.compose())
  await call(() => R.head([]))
  await call(() => R.nth(-1, 'abc'))
  await call(() => R.map(1))
  await call(() => R.map(R.inc, { a: 1, b: 2 }))
  await call(() => R.map(R.inc, { map: (f) => f(9) }))
  await call(() => R.range(1))
  await call(() => R.reduce((sum, x) => (x > 2 ? R.reduced(sum) : sum + x), 0, [1, 2, 3, 4]))
}
