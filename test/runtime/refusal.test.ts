import { afterEach, expect, it, vi } from 'vitest'
import { define, defineMethod } from '../../runtime/src/define.js'
import { cached } from '../../runtime/src/index.js'

const reason = 'autocached R5: src/a.ts:3:10: `load` is cached by its source text. The function uses `super`.'

afterEach(() => vi.restoreAllMocks())

it('warns once for each function that a plugin refused, and caches it by its source text', () => {
  const emitted = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
  const load = cached(define((id: string) => id + 1, reason))
  expect(load('a')).toBe('a1')
  expect(load('a')).toBe('a1')
  expect(load.version).toMatch(/^s1\./)
  expect(emitted.mock.calls).toEqual([[reason, { type: 'AutocachedWarning', code: 'AUTOCACHED_REFUSED' }]])
})

it('tells the reason where only compiled functions are allowed', () => {
  expect(() =>
    cached(
      define(() => 1, reason),
      { versioning: 'compiled' },
    ),
  ).toThrow(reason)
})

it('is silent where the version does not come from the source text', () => {
  const emitted = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
  cached(
    define(() => 1, reason),
    { version: '1' },
  )
  expect(emitted).not.toHaveBeenCalled()
})

it('passes methods and other values through', () => {
  const method = () => 1
  expect(defineMethod(reason)(method)).toBeUndefined()
  expect(define(5, reason)).toBe(5)
})
