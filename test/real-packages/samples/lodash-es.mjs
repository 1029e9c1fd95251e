export const pure = {
  chunk: [
    [[1, 2, 3], 2],
    [[], 0],
  ],
  camelCase: [['Foo Bar--baz'], ['__x9Y__'], ['héllo wörld']],
  cloneDeep: [[{ a: [1, { b: 2 }] }], [new Map([[1, { a: 2 }]])]],
  debounce: [[1, 2]],
  get: [
    [{ a: [{ b: 1 }] }, 'a[0].b'],
    [{}, ['x'], 'no'],
  ],
  isEqual: [
    [{ a: [1, 2] }, { a: [1, 2] }],
    [new Set([1]), new Set([2])],
  ],
  merge: [[{ a: { b: 1 } }, { a: { c: 2 }, d: [1] }, { d: [2, 3] }]],
  set: [
    [{}, 'a.b[1].c', 5],
    [{}, '__proto__.x', 1],
  ],
  words: [['fred, barney, & pebbles'], ['XMLHttpRequest2']],
  template: [['hello <%= name %>'], ['<% if ( %>']],
  padStart: [
    ['a', 5, '-_'],
    [null, 2],
  ],
  range: [[4], [1, 10, 3], [0, -4, -1], [1, 4, 0]],
  sortedIndex: [[[1, 3, 5], 4]],
  toNumber: [['0b11'], ['x'], [' 5 ']],
  truncate: [['a long sentence that goes on for ever', { length: 12, separator: ' ' }]],
  unescape: [['&lt;a&gt; &amp; b']],
  zipObjectDeep: [
    [
      ['a.b[0].c', 'a.b[1].d'],
      [1, 2],
    ],
  ],
  difference: [
    [
      [2, 1],
      [2, 3],
    ],
  ],
  flattenDepth: [[[1, [2, [3, [4]]]], 2]],
  round: [[4.006, 2], [4060, -2], ['1e2x']],
  uniq: [[[2, 1, 2, Number.NaN, Number.NaN, -0, 0]]],
  defaultsDeep: [[{ a: { b: 2 } }, { a: { b: 1, c: 3 } }]],
  omit: [[{ a: 1, b: 2, c: { d: 3 } }, ['a', 'c.d']]],
  inRange: [
    [3, 2, 4],
    [-3, -2, -6],
  ],
  deburr: [['déjà vu']],
  startCase: [['--foo-bar--']],
  parseInt: [['08'], ['0x1f', 16]],
}

export default async (_, call) => {
  const users = [
    { n: 'b', a: 36 },
    { n: 'f', a: 40 },
    { n: 'b', a: 34 },
  ]
  for (const iteratee of ['n', ['n', 'b'], { a: 40 }, (u) => u.a > 35]) {
    for (const name of [
      'filter',
      'find',
      'groupBy',
      'keyBy',
      'countBy',
      'sortBy',
      'partition',
      'map',
      'some',
      'every',
      'findLastIndex',
      'reject',
    ])
      await call(() => _[name](users, iteratee), `${name} ${String(iteratee)}`)
  }
  await call(() => _.orderBy(users, ['n', 'a'], ['asc', 'desc']))
  await call(() =>
    _.chain?.([1, 2, 3])
      .map((x) => x * 2)
      .value(),
  )
  await call(() =>
    _.default([1, 2, 3])
      .map((x) => x * 2)
      .filter((x) => x > 2)
      .take(1)
      .value(),
  )
  await call(() => Object.keys(_.default).length)
  await call(() => _.curry((a, b, c) => [a, b, c])(1)(_.curry.placeholder, 3)(2))
  await call(() => _.flow([(x) => x + 1, (x) => x * 2])(3))
  await call(() => _.memoize((a) => ({ a })).cache)
  await call(() => _.partial((a, b) => [a, b], _.partial.placeholder, 2)(1))
  await call(() =>
    _.bind(
      function (x) {
        return [this.y, x]
      },
      { y: 1 },
    )(2),
  )
  await call(() => _.template('<% for (const x of xs) { %><li><%- x %></li><% } %>')({ xs: ['<a>', 'b'] }))
  await call(() => _.cloneDeepWith({ a: new Date(0) }, (value) => (value instanceof Date ? 'date' : undefined)))
  await call(() => _.mergeWith({ a: [1] }, { a: [2] }, (a, b) => (Array.isArray(a) ? a.concat(b) : undefined)))
  await call(() =>
    _.transform(
      [2, 3, 4],
      (acc, n) => {
        acc.push(n * n)
        return n % 2 === 0
      },
      [],
    ),
  )
  await call(() => _.throttle(1))
  await call(() =>
    _.attempt(() => {
      throw new TypeError('x')
    }),
  )
  await call(() => _.isPlainObject(Object.create(null)))
  await call(() => _.spread((...xs) => xs)([1, 2]))
  await call(() => _.rearg((...xs) => xs, [2, 0, 1])('a', 'b', 'c'))
  await call(() => _.overArgs((...xs) => xs, [(x) => x * 2, String])(1, 2))
  await call(() => _.invokeMap([[3, 1, 2]], 'sort'))
  await call(() => _.reduceRight([1, 2], (a, b) => `${a}${b}`))
  await call(() => _.toPath('a[0].b["c"]'))
  await call(() => _.wrap(_.escape, (f, text) => `<p>${f(text)}</p>`)('a & b'))
  await call(() => _.mixin({}, { x: () => 1 }))
  await call(() => [_.add.length, _.curry.name, _.VERSION, _.isEqual.name])
  await call(() => _.cond([[() => true, (x) => x]])(1))
  await call(() => _.cond([[1]]))
  await call(() => new Promise((resolve) => _.defer(resolve, 'later')))
  await call(() => _.result({ a: () => 5 }, 'a'))
  await call(() => _.conformsTo({ a: 1 }, { a: (x) => x > 0 }))
}
