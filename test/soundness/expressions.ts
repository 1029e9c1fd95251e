/** Random expressions. All that could bind in another way stands in parentheses. */
import { pick } from '../random.js'
import type { Context } from './program.js'
import { statementList } from './statements.js'

export function expression(context: Context): string {
  const { random, depth, names } = context
  if (depth <= 0 || random(5) === 0) return names.length > 0 && random(3) > 0 ? pick(random, names) : literal(context)
  const inner = { ...context, depth: depth - 1 }
  const kinds = random(10) < 8 ? common : rare
  return pick(random, kinds)(inner)
}

export function literal({ random }: Context): string {
  return pick(random, literals)
}

/** Small BigInts, because powers of large ones take minutes. */
const literals = [
  ...['0', '1', '2', '3', '(-1)', '(-0)', '0x10', '1e3', 'NaN', 'Infinity', '3n', '0x2n'],
  ...[
    "''",
    "'a'",
    '"b"',
    "'ab'",
    "'\\ud800'",
    "'\\x61'",
    '`a`',
    'true',
    'false',
    'null',
    'undefined',
    '(void 0)',
    '(!0)',
    '(!1)',
  ],
]

type Make = (context: Context) => string

const e = expression

/** A call that is noted. */
export function effect(context: Context): string {
  const { random } = context
  return random(2) ? `f(${random(9)})` : `f(${random(9)}, ${e({ ...context, depth: context.depth - 1 })})`
}

const common: Make[] = [
  effect,
  effect,
  (c) => `(${e(c)} ${pick(c.random, ['+', '+', '-', '*', '/', '%', '**', '|', '&', '^', '<<', '>>', '>>>'])} ${e(c)})`,
  (c) => `(${e(c)} + ${e(c)})`,
  (c) => `(${e(c)} + 'a' + ${literal(c)})`,
  (c) => `(${e(c)} + ${c.random(3)} + 'b')`,
  (c) => `(${e(c)} ${pick(c.random, ['===', '!==', '==', '!=', '<', '<=', '>', '>='])} ${e(c)})`,
  (c) => `(${e(c)} ${pick(c.random, ['&&', '||', '??'])} ${e(c)})`,
  (c) => `(${e(c)} ? ${e(c)} : ${e(c)})`,
  (c) => `(!${e(c)})`,
  (c) => `(!!${e(c)} ? ${e(c)} : ${e(c)})`,
  (c) => `(!(${e(c)} === ${e(c)}))`,
  (c) => `(!(${e(c)} ${pick(c.random, ['<', '>=', '<', '>'])} ${e(c)}))`,
  (c) => `(${pick(c.random, ['typeof ', '-', '+', '~', 'void '])}(${e(c)}))`,
  (c) => `\`${pick(c.random, ['', 'a', '1'])}\${${e(c)}}${pick(c.random, ['', 'b'])}\``,
  (c) => `(${e(c)}, ${e(c)})`,
  member,
  member,
  assignment,
  assignment,
  (c) => (c.functions.length > 0 ? `${pick(c.random, c.functions)}(${e(c)})` : effect(c)),
  (c) => objectText(c),
  (c) => `[${e(c)}, ${pick(c.random, [e(c), '', '...[1, 2]', "...'ab'"])}]`,
]

const rare: Make[] = [
  (c) => (c.sloppy && c.inFunction === 'function' ? 'arguments.callee.name' : effect(c)),
  (c) => (c.sloppy && c.inFunction === 'function' ? `(arguments[0] = ${e(c)})` : effect(c)),
  (c) => (c.names.length > 0 ? `eval('typeof ${pick(c.random, c.names)}')` : effect(c)),
  (c) => `Object.keys(${objectText(c)}).length`,
  (c) => `({ __proto__: { s: ${e(c)} }, m() { return super.s } }).m()`,
  (c) => functionText(c, {}),
  (c) => functionText(c, {}),
  (c) => `(${functionText(c, { keyword: 'function' })})(${e(c)})`,
  (c) => `(${functionText(c, { keyword: 'arrow' })})(${e(c)})`,
  (c) => `new (${classText(c, '')})(${e(c)})`,
  (c) => `(${classText(c, c.random(2) ? c.fresh('K') : '')})`,
  (c) => `f\`a\${${e(c)}}\\x62\``,
  (c) => `(${pick(c.random, ["'a'", "'b'", "'zz'"])} in o)`,
  (c) => `(${e(c)} instanceof ${pick(c.random, ['Object', 'Array', 'Error'])})`,
  (c) => `(delete o.${pick(c.random, ['a', 'b'])})`,
  (c) => `/[a-c]+/${pick(c.random, ['gi', 'ig', 'g', ''])}.exec(${e(c)})?.index`,
  (c) => (c.async ? `(await ${e(c)})` : effect(c)),
  (c) => (c.generator ? `(yield ${e(c)})` : effect(c)),
  (c) => (c.generator ? `(yield* [${e(c)}, 2])` : effect(c)),
  (c) =>
    c.inFunction === 'function'
      ? pick(c.random, ['this?.tag', 'arguments.length', 'arguments[0]', 'new.target'])
      : effect(c),
  (c) => (c.asyncs.length > 0 ? `f(${pick(c.random, c.asyncs)}(${e(c)}))` : effect(c)),
  (c) =>
    c.names.length > 0
      ? `${pick(c.random, c.names)}?.${pick(c.random, ['length', 'a.b', '[0]', 'name', 'a?.b.c'])}`
      : effect(c),
  (c) => `(${e(c)}?.a).b`,
  (c) => (c.functions.length > 0 ? pick(c.random, c.functions) : effect(c)),
]

function member(c: Context): string {
  const { random } = c
  return pick(random, [
    ...['o.a', "o['a']", 'o.b.c', 'o[1]', "o['1']", 'o?.a', 'o.m(1)', 'o?.m?.(2)', 'o.none?.(f(3))'],
    `o[${e(c)}]`,
    `(${e(c)}).length`,
    `o.m(${e(c)})`,
  ])
}

function assignment(c: Context): string {
  const { random, writable } = c
  const target =
    writable.length > 0 && random(3) > 0 ? pick(random, writable) : pick(random, ['o.a', 'o.n', `o[${e(c)}]`])
  switch (random(8)) {
    case 0:
      return `(${target} = ${target} ${pick(random, ['+', '-', '*', '|', '**'])} ${e(c)})`
    case 1:
      return `(${target} ${pick(random, ['+=', '-=', '*=', '|=', '<<=', '**='])} ${e(c)})`
    case 2:
      return `(${target} ${pick(random, ['||=', '&&=', '??='])} ${e(c)})`
    case 3:
      return `(${pick(random, [`${target}++`, `++${target}`, `${target}--`, `--${target}`])})`
    case 4:
      return `([${target}] = [${e(c)}])`
    case 5:
      return `({ a: ${target} = ${e(c)} } = ${pick(random, ['o', '{}', '{ a: 1 }'])})`
    default:
      return `(${target} = ${e(c)})`
  }
}

export function objectText(c: Context): string {
  const { random, names } = c
  const properties = Array.from({ length: random(4) }, (): string =>
    pick(random, [
      () => `${pick(random, ['a', "'a'", "['a']", 'b', '1', "'1'"])}: ${e(c)}`,
      () => (names.length > 0 ? pick(random, names) : `c: ${e(c)}`),
      () => `get ${pick(random, ['a', 'b'])}() { return ${e(inMethod(c))} }`,
      () => `${pick(random, ['m', 'b'])}(x) { return ${e(inMethod(c))} }`,
      () => `[${e(c)}]: ${e(c)}`,
      () => `...${pick(random, ['o', '{ z: 1 }', 'null'])}`,
      () => `a: ${functionText(c, {})}`,
      () => `${pick(random, ['__proto__', "'__proto__'", "['__proto__']"])}: ${pick(random, ['null', '{ q: 1 }'])}`,
    ])(),
  )
  // A second `__proto__` is a syntax error.
  const seen = properties.filter(
    (text, index) =>
      !/^'?__proto__/.test(text) || properties.findIndex((other) => /^'?__proto__/.test(other)) === index,
  )
  return `({ ${seen.join(', ')} })`
}

function inMethod(c: Context): Context {
  return { ...c, inFunction: 'function', async: false, generator: false }
}

export interface FunctionShape {
  keyword?: 'function' | 'arrow'
  name?: string
}

/** A function; one with a name is a declaration, or an expression that knows itself. */
export function functionText(c: Context, { keyword, name }: FunctionShape): string {
  const { random, fresh } = c
  const arrow = keyword === 'arrow' || (keyword === undefined && random(2) === 0)
  const isAsync = keyword === undefined && random(6) === 0
  const generator = keyword === undefined && !arrow && random(6) === 0
  const x = fresh('x')
  const inner: Context = {
    ...c,
    depth: c.depth - 1,
    names: [...c.names, x],
    writable: [...c.writable, x],
    ...{ inLoop: false, inSwitch: false, labels: [], async: isAsync, generator },
    inFunction: arrow ? c.inFunction : 'function',
  }
  const parameters = pick(random, [x, x, x, `${x} = ${literal(c)}`, `...${x}`, `[${x}] = 'ab'`, `{ a: ${x} = 1 } = {}`])
  const prefix = isAsync ? 'async ' : ''
  const outer = { ...inner, functions: c.functions }
  if (arrow) return `(${prefix}(${parameters}) => ${random(2) ? `(${e(outer)})` : `{ ${statementList(inner, 2)} }`})`
  const text = `${prefix}function${generator ? '*' : ''} ${name ?? ''}(${parameters}) { ${statementList(inner, 2)} }`
  return name === undefined ? `(${text})` : text
}

export function classText(c: Context, name: string): string {
  const { random, fresh } = c
  const hidden = `#${fresh('k')}`
  const inner: Context = {
    ...inMethod(c),
    privates: [...c.privates, hidden],
    sloppy: false,
    labels: [],
    inLoop: false,
    inSwitch: false,
  }
  const members = Array.from({ length: 1 + random(4) }, () =>
    pick(random, [
      () => `${pick(random, ['a', "'a'", "['a']", 'b', 'static b'])} = ${e({ ...inner, inFunction: 'module' })};`,
      () => `${pick(random, ['m', 'n', 'static n'])}(x) { return typeof this?.${hidden} }`,
      () => `static p(x) { return x.${hidden}?.name }`,
      () => `get ${pick(random, ['g', 'h'])}() { ${statementList({ ...inner, depth: 1 }, 2)} }`,
      () => `set ${pick(random, ['g', 'h'])}(v) { f(v, ${hidden} in this) }`,
      () => `static { f(${e({ ...inner, inFunction: 'module' })}); }`,
      () => `[${e({ ...c, privates: c.privates })}] = 1;`,
    ])(),
  )
  const member = pick(random, [`${hidden} = ${random(5)};`, `${hidden} = () => 1;`, `${hidden}() { return 2 }`])
  const start = random(2) ? `constructor(y) { ${pick(random, ['f(new.target === undefined);', 'this.y = y;'])} }` : ''
  return `class ${name} { ${member} ${start} ${members.join(' ')} }`
}
