import { bench } from '../speed/document.js'
import { asynchronous } from './asynchronous.js'
import { object, primitives, string } from './synchronous.js'

await bench('hit', import.meta.url, {
  string: { title: 'A synchronous hit with one string', variants: string },
  primitives: { title: 'A synchronous hit with three primitives', variants: primitives },
  object: { title: 'A synchronous hit with a small object', variants: object },
  async: { title: 'An asynchronous hit with one string', variants: asynchronous },
})
