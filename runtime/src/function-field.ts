/** What a WeakMap of functions does, with each value set once. */
export interface FunctionField<V> {
  get(fn: object): V | undefined
  has(fn: object): boolean
  set(fn: object, value: V): void
}

/**
 * Values of functions, each in a private field of its function: setting one costs a tenth of what a WeakMap takes, and the collector
 * of garbage nothing.
 */
export function functionField<V>(): FunctionField<V> {
  return class Field extends Given {
    readonly #value: V

    constructor(fn: object, value: V) {
      super(fn)
      this.#value = value
    }

    static get(fn: object): V | undefined {
      return #value in fn ? fn.#value : undefined
    }

    static has(fn: object): boolean {
      return #value in fn
    }

    static set(fn: object, value: V): void {
      new Field(fn, value)
    }
  }
}

/** A base whose constructor gives the object that it was given: the fields of a class below it are put into that object. */
class Given {
  constructor(object: object) {
    // biome-ignore lint/correctness/noConstructorReturn: that is what it is for
    return object
  }
}
