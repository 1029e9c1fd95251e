/** What the suite of the contract writes, and under which keys. */

/** Entries of the runtime begin like this; a store may rely on it. */
export const START = 'ac1v-,0.00,'

export const texts: readonly (readonly [string, string])[] = [
  ['a short text', 'x'],
  ['every letter of Latin-1, with NUL', String.fromCharCode(...Array.from({ length: 256 }, (_, unit) => unit))],
  ['scripts, emoji and a byte order mark', 'äß 日本語 עברית 👩‍👩‍👧 \ufeff \u2028 \uffff'],
  ['what looks like JSON', '{"a":[1,"\\u0000",null]}'],
  ['white space at the end', 'x \r\n\t '],
  ['a megabyte', 'äb'.repeat(500_000)],
]

export const awkwardKeys = [
  ...[
    '1a',
    '1A',
    '1a?b',
    '1a?c',
    '1a/b',
    '1a\\b',
    '1a:b',
    '1a::b',
    '1a:',
    '1a*',
    '1[a]',
    '1{a}',
    '1a%2f',
    '1a.b',
    '1a..b',
  ],
  ...[
    '..',
    '.',
    '__proto__',
    'constructor',
    '1~',
    '1$',
    '1"',
    "1'",
    '1`',
    '1|',
    '1&',
    '1;',
    '1=',
    '1#',
    '1,',
    '1@',
    '1!',
  ],
]

/** Keys as long as they get, which differ at the very end. */
export function wholeKeys(start: string): string[] {
  return ['a', 'b'].map((end) => start.padEnd(249, 'x') + end)
}

export const results = [
  undefined,
  null,
  0,
  -0,
  'ä\u0000👩‍👩‍👧',
  '',
  1n,
  Number.NaN,
  { a: [1, { b: 'c' }], d: undefined },
  new Map<unknown, unknown>([[{ k: 1 }, new Set(['v'])]]),
  new Date(5),
  new Uint8Array([0, 255, 128]),
  Array.from({ length: 1000 }, (_, id) => ({ id, name: `name ${id}` })),
]
