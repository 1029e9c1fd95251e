import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { TieredBackend } from '../../runtime/src/backends/tiered.js'
import { type AnyBackend, type CachedOptions, type CacheEvent, cached } from '../../runtime/src/index.js'
import { parseHistory } from '../../runtime/src/version-history.js'
import { compiled, PRIMITIVE, rowOf } from './rows.js'
import { AsyncStore, PlainStore } from './stores.js'

beforeEach(() => {
  vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** A release of a program: `price` uses `half`, which uses `RATE`, and something else that it imports. */
interface Release {
  readonly price?: string
  readonly half?: string
  readonly imports?: unknown
  readonly line?: number
  readonly file?: string
  readonly name?: string
}

function priceOf({
  price = 'price',
  half = 'half',
  imports = 1,
  line = 9,
  file = 'src/a.ts',
  name = 'price',
}: Release) {
  const rate = rowOf({ hash: 'rate', name: 'RATE', line: 4, file, facts: PRIMITIVE })
  const halfRow = rowOf({ hash: half, name: 'half', line: 12, file: 'src/half.ts', kinds: 'd', slots: [rate] })
  return compiled((n: number) => n, { hash: price, name, line, file, kinds: 'db', slots: [halfRow, () => imports] })
}

/** A process of its own: nothing but the store is what another has. */
function processOn(entries: Map<string, string>, options: CachedOptions = {}) {
  const backend = Object.assign(new PlainStore(), { entries })
  const told: CacheEvent[] = []
  const wrap = (release: Release, more: CachedOptions = {}) =>
    cached(priceOf(release), {
      backend,
      explainMisses: true,
      onEvent: (event) => told.push(event),
      ...options,
      ...more,
    } as CachedOptions<(n: number) => number>)
  return { backend, told, wrap, versions: () => told.filter((event) => event.type === 'version') }
}

const keepMessages = (messages: string[]) => (event: CacheEvent) => {
  if (event.type === 'version') messages.push(event.message)
}

const recordsIn = (entries: Map<string, string>) => [...entries].filter(([key]) => key.endsWith(':versions'))

it('tells at the first miss of a new version what changed since the one before', () => {
  const entries = new Map<string, string>()
  const old = processOn(entries)
  const before = old.wrap({})
  before(1)
  expect(old.versions()).toEqual([])
  const now = processOn(entries)
  const after = now.wrap({ half: 'quarter', line: 30 })
  after(1)
  after(2)
  expect(now.versions()).toEqual([
    {
      name: 'price',
      type: 'version',
      key: after.keyFor(1),
      before: before.version,
      after: after.version,
      changes: [
        {
          kind: 'changed',
          before: expect.objectContaining({ name: 'half', file: 'src/half.ts', counts: 'definition' }),
          after: expect.objectContaining({ name: 'half', file: 'src/half.ts', line: 12 }),
        },
      ],
      message: 'version changed because `half` in src/half.ts:12 changed',
    },
  ])
  expect(now.told.map(({ type }) => type)).toEqual(['miss', 'version', 'stored', 'miss', 'stored'])
})

it('publishes it on the diagnostics channel', () => {
  const entries = new Map<string, string>()
  processOn(entries).wrap({})(1)
  const types: string[] = []
  const listen = (event: unknown) => types.push((event as CacheEvent).type)
  subscribe('autocached', listen)
  processOn(entries).wrap({ half: 'other' })(1)
  unsubscribe('autocached', listen)
  expect(types).toEqual(['miss', 'version', 'stored'])
})

it('does nothing without the option', () => {
  const entries = new Map<string, string>()
  for (const half of ['half', 'quarter']) {
    const { wrap, versions } = processOn(entries, { explainMisses: false })
    wrap({ half })(1)
    expect(versions()).toEqual([])
  }
  expect(recordsIn(entries)).toEqual([])
})

it('keeps quiet about versions that run side by side, and about a rollback', () => {
  const entries = new Map<string, string>()
  const told: string[] = []
  const deploy = (half: string) => {
    const { wrap, versions } = processOn(entries)
    wrap({ half })(Math.random())
    told.push(`${half} ${versions().length}`)
  }
  for (const half of ['v1', 'v2', 'v1', 'v2', 'v1', 'v3', 'v2', 'v4', 'v1', 'v5', 'v1']) deploy(half)
  expect(told.filter((line) => line.endsWith('1'))).toEqual(['v2 1', 'v3 1', 'v4 1', 'v5 1', 'v1 1'])
  expect(recordsIn(entries)).toHaveLength(1)
})

it('compares with the newest version of the record', () => {
  const entries = new Map<string, string>()
  processOn(entries).wrap({})(1)
  processOn(entries).wrap({ half: 'v2' })(1)
  const { wrap, versions } = processOn(entries)
  wrap({ half: 'v2', price: 'v3' })(1)
  expect(versions()).toMatchObject([{ message: 'version changed because `price` in src/a.ts:9 changed' }])
})

it('reads the record once for each version, and writes it once', () => {
  const { backend, wrap } = processOn(new Map())
  const price = wrap({})
  for (let n = 0; n < 5; n++) price(n)
  expect([backend.reads, backend.options.length]).toEqual([6, 6])
})

it('looks at no record for hits, for refresh, and where the backend failed', async () => {
  const entries = new Map<string, string>()
  processOn(entries, { explainMisses: false }).wrap({})(1)
  const { backend, wrap } = processOn(entries)
  const price = wrap({})
  price(1)
  await price.refresh(1)
  expect(backend.reads).toBe(1)
  vi.spyOn(backend, 'get').mockImplementation(() => {
    throw new Error('down')
  })
  expect(price(2)).toBe(2)
  expect(backend.get).toHaveBeenCalledTimes(1)
})

it('learns a version whose entry had expired, and tells nothing', () => {
  const entries = new Map<string, string>()
  processOn(entries).wrap({})(1)
  let time = 0
  const clock = { ttl: 10, now: () => time }
  processOn(entries, { explainMisses: false, ...clock }).wrap({ half: 'v2' })(1)
  time = 20
  const { wrap, told } = processOn(entries, clock)
  wrap({ half: 'v2' })(1)
  expect(told[0]).toMatchObject({ type: 'miss', reason: 'expired' })
  wrap({ half: 'v2' })(2)
  expect(told.some(({ type }) => type === 'version')).toBe(false)
  const next = processOn(entries)
  next.wrap({ half: 'v3' })(1)
  expect(next.versions()).toHaveLength(1)
})

it.each<[string, Release, Release, string]>([
  ['a definition', {}, { price: 'new' }, 'version changed because `price` in src/a.ts:9 changed'],
  ['two', {}, { price: 'new', half: 'new' }, '`price` in src/a.ts:9 changed\n'],
  ['an imported constant', { imports: 'sk-1' }, { imports: 'sk-2' }, '`a value in price` in src/a.ts:9 changed'],
  ['imported data', { imports: { token: 'sk-1' } }, { imports: { token: 'sk-2' } }, '`a value in price` in src/a.ts:9'],
  [
    'a foreign function',
    { imports: function parse() {} },
    {
      imports: function parse(this: 1) {
        return 2
      },
    },
    '`parse` changed',
  ],
])('names %s, and no value', (_, before, after, message) => {
  const entries = new Map<string, string>()
  processOn(entries).wrap(before)(1)
  const { wrap, versions } = processOn(entries)
  wrap(after)(1)
  expect(versions()).toMatchObject([{ message: expect.stringContaining(message) }])
  expect(JSON.stringify([versions(), recordsIn(entries)])).not.toMatch(/sk-|token/)
})

it('keeps nothing of what a function captures', () => {
  const entries = new Map<string, string>()
  const secret = 'sk-captured'
  const fn = compiled(
    () => secret.length,
    { name: 'price', file: 'a.ts', kinds: 'c' },
    () => ({ secret }),
  )
  cached(fn, { backend: Object.assign(new PlainStore(), { entries }), explainMisses: true })()
  const [[, record] = []] = recordsIn(entries)
  expect(record).toContain('secret')
  expect(record).not.toContain('sk-captured')
})

it('works with an asynchronous backend, and waits for nothing', async () => {
  const entries = new Map<string, string>()
  processOn(entries).wrap({})(1)
  const backend = Object.assign(new AsyncStore(), { entries })
  const told: CacheEvent[] = []
  const price = cached(priceOf({ half: 'v2' }), { backend, explainMisses: true, onEvent: (event) => told.push(event) })
  expect(await price(1)).toBe(1)
  await vi.waitFor(() => expect(told.filter(({ type }) => type === 'version')).toHaveLength(1))
  const next = processOn(entries)
  next.wrap({ half: 'v2' })(1)
  expect(next.versions()).toEqual([])
})

it('gives up a backend that never answers, and the call goes on', async () => {
  const told: CacheEvent[] = []
  const backend = {
    get: (key: string) => (key.endsWith(':versions') ? new Promise(() => {}) : Promise.resolve(undefined)),
    set: async () => {},
  }
  const onEvent = (event: CacheEvent) => told.push(event)
  const price = cached(priceOf({}), { backend, explainMisses: true, timeout: 5, onEvent })
  expect(await price(1)).toBe(1)
  await vi.waitFor(() => expect(told).toContainEqual(expect.objectContaining({ type: 'error', phase: 'get' })))
})

const refusals: readonly [string, Partial<AnyBackend>][] = [
  [
    'throws',
    {
      set: () => {
        throw new Error('read-only')
      },
    },
  ],
  ['rejects', { set: () => Promise.reject(new Error('read-only')) }],
]
it.each(refusals)('goes on where the backend %s at set', async (_, broken) => {
  const told: CacheEvent[] = []
  const backend = { get: () => undefined, ...broken } as AnyBackend
  const price = cached(priceOf({}), { backend, explainMisses: true, onEvent: (event) => told.push(event) })
  expect(price(1)).toBe(1)
  const failure = { type: 'error', phase: 'set', key: expect.stringMatching(/:versions$/) }
  await vi.waitFor(() => expect(told).toContainEqual(expect.objectContaining(failure)))
})

it('keeps records in memory before another backend, too', () => {
  const back = new PlainStore()
  const versions: string[] = []
  for (const half of ['v1', 'v2']) {
    const backend = new TieredBackend({ back })
    const onEvent = keepMessages(versions)
    cached(priceOf({ half }), { backend, explainMisses: true, onEvent })(1)
  }
  expect(versions).toHaveLength(1)
})

it('tells on a backend of live values what changed while the program runs', () => {
  let rate = (n: number) => n
  const fn = compiled((n: number) => rate(n), {
    name: 'price',
    file: 'a.ts',
    kinds: 'b',
    slots: [() => rate],
  })
  const messages: string[] = []
  const onEvent = keepMessages(messages)
  const price = cached(fn, { backend: new Map(), explainMisses: true, onEvent })
  price(1)
  rate = compiled((n: number) => n * 2, { hash: 'twice', name: 'twice', line: 3, file: 'b.ts' })
  price(1)
  rate = (n) => n * 3
  price(1)
  expect(messages).toEqual([
    'version changed because `twice` in b.ts:3 changed (rate: by its source text before)',
    'version changed because `rate` changed (twice (b.ts) before)',
  ])
})

it('gives up a function that has another version all the time', () => {
  let count = 0
  const fn = compiled(() => 1, { name: 'price', file: 'a.ts', kinds: 'b', slots: [() => count] })
  const backend = new PlainStore()
  const told: string[] = []
  const price = cached(fn, { backend, explainMisses: true, onEvent: ({ type }) => told.push(type) })
  for (count = 0; count < 100; count++) price()
  expect(told.filter((type) => type === 'version')).toHaveLength(15)
})

it.each<[string, Release, CachedOptions]>([
  ['without a name', { name: '' }, {}],
  ['without a file', { file: '' }, {}],
])('keeps nothing of a function %s', (_, release, options) => {
  const entries = new Map<string, string>()
  processOn(entries, options).wrap(release)(1)
  expect(recordsIn(entries)).toEqual([])
})

it('keeps nothing of a function that nobody compiled, unless the option names it', () => {
  const run = (explainMisses: boolean | string, fn: (n: number) => number, entries: Map<string, string>) => {
    const messages: string[] = []
    const onEvent = keepMessages(messages)
    const backend = Object.assign(new PlainStore(), { entries })
    cached(fn, { backend, explainMisses, onEvent })(1)
    return messages
  }
  const unnamed = new Map<string, string>()
  run(true, (n) => n, unnamed)
  expect(recordsIn(unnamed)).toEqual([])
  const named = new Map<string, string>()
  run('pricing', (n) => n, named)
  expect(run('pricing', (n) => n + 1, named)).toEqual([expect.stringContaining('changed')])
})

it('keeps nothing of two functions that one name stands for', () => {
  const entries = new Map<string, string>()
  const { wrap, versions } = processOn(entries)
  const [one, other] = [wrap({ line: 1 }), wrap({ line: 20, price: 'other' })]
  one(1)
  other(1)
  expect(recordsIn(entries)).toEqual([])
  const [user, order] = [wrap({ line: 1 }, { explainMisses: 'one' }), wrap({ line: 20 }, { explainMisses: 'other' })]
  user(2)
  order(3)
  expect([recordsIn(entries).length, versions()]).toEqual([2, []])
})

it('tells one namespace nothing of another', () => {
  const entries = new Map<string, string>()
  processOn(entries, { namespace: 'shop' }).wrap({})(1)
  const { wrap, versions } = processOn(entries, { namespace: 'office' })
  wrap({ half: 'v2' })(1)
  expect(versions()).toEqual([])
  expect(recordsIn(entries).map(([key]) => key.split(':')[0])).toEqual(['shop', 'office'])
})

it('signs records, and tells nothing of one that another secret made', () => {
  const entries = new Map<string, string>()
  processOn(entries, { secret: 'one secret of sixteen' }).wrap({})(1)
  const { wrap, told, versions } = processOn(entries, { secret: 'another of sixteen' })
  wrap({ half: 'v2' })(1)
  expect(versions()).toEqual([])
  expect(told).toContainEqual(expect.objectContaining({ type: 'error', phase: 'decode' }))
})

it('writes records with the codec of the user, and tells where it takes no record', () => {
  const entries = new Map<string, string>()
  const json = {
    name: 'json',
    encode: (value: unknown) => JSON.stringify(value),
    decode: (text: string) => JSON.parse(text),
  }
  for (const half of ['v1', 'v2']) {
    const { wrap, versions } = processOn(entries, { codec: json as never })
    wrap({ half })(1)
    expect(versions()).toHaveLength(half === 'v1' ? 0 : 1)
  }
  const picky = {
    ...json,
    name: 'numbers',
    encode: (value: unknown) => {
      if (typeof value !== 'number') throw new Error('numbers only')
      return String(value)
    },
  }
  const { wrap, told } = processOn(new Map(), { codec: picky as never })
  wrap({})(1)
  expect(told.map(({ type }) => type)).toEqual(['miss', 'unstorable', 'stored'])
})

it.each<[string, (record: string) => string]>([
  ['that was cut off', (record) => record.slice(0, -3)],
  ['with another letter', (record) => record.replace('half', 'hale')],
  ['that is something else', () => 'hello'],
])('takes a record %s for none, and writes it again', (_, damage) => {
  const entries = new Map<string, string>()
  processOn(entries).wrap({})(1)
  for (const [key, record] of recordsIn(entries)) entries.set(key, damage(record))
  const { wrap, told, versions } = processOn(entries)
  wrap({ half: 'v2' })(1)
  expect(versions()).toEqual([])
  expect(told).toContainEqual(expect.objectContaining({ type: 'error', phase: 'decode' }))
  const next = processOn(entries)
  next.wrap({ half: 'v3' })(1)
  expect(next.versions()).toHaveLength(1)
})

const good = ['c1.aaaaaaaaaaaaaaaaaaaaaa']
const node = [0, 'half', 0, 'hash', []]
it.each<[string, unknown]>([
  ['nothing', undefined],
  ['an object', JSON.parse('{"__proto__":["c1.a"],"length":4}')],
  ['no version', [[], [''], [node], true]],
  ['versions that are none', [['__proto__'], [''], [node], true]],
  ['more versions than are kept', [Array(5).fill(good[0]), [''], [node], true]],
  ['a node that is an object', [good, [''], [JSON.parse('{"__proto__":{"name":"x"}}')], true]],
  ['more nodes than are kept', [good, [''], Array(129).fill(node), true]],
  ['an unknown way of counting', [good, [''], [[9, 'half', 0, 'hash', []]], true]],
  ['a way of counting by name', [good, [''], [['__proto__', 'half', 0, 'hash', []]], true]],
  ['a file that is not there', [good, [''], [[0, 'half', 1, 'hash', []]], true]],
  ['a place before the first', [good, [''], [[0, 'half', 0, 'hash', [-1]]], true]],
  ['a place that is no number', [good, [''], [[0, 'half', 0, 'hash', ['length']]], true]],
  ['more places than are kept', [good, [''], [[0, 'half', 0, 'hash', Array(33).fill(0)]], true]],
  ['a name that moves the cursor of a terminal', [good, [''], [[0, '\u001b[2J', 0, 'hash', []]], true]],
  ['a long name', [good, [''], [[0, 'x'.repeat(65), 0, 'hash', []]], true]],
])('reads no record from %s', (_, kept) => {
  expect(parseHistory(kept)).toBeUndefined()
})

it('reads a record whose places lead nowhere, and whose names are those of prototypes', () => {
  const history = parseHistory([good, ['__proto__'], [[0, 'constructor', 0, '__proto__', [7, 0]]], true])
  expect(history?.nodes).toEqual([
    { name: 'constructor', file: '__proto__', line: 0, counts: 'definition', hash: '__proto__', uses: [7, 0] },
  ])
  expect(Object.prototype).not.toHaveProperty('name')
})

it('keeps a record of a large program small, and says that not all of it is compared', () => {
  const release = (tail: string) => {
    const leaf = (index: number) => rowOf({ hash: `${tail}${index}`, name: `leaf${index}`, file: 'src/leaf.ts' })
    const slots = Array.from({ length: 1000 }, (_, index) => leaf(index + 500))
    return compiled(() => 1, { name: 'price', file: 'a.ts', kinds: 'd'.repeat(1000), slots })
  }
  const entries = new Map<string, string>()
  const messages: string[] = []
  const run = (tail: string) => {
    const backend = Object.assign(new PlainStore(), { entries })
    const onEvent = keepMessages(messages)
    cached(release(tail), { backend, explainMisses: true, onEvent })()
  }
  run('a')
  const [[, record = ''] = []] = recordsIn(entries)
  expect(record.length).toBeGreaterThan(1000)
  expect(record.length).toBeLessThan(30_000)
  run('b')
  expect(messages[0]?.split('\n')).toHaveLength(32)
})

it('says so where what changed is beyond what is compared', () => {
  const entries = new Map<string, string>()
  const messages: string[] = []
  for (const last of ['a', 'b']) {
    let next = rowOf({ hash: last })
    for (let index = 0; index < 200; index++)
      next = rowOf({ hash: `node${index}`, name: `n${index}`, kinds: 'd', slots: [next] })
    const fn = compiled(() => 1, { name: 'price', file: 'a.ts', kinds: 'd', slots: [next] })
    const backend = Object.assign(new PlainStore(), { entries })
    const onEvent = keepMessages(messages)
    cached(fn, { backend, explainMisses: true, onEvent })()
  }
  expect(messages).toEqual([expect.stringContaining('beyond the definitions that are compared')])
})

it.each([5, '', null, 'x'.repeat(201), {}])('refuses the option with %s', (explainMisses) => {
  expect(() => cached(() => 1, { explainMisses: explainMisses as never })).toThrow(
    expect.objectContaining({ code: 'AUTOCACHED_BAD_OPTION' }),
  )
})
