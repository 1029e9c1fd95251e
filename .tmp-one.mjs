import { transformSync } from '@swc/core'
const kinds = {
  parens: n=>`export const f = (x) => ${'('.repeat(n)}x${')'.repeat(n)}`,
  arrays: n=>`export const f = (x) => ${'['.repeat(n)}x${']'.repeat(n)}`,
  calls: n=>`export const f = (x) => ${'x('.repeat(n)}x${')'.repeat(n)}`,
  blocks: n=>`export const f = (x) => { ${'{'.repeat(n)}x()${'}'.repeat(n)} }`,
  arrows: n=>`export const f = (x) => ${'() => '.repeat(n)}x`,
  templates: n=>`export const f = (x) => ${'`a${'.repeat(n)}x${'}`'.repeat(n)}`,
  members: n=>`export const f = (x) => x${'.a'.repeat(n)}`,
  chained: n=>`export const f = (x) => x${'.a()'.repeat(n)}`,
  ternaries: n=>`export const f = (x) => ${'x ? 1 : '.repeat(n)}2`,
  elseifs: n=>`export const f = (x) => { ${'if (x()) x(1); else '.repeat(n)}x(2) }`,
  ifs: n=>`export const f = (x) => { ${'if (x()) '.repeat(n)}x(2) }`,
  sums: n=>`export const f = (x) => x${' + x'.repeat(n)}`,
  strings: n=>`export const f = (x) => 'a'${" + 'a'".repeat(n)}`,
  nots: n=>`export const f = (x) => ${'!'.repeat(n)}x`,
  functions: n=>`export const f = (x) => {${'function g() {'.repeat(n)}${'}'.repeat(n)}}`,
  objects: n=>`export const f = (x) => (${'{a:'.repeat(n)}x${'}'.repeat(n)})`,
  patterns: n=>`export const f = (${'['.repeat(n)}x${']'.repeat(n)}) => 1`,
  assigns: n=>`export const f = (x) => { ${'x = '.repeat(n)}1 }`,
  types: n=>`export const f = (x) => 1; type T = ${'['.repeat(n)}1${']'.repeat(n)}`,
}
const [,, k, n, wasm, pos] = process.argv
try { transformSync(kinds[k](+n), { filename: '/work/wt/speed/a.ts', configFile:false, swcrc:false, isModule:true, jsc:{target:'esnext', parser:{syntax:'typescript'}, experimental:{ plugins: wasm ? [[wasm,{}]] : [], runPluginFirst: true } } }); console.log('ok') } catch (e) { console.log(String(e.message).match(/DepthOverflow|call stack exhausted|out of bounds|too deeply|RuntimeError.*|Caused by[^]*/)?.[0].slice(0,200)); process.exit(1) }
