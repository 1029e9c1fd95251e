/**
 * Pairs of functions that behave differently and have one version all the same: defects that are known and not repaired yet.
 * A test holds each of them to be open; once one is repaired, its entry goes, and the programs and rewrites that need it are made.
 */
export interface OpenDefect {
  name: string
  first: string
  second: string
  /** What the first gives, and the second. */
  gives: [unknown, unknown]
  script?: true
}

export const openDefects: readonly OpenDefect[] = [
  {
    name: 'a var takes the value of a parameter of its name, where parameters have defaults',
    first: '(a, b = 1) => { var a; return a }',
    second: '(a, b = 1) => { var c; return c }',
    gives: [7, undefined],
  },
  {
    name: 'a var in a catch clause assigns the exception of its name',
    first: '() => { try { throw 1 } catch (e) { var e = 2 } return e }',
    second: '() => { try { throw 1 } catch (z) { var e = 2 } return e }',
    gives: [undefined, 2],
  },
  {
    name: 'the name of a private method or function can be read',
    first: '() => { class A { #m() {} n() { return this.#m.name } } return new A().n() }',
    second: '() => { class A { #k() {} n() { return this.#k.name } } return new A().n() }',
    gives: ['#m', '#k'],
  },
  {
    name: 'eval sees what C3 takes out of its block',
    first: '(a) => { if (!a) return 1; else { let Object = 5 } return eval("Object") === 5 }',
    second: '(a) => { if (!a) return 1; let Object = 5; return eval("Object") === 5 }',
    gives: [false, true],
  },
  {
    name: 'a sloppy function reads its name by arguments.callee',
    first: 'function () { const f = function () { return arguments.callee.name }; return f() }',
    second: 'function () { const g = function () { return arguments.callee.name }; return g() }',
    gives: ['f', 'g'],
    script: true,
  },
  {
    name: 'a var of the name arguments has their value',
    first: 'function () { var arguments; return typeof arguments }',
    second: 'function () { var other; return typeof other }',
    gives: ['object', 'undefined'],
    script: true,
  },
]

/** Whether an entry whose name contains this is still there. */
export function isOpen(words: string): boolean {
  return openDefects.some(({ name }) => name.includes(words))
}
