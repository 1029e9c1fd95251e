export const pure = {
  'core.util.cleanRegex': [['^abc$'], ['x']],
  'core.util.floatSafeRemainder': [
    [5.5, 0.1],
    [10, 3],
    [1e21, 7],
  ],
  'core.util.joinValues': [
    [['a', 1, null], '|'],
    [[], ','],
  ],
  'core.util.stringifyPrimitive': [['a'], [1], [null]],
  'core.util.getLengthableOrigin': [['abc'], [[1]], [{}]],
  'core.util.esc': [['a"b\n'], ['plain']],
  'core.util.isPlainObject': [[{}], [[]], [null]],
  'core.toDotPath': [[['a', 0, 'b c', 'd']], [[]]],
}

export default async (pkg, call) => {
  const { z } = pkg
  const user = z.object({
    id: z.number().int().positive(),
    name: z.string().min(2).max(20).trim(),
    email: z.email().optional(),
    tags: z.array(z.string()).default([]),
    role: z.enum(['admin', 'user']),
    address: z.object({ zip: z.string().regex(/^\d{5}$/) }).nullable(),
  })
  const good = { id: 1, name: ' Ada ', role: 'admin', address: { zip: '12345' } }
  for (const input of [
    good,
    { ...good, id: -1.5 },
    { ...good, email: 'x' },
    { ...good, role: 'x', address: {} },
    null,
    'a',
    [],
  ]) {
    await call(() => user.safeParse(input), `user ${JSON.stringify(input)}`)
    await call(() => user.parse(input), `user parse ${JSON.stringify(input)}`)
    await call(() => user.partial().strict().safeParse(input), `partial ${JSON.stringify(input)}`)
    await call(() => user.pick({ id: true }).loose().safeParse(input), `pick ${JSON.stringify(input)}`)
  }
  const schemas = {
    bigint: z.bigint().min(5n),
    boolean: z.boolean(),
    date: z.date().max(new Date(1e12)),
    literal: z.literal(['a', 1, null]),
    union: z.union([z.string().length(3), z.number().multipleOf(0.1), z.null()]),
    discriminated: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('a'), a: z.number() }),
      z.object({ kind: z.literal('b'), b: z.string() }),
    ]),
    tuple: z.tuple([z.string(), z.number().optional()], z.boolean()),
    record: z.record(z.string().regex(/^k/), z.number()),
    map: z.map(z.string(), z.number()),
    set: z.set(z.number()).min(2),
    refine: z.string().refine((value) => value.startsWith('a'), { error: 'must start with a' }),
    superRefine: z.number().superRefine((value, context) => {
      if (value > 3) context.addIssue({ code: 'custom', message: `big ${value}`, path: ['deep', 0] })
    }),
    transform: z
      .string()
      .transform((value) => value.length)
      .pipe(z.number().lt(4)),
    preprocess: z.preprocess((value) => Number(value), z.number()),
    coerce: z.coerce.number(),
    catch: z.number().catch(42),
    readonly: z.array(z.number()).readonly(),
    lazy: z.lazy(() => z.array(z.string())),
    uuid: z.uuid(),
    url: z.url(),
    ipv4: z.ipv4(),
    base64: z.base64(),
    iso: z.iso.datetime(),
    template: z.templateLiteral(['a-', z.number()]),
    json: z.json(),
    intersection: z.intersection(z.object({ a: z.string() }), z.object({ b: z.number() })),
    nan: z.nan(),
    brand: z.string().brand('x'),
    stringbool: z.stringbool(),
    custom: z.custom((value) => value === 7),
    instance: z.instanceof(Map),
  }
  const inputs = [
    ...['abc', 'a-1', 'true', '', 'aGk=', '2020-01-01T00:00:00Z', '1.2.3.4', 'https://a.b/c', 'not'],
    ...[0.3, 4, 7, Number.NaN, 10n, 2n, null, undefined, true, new Date(0), new Map([['a', 1]]), new Set([1, 2])],
    ...[{ kind: 'a', a: 1 }, { kind: 'c' }, { k1: 1 }, { x: 1 }, { a: 's', b: 1 }, ['a', 1, true], ['a', 'b'], [1, 2]],
  ]
  for (const [name, schema] of Object.entries(schemas)) {
    for (const [index, input] of inputs.entries()) await call(() => schema.safeParse(input), `${name} ${index}`)
    await call(() => z.toJSONSchema(schema), `json schema ${name}`)
  }
  await call(() =>
    z
      .string()
      .refine(async (value) => value === 'a')
      .parseAsync('b'),
  )
  await call(() =>
    z
      .string()
      .refine(async (value) => value === 'a')
      .parse('b'),
  )
  const { error } = user.safeParse({ id: 'x', name: 1, role: 2, address: { zip: '1' } })
  await call(() => z.treeifyError(error))
  await call(() => z.prettifyError(error))
  await call(() => z.flattenError(error))
  await call(() => z.formatError(error))
  for (const locale of ['de', 'fr', 'ja', 'ar', 'ru'])
    await call(() => {
      z.config(z.locales[locale]())
      return user.safeParse({ id: 'x', name: 'a', role: 2 }).error.issues
    }, locale)
  await call(() => z.config(z.locales.en()))
  await call(() => z.string().meta({ title: 't' }).describe('d').meta())
  await call(() => Object.keys(z))
}
