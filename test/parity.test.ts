/**
 * Babel and SWC agree on real code: files of the packages in node_modules, whatever they are written in. Exported functions,
 * and the top-level functions of scripts, have equal canonical forms, slots and refusals.
 *
 * AUTOCACHED_PARITY_FILES is how many files at most, evenly chosen; default 400.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Report } from 'autocached/babel-plugin'
import { expect, it } from 'vitest'
import { type Compiler, compilers, type Output, type Source } from './compilers.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const most = Number(process.env.AUTOCACHED_PARITY_FILES ?? 400)
const [babel, ...others] = [
  'Babel 7',
  'Babel 8',
  'SWC 1.16, plugin first',
  'SWC 1.16, default order',
  'SWC 1.15, plugin first',
].map((name) => compilers.find((compiler) => compiler.name === name) as Compiler) as [Compiler, ...Compiler[]]

it('gives the same report for every file of real packages', () => {
  let files = 0
  let definitions = 0
  const packages = new Set<string>()
  const different: string[] = []
  for (const file of chosen(sourceFiles())) {
    const source = sourceOf(file)
    const expected = source && compile(babel, source)
    if (!expected || expected.report.definitions.length === 0) continue
    const outputs = others.map((compiler) => [compiler.name, compile(compiler, source)] as const)
    // What one of the parsers refuses cannot be compared.
    if (outputs.some(([, output]) => output === undefined)) continue
    files++
    definitions += expected.report.definitions.length
    packages.add(packageOf(file))
    for (const [name, output] of outputs) {
      if (output && !agree(output.report, expected.report)) different.push(`${name}: ${file}`)
    }
  }
  console.log(`parity: ${definitions} definitions of ${files} files of ${packages.size} packages`)
  expect(different).toEqual([])
  expect(definitions).toBeGreaterThan(most)
  expect(packages.size).toBeGreaterThan(30)
})

/** What SWC has lowered is refused (R6); what is left must be what Babel sees. */
function agree(report: Report, expected: Report): boolean {
  if (!report.diagnostics.some(({ rule }) => rule === 'R6')) return JSON.stringify(report) === JSON.stringify(expected)
  const known = new Set(expected.definitions.map(({ hash }) => hash))
  return report.definitions.every(({ hash }) => known.has(hash))
}

function compile(compiler: Compiler, source: Source): Output | undefined {
  try {
    return compiler.compile(source)
  } catch {
    return undefined
  }
}

/** A file without exports gets calls of `cached` for its functions. */
function sourceOf(file: string): Source | undefined {
  const code = readFileSync(join(root, file), 'utf8').replace(/^#!.*/, '')
  if (/^\s*(export|import)\b/m.test(code)) return { code, file }
  const functions = new Set([...code.matchAll(/^(?:async )?function\*? ([\w$]+)/gm)].map(([, name]) => name))
  if (functions.size === 0) return undefined
  const calls = [...functions].map((name) => `\n__cached(${name});`)
  return { code: `${code}\n;const { cached: __cached } = require("autocached");${calls.join('')}`, file, script: true }
}

function sourceFiles(): string[] {
  const files: string[] = []
  const visit = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) visit(path)
      else if (/\.([cm]?js|[cm]?ts|[jt]sx)$/.test(path) && !/\.d\.[cm]?ts$|\.min\./.test(path)) {
        const { size } = statSync(join(root, path))
        if (size > 200 && size < 150_000) files.push(path)
      }
    }
  }
  visit('node_modules')
  visit('runtime/src')
  visit('babel-plugin/src')
  return files.sort()
}

function chosen(files: string[]): string[] {
  const step = Math.max(1, files.length / most)
  return Array.from({ length: Math.min(most, files.length) }, (_, index) => files[Math.floor(index * step)] as string)
}

function packageOf(file: string): string {
  const [, first, second] = relative('node_modules', file).startsWith('..')
    ? file.split('/')
    : ['', ...file.split('/').slice(1)]
  return first?.startsWith('@') ? `${first}/${second}` : (first ?? '')
}
