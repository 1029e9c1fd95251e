/** The shapes that people refactor: guards, temporaries, patterns, logical assignments, loops that break. */
import { pick } from '../random.js'
import { effect, expression, functionText } from './expressions.js'
import type { Context } from './program.js'
import { statementList } from './statements.js'

type Make = (context: Context) => string

const e = (c: Context): string => expression({ ...c, depth: Math.min(c.depth, 2) })

/** Something short, so that there is enough of it. */
const s = (c: Context): string => expression({ ...c, depth: c.random(2) })

const list = (c: Context, most = 2): string => statementList(c, most)

const name = (c: Context): string => (c.names.length > 0 ? pick(c.random, c.names) : 'o')

const target = (c: Context): string => (c.writable.length > 0 ? pick(c.random, c.writable) : 'o.a')

const jump = (c: Context): string =>
  pick(c.random, [
    ...['return;', 'return;', `return ${s(c)};`],
    ...(c.inLoop ? ['continue;', 'continue;', 'break;'] : c.inSwitch ? ['break;'] : []),
  ])

const operator = (c: Context): string => pick(c.random, ['||', '&&', '??'])

export const shapes: Make[] = [
  // Guards and tests.
  (c) => `if (${s(c)}) ${jump(c)}`,
  (c) => `if (${s(c)}) ${jump(c)} ${effect(c)};`,
  (c) => {
    const leave = jump(c)
    return `if (${s(c)}) ${leave} if (${s(c)}) ${leave} ${effect(c)};`
  },
  (c) => `if (${s(c)}) { if (${s(c)}) { ${effect(c)}; } }`,
  (c) => `if (${s(c)}) { ${effect(c)}; if (${s(c)}) { ${effect(c)}; ${effect(c)}; } }`,
  (c) => `if (${s(c)} && ${s(c)}) { ${list(c, 1)} }`,
  (c) => `if (${s(c)} || ${s(c)}) ${jump(c)}`,
  (c) => `if (!(${s(c)} ${pick(c.random, ['||', '&&'])} ${s(c)})) { ${effect(c)}; } else { ${effect(c)}; }`,
  (c) => {
    const then = effect(c)
    return `if (${s(c)}) { ${then}; } else if (${s(c)}) { ${then}; } else { ${effect(c)}; }`
  },
  // Values.
  (c) => {
    const [x, y] = [s(c), s(c)]
    return c.random(2)
      ? `return ${s(c)} ? ${x} : ${s(c)} ? ${x} : ${y};`
      : `return ${s(c)} ? ${s(c)} ? ${x} : ${y} : ${y};`
  },
  (c) => {
    const [kind, other] = [operator(c), operator(c)]
    return kind === '??' || kind !== other
      ? `f(${s(c)} ${kind} ${s(c)});`
      : `f(${s(c)} ${kind} (${s(c)} ${kind} ${s(c)}));`
  },
  (c) => `${pick(c.random, ['f(', 'return (', 'f(!'])}${s(c)} ? ${c.random(2) ? 'true : false' : 'false : true'});`,
  (c) => {
    const a = name(c)
    return `f(${pick(c.random, [`${a} ? ${a} : ${s(c)}`, `${a} ? ${s(c)} : ${a}`, `${a} === null || ${a} === undefined ? ${s(c)} : ${a}`, `${a} == null ? ${s(c)} : ${a}`])});`
  },
  (c) =>
    `f(typeof ${name(c)} ${pick(c.random, ['==', '===', '!='])} ${pick(c.random, ["'number'", "'undefined'", `typeof ${name(c)}`])});`,
  (c) => `f(${s(c)} ${pick(c.random, ['==', '!=', '===', '=='])} ${pick(c.random, ['null', 'undefined'])});`,
  (c) => `f(${pick(c.random, ['1', '0', "'a'", '2n', 'null'])} ${pick(c.random, ['<', '>=', '==', '==='])} ${s(c)});`,
  (c) => {
    const x = target(c)
    const kind = operator(c)
    return pick(c.random, [
      `${x} = ${x} ${kind} ${s(c)};`,
      `${x} ${kind}= ${s(c)};`,
      `${x} ${kind}= ${s(c)};`,
      `if (!${x}) ${x} = ${s(c)};`,
      `if (${x}) ${x} = ${s(c)};`,
    ])
  },
  // What is not used.
  (c) => `${s(c).replace(/^(\{|function|class|async|let)/, '0, $1')} && ${effect(c)};`,
  (c) => `f(1) ${pick(c.random, ['&&', '||', '??'])} ${effect(c)};`,
  (c) => `f(2) ? ${effect(c)} : ${effect(c)};`,
  (c) => `${effect(c)}, ${effect(c)};`,
  (c) => `return ${effect(c)}, ${s(c)};`,
  (c) => `if ((${effect(c)}, ${s(c)})) { ${effect(c)}; }`,
  (c) => `return void ${effect(c)};`,
  (c) => `${name(c)};`,
  (c) => `${target(c)}${pick(c.random, ['++', '--'])};`,
  // Declarations.
  (c) => {
    const t = c.fresh('t')
    return `const ${t} = ${e(c)}; ${pick(c.random, [`return ${t}.a;`, `if (${t}) { ${effect(c)}; }`, `f(${t}, ${s(c)});`, `return ${t} + ${s(c)};`, `return ${s(c)} + ${t};`, `o.m(${t});`, `${target(c)} = ${t};`, `throw ${t};`, `return [${t}, ${s(c)}];`, `return { a: ${t} };`, `switch (${t}) { case 1: ${effect(c)}; }`, `while (${t}) { tick(); ${effect(c)}; break; }`, `return () => ${t};`, `return typeof ${t};`])}`
  },
  (c) => {
    // A function below, which is called before the variable has its value.
    const [x, g] = [c.fresh('v'), c.fresh('g')]
    const start = pick(c.random, [
      `let ${x}; ${x} = ${g}();`,
      `let ${x} = ${g}();`,
      `let ${x} = 1; if (${g}()) ${x} = 2;`,
      `let ${x} = ${g}() ? 2 : 1;`,
    ])
    return c.sloppy ? `${effect(c)};` : `${start} f(${x}); function ${g}() { return ${x} ?? 3 }`
  },
  (c) => {
    // The value changes what is read beside it.
    const [g, t] = [c.fresh('g'), c.fresh('t')]
    const value = pick(c.random, [`[${g} = o.m]`, `f((${g} = o.m))`])
    const use = pick(c.random, [`${g}(${t})`, `${g}(${t})`, `[${g}, ${t}]`, `[${t}, ${g}]`, `(${g} === ${t})`])
    return `let ${g} = f; const ${t} = ${value}; f(${use});`
  },
  (c) => {
    const t = c.fresh('t')
    return `const ${t} = o.m; ${pick(c.random, [`return ${t}(1);`, `return (${t} || f)(1);`, `return new ${t}(1);`])}`
  },
  (c) => {
    const [a, b] = [c.fresh('v'), c.fresh('v')]
    const kind = pick(c.random, ['const', 'let', 'var'])
    const text = `${kind} { a: ${a}${c.random(4) ? '' : ` = ${s(c)}`}, b: ${b} } = ${pick(c.random, [name(c), name(c), 'o', 'o.b'])};`
    c.names.push(a, b)
    return text
  },
  (c) => {
    const [a, b, from] = [c.fresh('v'), c.fresh('v'), name(c)]
    const kind = pick(c.random, ['const', 'let', 'var'])
    const text = `${kind} ${a} = ${from}.a; ${kind} ${b} = ${from}.b;`
    c.names.push(a, b)
    return text
  },
  (c) => {
    // A value whose getter assigns the variable that holds it.
    const [x, a, b] = [c.fresh('v'), c.fresh('v'), c.fresh('v')]
    return `${pick(c.random, ['let', 'var'])} ${x} = { get a() { ${c.random(2) ? `${x} = o;` : 'f(3);'} return 1 }, b: 2 }; const { a: ${a}, b: ${b} } = ${x}; f(${a}, ${b});`
  },
  (c) => {
    const x = c.fresh('v')
    const seen = c.random(4) === 0 ? `const ${x}r = () => ${x}; f(${x}r); ` : ''
    const text = `let ${x}; ${seen}${x} = ${s(c)};${c.random(2) ? ` ${x} = ${s(c)};` : ''}`
    c.names.push(x)
    c.writable.push(x)
    return text
  },
  (c) => {
    const x = c.fresh('v')
    const inner = { ...c, names: c.random(3) ? c.names : [x] }
    const text = `let ${x} = ${pick(c.random, ['1', "'a'", 'null', 'undefined', 'undefined', s(c)])}; ${c.random(3) ? `if (${s(inner)}) ${x} = ${s(inner)};` : ''}`
    c.names.push(x)
    if (c.random(2)) c.writable.push(x)
    return text
  },
  (c) => {
    const x = c.fresh('v')
    c.names.push(x)
    return `let ${x} = ${s(c)} ? ${s(c)} : ${pick(c.random, ['1', "'a'", 'null'])};`
  },
  (c) => {
    const x = c.fresh('v')
    return `${effect(c)}; var ${x}; f(${x}); ${x} = ${s(c)};`
  },
  // Functions.
  (c) => {
    const g = c.fresh('g')
    const text = functionText({ ...c, depth: 1 }, { keyword: pick(c.random, ['arrow', 'function'] as const) })
    return `const ${g} = ${text}; f(${g}(${s(c)}));${c.random(6) ? '' : ` f(${g});`}`
  },
  (c) => {
    // One call site of a template has one object; two have two.
    const [g, t, x] = [c.fresh('g'), c.fresh('t'), c.fresh('x')]
    const [a, b] = ['f`u`', pick(c.random, ['f`u`', 'f`u`', 'f`v`'])]
    const body = pick(c.random, [
      `return ${x} ? ${a} : ${name(c)} ? ${b} : 0;`,
      `if (${x}) return ${a}; if (${name(c)}) return ${b};`,
    ])
    return `const ${g} = (${x}) => { ${body} }; const ${t} = ${g}(1); ${g}(0); f(${t});`
  },
  (c) => {
    // A parameter that is not there yet.
    const [g, x, y] = [c.fresh('g'), c.fresh('x'), c.fresh('y')]
    const early = { ...c, names: c.random(2) ? [y] : c.names, depth: 1, async: false, generator: false }
    return `const ${g} = (${x} = (() => { ${c.random(2) ? `${y};` : `${effect(early)};`} return ${s(early)} })(), ${y} = 1) => [${x}, ${y}]; f(${g}());`
  },
  (c) =>
    `return { ${pick(c.random, ['a: 1, ', ''])}...{ ${pick(c.random, ['a', 'b', '[o.n]', "['__proto__']"])}: ${s(c)}, b: ${s(c)} }, ${pick(c.random, ['...null', '...1', "...'ab'", '...undefined', `a: ${s(c)}`])} };`,
  // Loops, cases and tries.
  (c) => {
    const inner = { ...c, inLoop: true, inSwitch: false }
    return `${pick(c.random, ['while (true)', 'for (;;)', `while (${s(c)})`])} { ${c.random(3) ? '' : 'tick(); '}if (${c.random(2) ? '!' : ''}${s(c)}) break; tick(); ${list(inner)} }`
  },
  (c) => {
    const i = c.fresh('i')
    const inner = { ...c, inLoop: true, inSwitch: false, names: [...c.names, i] }
    return `for (let ${i} = 0; ${i} < 3; ${i}++) { tick(); if (${s(inner)}) continue; ${list(inner)} if (${s(inner)}) { ${effect(inner)}; ${effect(inner)}; } }`
  },
  (c) => {
    const inner = { ...c, inSwitch: true }
    const body = `if (${s(inner)}) { ${effect(inner)}; ${effect(inner)}; }`
    const text = `switch (${s(c)}) { case ${c.random(3)}: ${body} ${c.random(2) ? 'break;' : ''} ${c.random(3) ? '' : 'default:'} case 1: ${effect(c)}; ${c.random(2) ? 'break;' : ''}`
    return `${text} ${!text.includes('default:') && c.random(2) ? 'default:' : ''} ${c.random(2) ? body : ''} ${c.random(2) ? 'break;' : ''} }`
  },
  (c) =>
    `try { ${list(c, 1)} if (${s(c)}) { ${effect(c)}; ${effect(c)}; } ${c.random(2) ? `throw ${s(c)};` : ''} } finally { if (${s(c)}) { ${effect(c)}; ${effect(c)}; } }`,
  (c) => `{ ${list(c)} const ${c.fresh('v')} = ${s(c)}; ${effect(c)}; }`,
]
