/** The tables of docs/parity.md. */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Tally } from './tally.js'

const page = fileURLToPath(new URL('../../docs/parity.md', import.meta.url))

/** Between its two comments. */
export function writeDocument(tally: Tally): void {
  const marked = /(<!-- Written by `npm run bench:parity`. -->\n)[\s\S]*(<!-- End of what it writes. -->)/
  const text = readFileSync(page, 'utf8')
  if (!marked.test(text)) throw new Error('docs/parity.md has lost the two comments between which the tables stand.')
  writeFileSync(
    page,
    text.replace(marked, (_, start, end) => `${start}\n${generatedPart(tally)}\n\n${end}`),
  )
}

function generatedPart(tally: Tally): string {
  const { files, packages, functions, definitions, endings, rows, refusals, rejected } = tally
  return [
    `${number(functions)} functions in ${number(definitions)} definitions of ${number(files)} files of ` +
      `${number(packages.size)} packages; **${number(tally.different.length)} disagreements**. Made with ${tools()}.\n`,
    table(
      ['compiler', 'files', 'definitions', 'the same form', 'compiled away or refused (R6)', 'disagreements'],
      rows.map(({ compiler, definitions: all, same, ...row }) => [
        compiler,
        number(row.files),
        number(all),
        number(same),
        number(all - same),
        number(row.disagreements),
      ]),
    ),
    '\n### The files\n',
    table(
      ['ending', 'files', 'functions'],
      [...endings]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([ending, of]) => [`\`${ending}\``, number(of.files), number(of.functions)]),
    ),
    '\n### What is refused, by all of them at the same place\n',
    table(
      ['rule', 'times', 'for instance'],
      [...refusals]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([rule, { count, message }]) => [rule, number(count), message.replaceAll('|', '\\|')]),
    ),
    '\n### What a parser rejects, without the plugin as well\n',
    table(
      ['not parsed by', 'files'],
      [...rejected].map(([by, names]) => [by, number(names.length)]),
    ),
    ...[...rejected].map(([by, names]) => listOf(by, names)),
  ].join('\n')
}

function listOf(by: string, names: string[]): string {
  const items = names.map((name) => `- ${name.replace(/^node_modules\//, '')}`)
  return `\n<details><summary>${by}: ${number(names.length)}</summary>\n\n${items.join('\n')}\n\n</details>`
}

function table(columns: string[], rows: string[][]): string {
  return [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function number(value: number): string {
  return value.toLocaleString('en')
}

function tools(): string {
  const from = (folder: string) => createRequire(new URL(`../../${folder}/package.json`, import.meta.url))
  const versionOf = (name: string, folder = '.') =>
    (from(folder)(`${name}/package.json`) as { version: string }).version
  const versions = [
    `@babel/core ${versionOf('@babel/core')}`,
    versionOf('@babel/core', 'test/hosts/babel-8'),
    `@swc/core ${versionOf('@swc/core')}`,
    versionOf('@swc/core', 'test/hosts/swc-1.15'),
  ]
  return `${versions[0]} and ${versions[1]}, ${versions[2]} and ${versions[3]}`
}
