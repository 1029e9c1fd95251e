/** Random statements, with those shapes more often that the rules know. */
import { pick } from '../random.js'
import { classText, effect, expression, functionText } from './expressions.js'
import type { Context } from './program.js'
import { shapes as refactored } from './shapes.js'

export function statementList(context: Context, most: number): string {
  // Declarations of this list do not leave it.
  const inner: Context = {
    ...context,
    names: [...context.names],
    writable: [...context.writable],
    functions: [...context.functions],
    asyncs: [...context.asyncs],
  }
  const length = 1 + context.random(most)
  return Array.from({ length }, (_, index) => {
    const text = statement(inner)
    // What follows would never be reached: mostly, that comes last.
    return index < length - 1 && leaves.test(text) && context.random(4) ? statement(inner) : text
  }).join(' ')
}

const leaves = /(^|; )(return|throw|break|continue)\b[^{}]*;$/

function statement(c: Context): string {
  const { random, depth } = c
  const inner = { ...c, depth: depth - 1 }
  if (depth <= 0) return pick(random, simple)(c)
  const kinds = [
    simple,
    simple,
    declarations,
    declarations,
    shapes,
    shapes,
    shapes,
    refactored,
    refactored,
    refactored,
    refactored,
    rare,
  ]
  return pick(random, pick(random, kinds))(inner)
}

type Make = (context: Context) => string

const e = (c: Context): string => expression({ ...c, depth: Math.min(c.depth, 2) })

const list = (c: Context, most = 2): string => statementList(c, most)

const simple: Make[] = [
  (c) => `${effect(c)};`,
  (c) => `return ${e(c)};`,
  (c) => pick(c.random, ['return;', 'return undefined;', 'return void 0;']),
  (c) => `throw ${pick(c.random, [e(c), "new Error('own: a')", "new TypeError('own: b')"])};`,
  (c) => (c.writable.length > 0 ? `${pick(c.random, c.writable)} = ${e(c)};` : `${effect(c)};`),
  (c) => `${e(c).replace(/^(\{|function|class|async|let)/, '0, $1')};`,
  (c) => (c.inLoop ? pick(c.random, ['break;', 'continue;']) : c.inSwitch ? 'break;' : `${effect(c)};`),
  (c) => {
    if (c.labels.length === 0) return `${effect(c)};`
    const { name, loop } = pick(c.random, c.labels)
    return loop && c.inLoop && c.random(2) ? `continue ${name};` : `break ${name};`
  },
  () => ';',
]

const declarations: Make[] = [
  (c) => declared(c, pick(c.random, ['const', 'let', 'let', 'var']), (name) => `${name} = ${e(c)}`),
  (c) => declared(c, pick(c.random, ['let', 'var']), (name) => name),
  (c) => declared(c, 'let', (name) => `${name} = ${e(c)}, ${c.fresh('w')} = ${e(c)}`),
  (c) =>
    declared(
      c,
      pick(c.random, ['const', 'let']),
      (name) => `{ a: ${name}, ...${c.fresh('r')} } = ${pick(c.random, ['o', '{ a: 1, b: 2 }'])}`,
    ),
  (c) =>
    declared(
      c,
      pick(c.random, ['const', 'let', 'var']),
      (name) => `[${name} = ${e(c)}] = ${pick(c.random, ["'a'", '[]', '[1]'])}`,
    ),
  (c) => {
    const name = c.fresh('g')
    const text = functionText(c, { keyword: 'function', name })
    c.functions.push(name)
    // A function in a block of sloppy code is refused: a variable instead.
    return c.sloppy ? `const ${name} = ${text};` : text
  },
  (c) => {
    // Called ahead of its declaration.
    const name = c.fresh('g')
    const text = functionText(c, { keyword: 'function', name })
    return c.sloppy ? `${effect(c)};` : `f(${name}(1)); ${text}`
  },
  (c) => {
    const name = c.fresh('t')
    const only = c.random(2) === 0
    const text = `const ${name} = ${functionText(c, only ? { keyword: 'arrow' } : {})};`
    // Sometimes it is only called, so that its name cannot be seen.
    ;(only ? c.functions : c.names).push(name)
    return text
  },
  (c) => {
    const name = c.fresh('s')
    const text = `const ${name} = async (x) => { f(x); await x; f(${e({ ...c, async: true, generator: false })}); return x };`
    c.asyncs.push(name)
    return text
  },
  (c) => {
    // Read in its dead zone, by a function that is called too early or in time.
    const [name, reader] = [c.fresh('z'), c.fresh('g')]
    const declaration = `${pick(c.random, ['let', 'const', 'var'])} ${name} = ${e(c)};`
    const calls = [`f(${reader}());`, declaration]
    return `const ${reader} = () => ${name}; ${(c.random(3) ? calls.reverse() : calls).join(' ')}`
  },
  (c) => {
    const name = c.fresh('K')
    const text = classText(c, name)
    c.names.push(name)
    return text
  },
]

function declared(c: Context, kind: string, declarator: (name: string) => string): string {
  const name = c.fresh('v')
  // Sometimes it is used in its own value.
  if (c.random(12) === 0) c.names.push(name)
  const text = `${kind} ${declarator(name)};`
  if (!c.names.includes(name)) c.names.push(name)
  if (kind !== 'const' || c.random(8) === 0) c.writable.push(name)
  return text
}

const shapes: Make[] = [
  (c) => `if (${e(c)}) { ${list(c)} }`,
  (c) => `if (${e(c)}) { ${list(c)} } else { ${list(c)} }`,
  (c) => `if (!${e(c)}) { ${list(c)} } else { ${list(c)} }`,
  (c) => `if (${e(c)}) { ${list(c, 1)} return ${e(c)}; } else { ${list(c)} }`,
  (c) => `if (${e(c)}) { ${list(c)} } else { return ${e(c)}; }`,
  (c) => `if (${e(c)}) return ${e(c)}; return ${e(c)};`,
  (c) => `if (${e(c)}) return ${e(c)}; else return ${e(c)};`,
  (c) => `if (${e(c)}) { return ${e(c)}; } ${list(c)}`,
  (c) => `return ${e(c)} ? ${e(c)} : ${e(c)};`,
  (c) => {
    if (c.writable.length === 0) return `if (${e(c)}) ${effect(c)};`
    const target = pick(c.random, c.writable)
    return c.random(3)
      ? `if (${e(c)}) ${target} = ${e(c)}; else ${target} = ${e(c)};`
      : `${target} = ${e(c)} ? ${e(c)} : ${e(c)};`
  },
  (c) => {
    const name = c.fresh('t')
    return `${pick(c.random, ['const', 'let', 'var'])} ${name} = ${e(c)}; return ${name};`
  },
  (c) => {
    // Something else uses the temporary.
    const name = c.fresh('t')
    return `const ${name} = [${e(c)}, () => typeof ${name}]; return ${name};`
  },
  (c) => `{ ${list(c)} }`,
  loop,
  loop,
]

function loop(c: Context): string {
  const label = c.random(4) === 0 ? c.fresh('L') : undefined
  const inner: Context = { ...c, inLoop: true, labels: label ? [...c.labels, { name: label, loop: true }] : c.labels }
  const body = (more: Context = inner): string => `{ tick(); ${list(more)} }`
  const name = c.fresh('i')
  const withName: Context = { ...inner, names: [...c.names, name] }
  const text = pick(c.random, [
    () => `while (${e(c)}) ${body()}`,
    () => `for (; ${e(c)}; ) ${body()}`,
    () => `do ${body()} while (${e(c)});`,
    () => `for (let ${name} = 0; ${name} < 3; ${name}++) ${body(withName)}`,
    () =>
      `for (let ${name} = 0; ${name} < 2; ${name}++) { tick(); o.fs.push(() => ${name}); } f(o.fs.map((x) => x()));`,
    () =>
      `for (${pick(c.random, ['let', 'const', 'var'])} ${name} of ${pick(c.random, ["'ab'", '[1, 2]', 'o.list'])}) ${body(withName)}`,
    () =>
      `for (${pick(c.random, ['let', 'const', 'var'])} ${name} in ${pick(c.random, ['o', '{ a: 1, b: 2 }'])}) ${body(withName)}`,
  ])()
  return label ? `${label}: ${text}` : text
}

const rare: Make[] = [
  (c) => (c.sloppy ? `with (${pick(c.random, ['o', '{ a: 1 }'])}) { ${list(c)} }` : `${effect(c)};`),
  (c) => {
    const inner: Context = { ...c, inSwitch: true }
    const cases = Array.from(
      { length: 1 + c.random(3) },
      () => `case ${c.random(3)}: ${list(inner)} ${c.random(2) ? 'break;' : ''}`,
    )
    if (c.random(2)) cases.splice(c.random(cases.length + 1), 0, `default: ${list(inner)}`)
    return `switch (${e(c)}) { ${cases.join(' ')} }`
  },
  (c) => {
    const name = c.fresh('L')
    return `${name}: { ${list({ ...c, labels: [...c.labels, { name, loop: false }] }, 3)} }`
  },
  (c) => {
    const name = c.fresh('c')
    const handler = pick(c.random, [
      () => `catch { ${list(c)} }`,
      () => `catch (${name}) { ${list(c)} }`,
      () =>
        `catch (${name}) { f(${name}); ${list({ ...c, names: [...c.names, name], writable: [...c.writable, name] })} }`,
      () => `catch ({ name: ${name} }) { f(${name}); }`,
    ])()
    return `try { ${list(c)} } ${handler} ${c.random(3) ? '' : `finally { ${list(c, 1)} }`}`
  },
  (c) => `try { ${list(c)} } finally { ${effect(c)}; ${c.random(3) ? '' : list(c, 1)} }`,
  (c) => (c.async ? `for await (const x of [${e(c)}, 2]) { f(x); }` : `${effect(c)};`),
  (c) => (c.generator ? `yield ${e(c)};` : `${effect(c)};`),
]
