/** What the rules keep apart in syntax that Babel's parser accepts and SWC's does not, so that no vector can show it. */
import { expect, it } from 'vitest'
import { compilers } from './compilers.js'
import { fingerprint } from './fingerprint.js'

const babels = compilers.filter(({ name }) => name.startsWith('Babel'))

it.each(babels)(
  '$name: C12: a loop whose variable has a first value evaluates that ahead of its object',
  ({ compile }) => {
    const [before, inside] = ['const x = f(); for (var i = g() in x);', 'for (var i = g() in f());'].map((loop) =>
      fingerprint(
        compile({ code: `exports.h = function (f, g) { ${loop} return i }`, file: 'input.cjs', script: true }).report,
      ),
    )
    expect(before).not.toBe(inside)
  },
)
