/**
 * Every source file of node_modules and of the project, as sources in which the plugins report everything: all names of a
 * module are exported, and a script is one function.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseSync } from '@babel/core'
import type { Source } from './compilers.js'
import { exportEverything } from './corpus.js'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Relative to the root, in order of their names. */
export function sourceFiles(): string[] {
  return ['node_modules', 'runtime/src', 'babel-plugin/src'].flatMap(filesBelow)
}

/** A module with everything exported; or a script as one function, and its functions by themselves. */
export function sourcesOf(file: string): Source[] {
  const code = readFileSync(root + file, 'utf8').replace(/^\uFEFF?#!.*/, '')
  const module = isModule(code, file) ? exportEverything({ code, file }) : undefined
  if (module !== undefined) return [{ code: module, file }]
  const use = 'const { cached: __cached } = require("autocached");'
  const whole = `${use}__cached(function (module, exports, require, __filename, __dirname) {${code}\n})`
  const names = new Set([...code.matchAll(/^(?:async )?function\*? ([\w$]+)/gm)].map(([, name]) => name))
  const calls = [...names].map((name) => `\n__cached(${name});`)
  return [
    { code: whole, file, script: true },
    ...(calls.length > 0 ? [{ code: `${code}\n;${use}${calls.join('')}`, file, script: true }] : []),
  ]
}

function isModule(code: string, file: string): boolean {
  if (/\.m[jt]s$/.test(file)) return true
  if (!/\b(import|export)\b/.test(code)) return false
  if (/^\s*(import|export)\b(?! ?[(.=])/m.test(code)) return true
  try {
    const parsed = parseSync(code, { configFile: false, babelrc: false, sourceType: 'unambiguous' })
    return parsed?.program.sourceType === 'module'
  } catch {
    return false
  }
}

/** Everything that a compiler could be given; declarations hold no code. */
function filesBelow(folder: string): string[] {
  return readdirSync(root + folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() && /\.([cm]?[jt]s|[jt]sx)$/.test(entry.name) && !/\.d\.([\w-]+\.)?[cm]?ts$/.test(entry.name),
    )
    .map((entry) => `${entry.parentPath.slice(root.length)}/${entry.name}`.replaceAll('\\', '/'))
    .sort()
}

export function packageOf(file: string): string {
  const [, name] = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file) ?? []
  return name ?? 'autocached'
}
