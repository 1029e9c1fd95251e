/**
 * Runs a program and notes all that a caller could see: every call of `f` and every access of `o` in their order, what the
 * cached function returns or throws, what its result does when it is called, constructed, iterated or awaited, and the turn of
 * the event loop in which things happen. Messages of the engine's own errors are left out: they name variables.
 */
import { Script } from 'node:vm'
import { describe } from './describe.js'
import { inputs } from './inputs.js'
import type { Program } from './program.js'

export type Observation = readonly string[]

export async function observe({ code, script }: Program, input: number): Promise<Observation> {
  const run = new Run(input)
  holder.__guarded = () => {}
  const known = new Set(Object.getOwnPropertyNames(globalThis))
  // The text of a function is not seen as a difference.
  const textOfFunction = Function.prototype.toString
  Function.prototype.toString = () => 'a function'
  try {
    const text = `${script ? '' : "'use strict';\n"}${code}`
    const program = new Function('f', 'o', 'tick', 'cached', text) as (...values: unknown[]) => unknown
    await run.start(program)
  } finally {
    Function.prototype.toString = textOfFunction
    // What a sloppy program has left behind.
    for (const name of Object.getOwnPropertyNames(globalThis))
      if (!known.has(name)) Reflect.deleteProperty(globalThis, name)
  }
  return run.seen
}

/** How much may happen in one run. */
const FUEL = 120

class Run {
  seen: string[] = []
  private turns = false
  private explored = 0

  constructor(private readonly input: number) {}

  async start(program: (...values: unknown[]) => unknown): Promise<void> {
    const { o, f, tick } = this
    let main: unknown
    this.guarded(() =>
      program(f, o, tick, (fn: unknown) => {
        main = fn
      }),
    )
    if (typeof main !== 'function') return
    const fn = main
    this.attempt('result', () =>
      Reflect.apply(fn, { tag: this.input }, inputs((event) => this.note(event))[this.input] as unknown[]),
    )
    // Whatever is waiting goes on, each step in its turn.
    for (let turn = 0; this.turns && turn < 24; turn++) {
      this.seen.push('turn')
      await null
    }
    if (this.turns) await new Promise((resolve) => setImmediate(resolve))
  }

  /** Notes an event; throws when there were too many. */
  note(event: string): void {
    this.seen.push(event)
    if (this.seen.length > FUEL) throw new Error('own: out of fuel')
  }

  private ticks = 0

  /** Every loop begins with it. Few turns, because a number that is multiplied in each grows fast. */
  private readonly tick = (): void => {
    this.note('tick')
    if (++this.ticks > 12) throw new Error('own: too many turns')
  }

  private calls = 0
  private readonly templates: unknown[] = []

  /** As describe(); of the strings that a tag gets, also which ones they are: each place in a source has its own. */
  private nameOf(value: unknown): string {
    const text = describe(value)
    if (!Array.isArray(value) || !Object.hasOwn(value, 'raw')) return text
    if (!this.templates.includes(value)) this.templates.push(value)
    return `${text} ${this.templates.indexOf(value)}`
  }

  private readonly f = (...values: unknown[]): unknown => {
    this.note(`f(${values.map((value) => this.nameOf(value)).join(', ')})`)
    for (const value of values) this.watch(value)
    return [1, 0, 'a', undefined, 2, true, { v: 1 }, 'b', Number.NaN, 3, null, 3n][(this.calls++ + this.input) % 12]
  }

  /** An object whose every access is an effect. */
  private readonly o: object = this.makeObject()

  private makeObject(): object {
    const fs: unknown[] = []
    const note = this.note.bind(this)
    const target: Record<PropertyKey, unknown> = {
      ...{ a: 1, b: { c: 2, b: { c: 3 } }, n: 0, 1: 'one', list: ['x', 'y'], fs, length: 2 },
      m(value: unknown) {
        note(`${this === undefined ? '' : 'its '}m(${describe(value)})`)
        return value
      },
    }
    const name = (key: PropertyKey) => describe(key)
    return new Proxy(target, {
      get: (of, key) => {
        if (key === 'fs') return fs
        this.note(`get ${name(key)}`)
        return Reflect.get(of, key)
      },
      set: (of, key, value) => {
        this.note(`set ${name(key)} ${describe(value)}`)
        return Reflect.set(of, key, value)
      },
      has: (of, key) => {
        this.note(`has ${name(key)}`)
        return Reflect.has(of, key)
      },
      deleteProperty: (of, key) => {
        this.note(`delete ${name(key)}`)
        return Reflect.deleteProperty(of, key)
      },
      ownKeys: (of) => {
        this.note('keys')
        return Reflect.ownKeys(of)
      },
    })
  }

  private inside = false

  /** Runs code that may not end; only the outermost is timed, because a timer is slow. */
  private guarded(code: () => void): void {
    const outermost = !this.inside
    try {
      if (!outermost) {
        code()
        return
      }
      this.inside = true
      holder.__guarded = code
      guardedCall.runInThisContext({ timeout: 2000 })
    } catch (error) {
      this.seen.push(`threw ${describe(error)}`)
    } finally {
      if (outermost) this.inside = false
    }
  }

  private attempt(what: string, code: () => unknown): void {
    this.guarded(() => {
      const value = code()
      this.seen.push(`${what} ${describe(value)}`)
      this.explore(value)
    })
  }

  private watch(value: unknown): void {
    if (!(value instanceof Promise)) return
    this.turns = true
    Promise.prototype.then.call(
      value,
      (result) => {
        this.seen.push(`fulfilled ${describe(result)}`)
      },
      (error) => {
        this.seen.push(`rejected ${describe(error)}`)
      },
    )
  }

  /** What can be done with a value. */
  private explore(value: unknown): void {
    if (this.explored++ > 12 || value === this.o) return
    this.watch(value)
    if (Array.isArray(value)) for (const item of value.slice(0, 3)) this.explore(item)
    else if (typeof value === 'function') this.exploreFunction(value)
    else if (isIterator(value)) this.exploreIterator(value)
    else if (typeof value === 'object' && value !== null && !(value instanceof Promise)) {
      for (const key of Reflect.ownKeys(value).slice(0, 4)) {
        this.attempt(`.${String(key)}`, () => Reflect.get(value, key))
      }
      const proto = Object.getPrototypeOf(value) as object | null
      const inherited = proto && proto !== Object.prototype ? Reflect.ownKeys(proto).slice(0, 5) : []
      for (const key of inherited)
        if (key !== 'constructor') this.attempt(`^${String(key)}`, () => Reflect.get(value, key))
    }
  }

  private exploreFunction(value: object): void {
    const fn = value as (...values: unknown[]) => unknown
    this.attempt('called', () => Reflect.apply(fn, undefined, [this.input, 'z']))
    if (Object.hasOwn(fn, 'prototype')) this.attempt('constructed', () => Reflect.construct(fn, [7]))
    for (const key of Reflect.ownKeys(fn)) {
      if (!['length', 'name', 'prototype', 'arguments', 'caller'].includes(String(key))) {
        this.attempt(`:${String(key)}`, () => Reflect.get(fn, key))
      }
    }
  }

  private exploreIterator(value: Iterator<unknown>): void {
    for (let step = 0; step < 6; step++) {
      let done = false
      this.attempt('next', () => {
        // Some inputs end it in the middle.
        const early = step === 2 && this.input % 3
        const result =
          early === 1 ? value.return?.(8) : early === 2 ? value.throw?.(new Error('own: c')) : value.next(step)
        done = (result as { done?: boolean } | undefined)?.done === true
        return result
      })
      if (done) return
    }
  }
}

const holder = globalThis as unknown as { __guarded?: () => void }

const guardedCall = new Script('globalThis.__guarded()')

function isIterator(value: unknown): value is Iterator<unknown> {
  return typeof value === 'object' && value !== null && /Generator\]$/.test(Object.prototype.toString.call(value))
}
