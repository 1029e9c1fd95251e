import { digest128 } from './digest.js'
import type { ExplainedNode } from './explain.js'

/** What a version came from, as far as it is kept and compared. */
export interface Graph {
  readonly version: string
  readonly nodes: readonly ExplainedNode[]
  /** Nothing was left out for its size. */
  readonly whole: boolean
}

/** What a backend keeps of a function: its versions, the newest first, and the graph of the newest. */
export interface History extends Graph {
  readonly versions: readonly string[]
}

/**
 * As it is kept: lists alone, because names that somebody else wrote are no names of properties. Versions, files, nodes, and
 * whether that is all.
 */
type Kept = readonly [
  versions: readonly string[],
  files: readonly string[],
  nodes: readonly (readonly [counts: number, name: string, file: number, hash: string, uses: readonly number[]])[],
  whole: boolean,
]

/** During a rolling deploy old and new versions run side by side, and each of them is new once. */
const MOST_VERSIONS = 4
/** At most 30 kB; that of most functions is below 2 kB. */
const MOST_NODES = 128
const MOST_USES = 32
const LONGEST_NAME = 64
const LONGEST_FILE = 200

const COUNTS = [
  'definition',
  'value',
  'data',
  'namespace',
  'source',
  'built-in',
  'own version',
  'input',
  'member',
] as const

/** The record in which `now` is the newest version. It holds no value: neither of constants, nor of what a function captures. */
export function toHistory({ version, nodes, whole }: Graph, earlier: History | undefined): Kept {
  const files = [...new Set(nodes.map(({ file }) => file))]
  return [
    [version, ...(earlier?.versions ?? [])].slice(0, MOST_VERSIONS),
    files,
    nodes.map(({ counts, name, file, hash, uses }) => [COUNTS.indexOf(counts), name, files.indexOf(file), hash, uses]),
    whole,
  ]
}

/** The nodes as a record has them, to be compared with those of one. */
export function toGraph({ version, nodes }: Pick<Graph, 'version' | 'nodes'>): Graph {
  return {
    version,
    nodes: nodes.slice(0, MOST_NODES).map((node) => ({
      name: nameOf(node),
      file: cleaned(node.file, LONGEST_FILE),
      line: node.line,
      counts: node.counts,
      hash: hashOf(node),
      uses: node.uses.slice(0, MOST_USES),
    })),
    whole: nodes.length <= MOST_NODES && nodes.every(({ uses }) => uses.length <= MOST_USES),
  }
}

/** The name of a value that no definition describes is the beginning of the value. */
function nameOf({ name, file, counts }: ExplainedNode): string {
  return (counts === 'value' || counts === 'data') && file === '' ? '' : cleaned(name, LONGEST_NAME)
}

/** That of a definition is a digest; a version of the user's own is what the user likes. */
function hashOf({ hash, counts }: ExplainedNode): string {
  return counts === 'definition' || counts === 'input' ? cleaned(hash, LONGEST_NAME) : digest128(hash)
}

function cleaned(text: string, longest: number): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, '').slice(0, longest)
}

/** `undefined` for what is no record: nothing in it is trusted, since anybody may write to a backend. */
export function parseHistory(kept: unknown): History | undefined {
  if (!isList(kept, 4)) return undefined
  const [versions, files, nodes, whole] = kept
  if (!isListOf(versions, MOST_VERSIONS, isVersion) || versions.length === 0) return undefined
  if (!isListOf(files, MOST_NODES, isText(LONGEST_FILE)) || !isList(nodes, MOST_NODES)) return undefined
  const parsed: ExplainedNode[] = []
  for (const node of nodes) {
    if (!isList(node, 5)) return undefined
    const [counts, name, file, hash, uses] = node
    if (!isPlace(counts, COUNTS.length) || !isPlace(file, files.length)) return undefined
    if (!isText(LONGEST_NAME)(name) || !isText(LONGEST_NAME)(hash)) return undefined
    if (!isListOf(uses, MOST_USES, (use) => isPlace(use, Number.MAX_SAFE_INTEGER))) return undefined
    parsed.push({ name, file: files[file] as string, line: 0, counts: COUNTS[counts] as 'value', hash, uses })
  }
  return { version: versions[0] as string, versions, nodes: parsed, whole: whole === true }
}

function isList(value: unknown, most: number): value is unknown[] {
  return Array.isArray(value) && value.length <= most
}

function isListOf<T>(value: unknown, most: number, isItem: (item: unknown) => item is T): value is T[] {
  return isList(value, most) && value.every((item) => isItem(item))
}

function isVersion(value: unknown): value is string {
  return typeof value === 'string' && /^[csv]\d{1,4}\.[\w-]{22}$/.test(value)
}

function isText(longest: number): (value: unknown) => value is string {
  return (value): value is string => typeof value === 'string' && value === cleaned(value, longest)
}

function isPlace(value: unknown, end: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) < end
}
