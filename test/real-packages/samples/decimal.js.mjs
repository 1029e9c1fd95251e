export const pure = {
  'Decimal.abs': [[-5], ['1e-400']],
  'Decimal.add': [
    [0.1, 0.2],
    ['1e30', 1],
  ],
  'Decimal.exp': [[1], [-3.5]],
  'Decimal.hypot': [[3, 4]],
  'Decimal.sqrt': [[2], [-1]],
}

export default async (pkg, call) => {
  const { Decimal } = pkg
  const inputs = ['0', '-0', '1.5', '-2.25', '98.7654321', '0xff.8', '0b101', 'NaN', '-Infinity', 'x', '']
  const unary = [
    'abs',
    'ceil',
    'floor',
    'round',
    'trunc',
    'neg',
    'sqrt',
    'cbrt',
    'exp',
    'ln',
    'sin',
    'cos',
    'tan',
    'asin',
    'atan',
    'sinh',
    'acosh',
    'dp',
    'sd',
    'isInt',
    'toNumber',
    'toJSON',
    'toHex',
    'toBinary',
  ]
  for (const input of inputs) {
    await call(() => new Decimal(input), `new ${input}`)
    for (const method of unary) await call(() => String(new Decimal(input)[method]()), `${method} ${input}`)
    for (const other of ['3', '-0.5', 'Infinity'])
      for (const method of ['plus', 'minus', 'times', 'div', 'mod', 'pow', 'cmp', 'divToInt', 'log', 'toNearest'])
        await call(() => String(new Decimal(input)[method](other)), `${input} ${method} ${other}`)
    for (const method of ['toFixed', 'toExponential', 'toPrecision', 'toDP', 'toSD'])
      await call(() => String(new Decimal(input)[method](3)), `${method} ${input}`)
    await call(() => new Decimal(input).toFraction(100).map(String), `fraction ${input}`)
  }
  const Small = Decimal.clone({ precision: 5, rounding: 1 })
  await call(() => String(new Small(2).div(3)))
  await call(() => Decimal.set({ precision: 0 }))
  await call(() => Decimal.config({ toExpNeg: -3 }).toExpNeg)
  await call(() => [
    Decimal.isDecimal(new Small(1)),
    Small.prototype === Decimal.prototype,
    new Small(1) instanceof Decimal,
  ])
  await call(() => String(Decimal.sum(1, 2, '3.5')))
  await call(() => String(Decimal.acos(0.5)))
  await call(() => Decimal(5) instanceof Decimal)
  await call(() => Object.keys(Decimal))
  await call(() => Object.prototype.toString.call(new Decimal(1)))
  await call(() => String(Decimal.max(1, '1e3', -4)))
}
