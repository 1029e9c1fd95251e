/**
 * The symbol of a method by which an object says what identifies it: `[keySymbol]() { return this.id }`. What it returns
 * stands for the object in keys, together with the object's class. It is `Symbol.for('autocached.key')`.
 */
export const keySymbol: unique symbol = Symbol.for('autocached.key') as never
