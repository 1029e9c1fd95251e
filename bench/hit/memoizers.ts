import { createRequire } from 'node:module'

type Memoize = <F extends (...args: never[]) => unknown>(fn: F, options?: object) => F

const require = createRequire(import.meta.url)

/** Packages whose types do not fit ECMAScript modules, or that have none. */
export const moize = (require('moize') as { default: Memoize }).default
export const memoizee = require('memoizee') as Memoize
export const memoizeFast = require('fast-memoize') as Memoize
