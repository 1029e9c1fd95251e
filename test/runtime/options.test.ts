import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { DiskBackend } from '../../runtime/src/backends/disk.js'
import { MemoryBackend } from '../../runtime/src/backends/memory.js'
import { RedisBackend } from '../../runtime/src/backends/redis.js'
import { TieredBackend } from '../../runtime/src/backends/tiered.js'
import { cached, explain, versionOf } from '../../runtime/src/index.js'
import { PlainStore } from './stores.js'

const fn = () => 1
const wrap = cached as unknown as (...args: unknown[]) => unknown

it.each([
  ['a number', [42], 'AUTOCACHED_NOT_A_FUNCTION', 'autocached got 42, which is neither a function nor plain options'],
  ['a string', ['x'], 'AUTOCACHED_NOT_A_FUNCTION', 'autocached got "x"'],
  ['null', [null], 'AUTOCACHED_NOT_A_FUNCTION', 'autocached got null'],
  ['options that are no object', [fn, 5], 'AUTOCACHED_NOT_A_FUNCTION', 'autocached got 5'],
  ['options that are null', [fn, null], 'AUTOCACHED_NOT_A_FUNCTION', 'neither a function nor plain options'],
  ...Object.entries<object>({
    Map: new Map([['ttl', 5]]),
    Array: [5],
    Date: new Date(),
    Promise: Promise.resolve({ ttl: 5 }),
    RegExp: /ttl/,
    Options: new (class Options {
      ttl = 5
    })(),
  }).flatMap(([name, options]): [string, unknown[], string, string][] => [
    [
      `an instance of ${name} as options`,
      [fn, options],
      'AUTOCACHED_NOT_A_FUNCTION',
      `got an instance of ${name}, which`,
    ],
    [`an instance of ${name} alone`, [options], 'AUTOCACHED_NOT_A_FUNCTION', `got an instance of ${name}, which`],
  ]),
  ['inherited options', [fn, Object.create({ ttl: 5 })], 'AUTOCACHED_NOT_A_FUNCTION', 'nor plain options'],
  ['a symbol among options', [fn, { [Symbol('ttl')]: 5 }], 'AUTOCACHED_NOT_A_FUNCTION', 'nor plain options'],
  [
    'a hidden option',
    [fn, Object.defineProperty({}, 'ttl', { value: 5 })],
    'AUTOCACHED_NOT_A_FUNCTION',
    'nor plain options',
  ],
  ['an unknown option', [fn, { tll: 1 }], 'AUTOCACHED_UNKNOWN_OPTION', '"tll" is not an option'],
  [
    'an option that does not exist yet',
    [fn, { locks: true }],
    'AUTOCACHED_UNKNOWN_OPTION',
    'The options are: backend, ttl,',
  ],
  ['options first with an unknown one', [{ stale: 1 }], 'AUTOCACHED_UNKNOWN_OPTION', '"stale"'],
  ['a lock without one', [fn, { lock: true }], 'AUTOCACHED_BAD_BACKEND', 'it has no lock()'],
  ['a lock that ends at once', [fn, { lock: { expiry: 1 } }], 'AUTOCACHED_BAD_OPTION', '{ expiry }'],
  ['a lock with something unknown', [fn, { lock: { expires: 500 } }], 'AUTOCACHED_BAD_OPTION', '{ expiry }'],
  ['a lock that is a number', [fn, { lock: 5 }], 'AUTOCACHED_BAD_OPTION', '{ expiry }'],
  [
    'a short secret, without showing it',
    [fn, { secret: 'hunter2' }],
    'AUTOCACHED_BAD_OPTION',
    'is too short, or no string',
  ],
  ['a codec without a name', [fn, { codec: JSON }], 'AUTOCACHED_BAD_OPTION', 'and a name'],
  [
    'a client of Redis',
    [fn, { backend: { sendCommand() {}, get() {}, set() {} } }],
    'AUTOCACHED_BAD_BACKEND',
    'new RedisBackend({ client })',
  ],
  ['a ttl of 0', [fn, { ttl: 0 }], 'AUTOCACHED_BAD_OPTION', 'The option "ttl" is 0. It must be a number'],
  ['a ttl that is no number', [fn, { ttl: '60' }], 'AUTOCACHED_BAD_OPTION', '"ttl" is "60"'],
  ['a ttl of NaN', [fn, { ttl: Number.NaN }], 'AUTOCACHED_BAD_OPTION', '"ttl"'],
  ['an unknown versioning', [fn, { versioning: 'none' }], 'AUTOCACHED_BAD_OPTION', `'auto', 'compiled' or 'source'`],
  ['an empty version', [fn, { version: '' }], 'AUTOCACHED_BAD_OPTION', '"version"'],
  ['dependencies that are no array', [fn, { dependencies: 'x' }], 'AUTOCACHED_BAD_OPTION', 'must be an array'],
  ['a key that is no function', [fn, { key: 'id' }], 'AUTOCACHED_BAD_OPTION', '"key"'],
  ['a namespace with a colon', [fn, { namespace: 'a:b' }], 'AUTOCACHED_BAD_OPTION', '"namespace"'],
  ['a namespace with a space', [fn, { namespace: 'a b' }], 'AUTOCACHED_BAD_OPTION', '"namespace"'],
  ['a long namespace', [fn, { namespace: 'a'.repeat(101) }], 'AUTOCACHED_BAD_OPTION', '1 to 100 printable'],
  ['an onEvent that is no function', [fn, { onEvent: 1 }], 'AUTOCACHED_BAD_OPTION', '"onEvent"'],
  ['a backend without set', [fn, { backend: { get() {} } }], 'AUTOCACHED_BAD_BACKEND', 'it has no set()'],
  ['a backend without anything', [fn, { backend: {} }], 'AUTOCACHED_BAD_BACKEND', 'it has no get() and no set()'],
  ['a backend that is null', [fn, { backend: null }], 'AUTOCACHED_BAD_BACKEND', 'null'],
  ['a backend that is a string', [fn, { backend: 'redis://' }], 'AUTOCACHED_BAD_BACKEND', 'no object'],
  [
    'a backend that stores something else',
    [fn, { backend: { get() {}, set() {}, stores: 'bytes' } }],
    'AUTOCACHED_BAD_BACKEND',
    `neither 'strings' nor 'values'`,
  ],
])('refuses %s', (_, args, code, message) => {
  expect(() => wrap(...args)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }))
})

it.each([
  ['without a prototype', Object.assign(Object.create(null), { ttl: 5 })],
  ['of another realm', runInNewContext('({ ttl: 5 })')],
])('takes options %s', (_, options) => {
  expect(wrap(fn, options)).toBeTypeOf('function')
})

it.each([
  ['versionOf', versionOf],
  ['explain', explain],
])('says what it cannot use: %s', (_, use) => {
  expect(() => use(5 as never)).toThrow(
    expect.objectContaining({
      code: 'AUTOCACHED_NOT_A_FUNCTION',
      message: expect.stringContaining('autocached got 5, which'),
    }),
  )
})

it('takes an option that is undefined for one that is left out', () => {
  expect(wrap(fn, { ttl: undefined, backend: undefined })).toBeTypeOf('function')
})

it.each([0, -1, 1.5, Number.NaN, '5'])('refuses maxEntries of %s', (maxEntries) => {
  expect(() => new MemoryBackend({ maxEntries: maxEntries as number })).toThrow(
    expect.objectContaining({ code: 'AUTOCACHED_BAD_OPTION' }),
  )
})

it.each<[string, (options: never) => unknown, string]>([
  ['MemoryBackend', (options) => new MemoryBackend(options), 'maxEntries'],
  ['DiskBackend', (options) => new DiskBackend(options), 'path, maxSize, unusedFor, now'],
  ['RedisBackend', (options) => new RedisBackend(options), 'url, client, prefix, unusedFor'],
  ['TieredBackend', (options) => new TieredBackend(options), 'back, maxEntries, frontTtl, now'],
])('refuses an option that a %s does not have', (_, open, known) => {
  expect(() => open({ ttl: 5 } as never)).toThrow(
    expect.objectContaining({
      code: 'AUTOCACHED_UNKNOWN_OPTION',
      message: expect.stringContaining(
        `"ttl" is not an option, so it would have no effect. The options are: ${known}.`,
      ),
    }),
  )
})

it.each<[string, () => unknown, string]>([
  ['a DiskBackend', () => new DiskBackend(undefined as never), 'The option "path" is undefined. It must be the path'],
  ['a DiskBackend of null', () => new DiskBackend(null as never), 'The option "path" is undefined'],
  ['a RedisBackend', () => new RedisBackend(undefined as never), 'The option "url" is left out'],
])('refuses %s without options', (_, open, message) => {
  expect(open).toThrow(
    expect.objectContaining({ code: 'AUTOCACHED_BAD_OPTION', message: expect.stringContaining(message) }),
  )
})

it.each<[string, () => unknown]>([
  ['DiskBackend', () => new DiskBackend({ path: 'never made', now: 5 as never })],
  ['TieredBackend', () => new TieredBackend({ back: new PlainStore(), now: 5 as never })],
])('refuses a clock of a %s that is no function', (_, open) => {
  expect(open).toThrow(expect.objectContaining({ code: 'AUTOCACHED_BAD_OPTION', option: 'now' }))
})

it('refuses a version function that gives no string', () => {
  expect(() => cached(fn, { version: (() => 5) as never })()).toThrow(
    expect.objectContaining({ code: 'AUTOCACHED_BAD_OPTION' }),
  )
})
