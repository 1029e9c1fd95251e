/** The tables of docs/stability.md. */
import { readFileSync } from 'node:fs'
import { corpusFolders } from '../../test/corpus.js'
import { settings } from '../../test/settings.js'
import { type Cause, causes } from './causes.js'
import type { MovedHelpers } from './moved-helper.js'
import type { Lost, Row } from './rows.js'

export interface Results {
  /** Each n-th file was measured. */
  step: number
  rows: Row[]
  moved: MovedHelpers[]
  /** What the program prints, by the name of the setting. */
  versions: { plugin: Record<string, string>; source: Record<string, string> }
}

const start = '<!-- Written by `npm run bench:stability`. -->'
const end = '<!-- End of what it writes. -->'

/** The document with another generated part. */
export function document(text: string, generated: string): string {
  const [from, to] = [text.indexOf(start), text.indexOf(end)]
  if (from < 0 || to < from)
    throw new Error('docs/stability.md has lost the two comments between which the tables stand.')
  return `${text.slice(0, from)}${start}\n\n${generated}\n\n${text.slice(to)}`
}

export function generatedPart({ step, rows, moved, versions }: Results): string {
  const most = Math.max(...rows.map(({ definitions }) => definitions))
  return [
    `${number(most)} definitions of ${corpusFolders.length} packages${step > 1 ? ` (every ${step}th file; all of them where helpers move)` : ''}. Made by \`npm run bench:stability\` with ${tools()}.`,
    '## Edits\n',
    editsTable(
      rows.filter(({ goal }) => goal),
      moved,
    ),
    '### Why the others are lost\n',
    causesTable(rows),
    '### Minifiers that rewrite code\n',
    'For information: they do more than the rules promise to see through. The plugins run before a minifier, so this is no build that\nanyone has; it shows what the rules know.\n',
    plainTable(rows.filter(({ goal }) => !goal)),
    '## Settings\n',
    settingsTable(versions),
    '## Names of the definitions that are lost\n',
    ...rows.filter(({ goal, lost }) => goal && lost.length > 0).map(names),
    ...moved.filter(({ lost }) => lost.length > 0).map(movedNames),
    failures(rows, moved),
  ]
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}

function editsTable(rows: Row[], moved: MovedHelpers[]): string {
  return table(
    ['edit', 'definitions', 'version kept', 'lost, by cause', 'source text kept'],
    [
      ...rows.map((row) => [
        row.edit,
        number(row.definitions),
        percent(row.kept, row.definitions),
        lostCauses(row.lost),
        percent(row.keptTexts, row.texts),
      ]),
      ...moved.map(({ needs, helpers, functions, lost }) => [
        `${number(helpers)} helpers moved to files of their own, ${needs === 'functions' ? 'which use functions and imports' : 'which use constants of the file that they leave'}`,
        number(functions),
        percent(functions - lost.length, functions),
        lost.length > 0 ? `constant ${number(lost.length)}` : '',
        '',
      ]),
    ],
  )
}

/** `name 60, template 5`: a definition with two causes counts for both. */
function lostCauses(lost: Lost[]): string {
  const counts = new Map<Cause, number>()
  for (const { causes: found } of lost) for (const cause of found) counts.set(cause, (counts.get(cause) ?? 0) + 1)
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([cause, count]) => `${cause} ${number(count)}`)
    .join(', ')
}

function causesTable(rows: Row[]): string {
  const found = new Set(rows.flatMap(({ lost }) => lost.flatMap((each) => each.causes)))
  const used = Object.entries(causes).filter(([cause]) => found.has(cause as Cause))
  return table(
    ['cause', 'what happens'],
    [
      ...used,
      [
        'constant',
        'The helper uses a constant of its file. There that counts by its definition, and from another file by its value (S2), and what is one node of the graph here may be two there.',
      ],
    ],
  )
}

function plainTable(rows: Row[]): string {
  return table(
    ['edit', 'definitions', 'version kept', 'source text kept'],
    rows.map((row) => [
      row.edit,
      number(row.definitions),
      percent(row.kept, row.definitions),
      percent(row.keptTexts, row.texts),
    ]),
  )
}

function settingsTable({ plugin, source }: Results['versions']): string {
  const letters = { plugin: lettersOf(plugin), source: lettersOf(source) }
  const count = (printed: Record<string, string>, after: string | undefined) =>
    new Set(settings.filter((setting) => setting.after === after).map(({ name }) => printed[name])).size
  const summary = (after: string | undefined) =>
    `${count(plugin, after)} with the plugin, ${count(source, after)} by source text`
  return [
    `Versions of one function over ${settings.filter(({ after }) => !after).length} settings: **${summary(undefined)}**. Where TypeScript compiles before the plugin sees the code: ${summary('TypeScript')}.\n`,
    table(
      ['setting', 'version', 'by source text'],
      settings.map(({ name }) => [
        name,
        letters.plugin.get(plugin[name]) ?? '',
        letters.source.get(source[name]) ?? '',
      ]),
    ),
  ].join('\n')
}

/** A letter for each version, in order of appearance. */
function lettersOf(printed: Record<string, string>): Map<string | undefined, string> {
  const versions = [...new Set(settings.map(({ name }) => printed[name]))]
  return new Map(versions.map((version, index) => [version, String.fromCharCode(65 + index)]))
}

function names({ edit, lost }: Row): string {
  const byCause = new Map<string, Lost[]>()
  for (const each of lost) {
    const cause = each.causes.join(' and ')
    byCause.set(cause, [...(byCause.get(cause) ?? []), each])
  }
  const lists = [...byCause].map(([cause, list]) => `**${cause}**\n\n${byFile(list)}`)
  return details(`${edit}: ${number(lost.length)}`, lists.join('\n\n'))
}

function movedNames({ needs, lost }: MovedHelpers): string {
  return details(`Helpers moved to files of their own (${needs}): ${number(lost.length)}`, byFile(lost))
}

function byFile(lost: { file: string; name: string }[]): string {
  const files = new Map<string, string[]>()
  for (const { file, name } of [...lost].sort((one, other) => (one.file < other.file ? -1 : 1)))
    files.set(file, [...(files.get(file) ?? []), name])
  return [...files].map(([file, list]) => `- ${file}: ${list.map((name) => `\`${name}\``).join(', ')}`).join('\n')
}

function failures(rows: Row[], moved: MovedHelpers[]): string {
  const byEdit = rows
    .filter(({ failed }) => failed.length > 0)
    .map(({ edit, failed }) => `- ${edit}: ${[...new Set(failed.map(({ file }) => file))].join(', ')}`)
  const unloaded = [...new Set(moved.flatMap(({ failed }) => failed.map(({ file }) => file)))]
  return [
    '## Files that were left out\n',
    ...byEdit,
    ...(unloaded.length > 0
      ? [
          `- helpers moved: ${number(unloaded.length)} modules that do not load alone (they need React, or a CommonJS build)`,
        ]
      : []),
  ].join('\n')
}

function details(title: string, text: string): string {
  return `<details><summary>${title.replaceAll('<', '&lt;')}</summary>\n\n${text}\n\n</details>\n`
}

function table(head: string[], lines: string[][]): string {
  return `${[head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`
}

function number(value: number): string {
  return value.toLocaleString('en-US')
}

/** Never rounded up to 100 %. */
function percent(part: number, whole: number): string {
  return part === whole ? '**100 %**' : `${(Math.floor((part / whole) * 1000) / 10).toFixed(1)} %`
}

function tools(): string {
  const packages = ['@babel/core', 'typescript', 'prettier', 'esbuild', 'terser', '@swc/core', 'babel-plugin-istanbul']
  return packages.map((name) => `${name} ${versionOf(name)}`).join(', ')
}

function versionOf(name: string): string {
  const manifest = readFileSync(new URL(`../../node_modules/${name}/package.json`, import.meta.url), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}
