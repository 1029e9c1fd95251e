import { failed } from './backend-failure.js'
import { type Backend, isThenable } from './backends/backend.js'
import { digest128 } from './digest.js'
import { DamagedEntryError } from './errors.js'
import type { CacheEvent } from './events.js'
import type { ExplainedNode } from './explain.js'
import { describe, differenceOf } from './explain-difference.js'
import type { FunctionCache } from './function-cache.js'
import { pack } from './pack.js'
import { type Read, readEntry, readInTime } from './read-entry.js'
import { registry } from './registry.js'
import { readRow } from './row.js'
import { sourceOf, sourceText } from './source.js'
import { inTime } from './timeout.js'
import { type Graph, type History, parseHistory, toGraph, toHistory } from './version-history.js'

type VersionEvent = Extract<CacheEvent, { type: 'version' }>

/** A binding that is assigned at each call makes a version of each of its values: then nobody wants to read what changed. */
const MOST_VERSIONS = 16

/**
 * The option `explainMisses`. At the first miss of a version in this process, the record of the function's versions is read from the
 * backend. Where the version is new to it, that is told, with what changed since the newest that the record knows, and written
 * there. It never fails a call; on an asynchronous backend it runs beside it.
 *
 * @param explain Gives the nodes of the version of now.
 * @returns Nothing where nobody can say which function it is from one release to the next.
 */
export function watchMisses(cache: FunctionCache, explain: () => readonly ExplainedNode[]): FunctionCache['onMiss'] {
  const subject = subjectOf(cache)
  if (subject === undefined) return undefined
  return (key, reason) => {
    if (subject.shared || subject.met.size === MOST_VERSIONS || reason === 'backend' || reason === 'refresh') return
    const version = cache.current().segment
    if (subject.met.has(version)) return
    subject.met.add(version)
    readRecord(cache, subject.place, (read) => {
      const history = read === 'backend' ? undefined : historyIn(cache, subject.place, read)
      if (read === 'backend' || history?.versions.includes(version) || cache.current().segment !== version) return
      const now = toGraph({ version, nodes: explain() })
      // An entry that is there but cannot be used was made by this version: then it is new to the record only.
      if (history !== undefined && reason === 'absent')
        cache.tell({ type: 'version', key, after: version, ...changesBetween(history, now) })
      writeRecord(cache, subject.place, toHistory(now, history))
    })
  }
}

/** What is one function from one release to the next, as far as this process knows. */
interface Subject {
  /** The key of its record: its second part is no version, so that no entry has it. */
  readonly place: string
  /** What must be the same of all that are taken for this function. */
  readonly marks: readonly unknown[]
  /** Two functions have this name: what one's record says would be told of the other. */
  shared: boolean
  readonly met: Set<string>
}

const subjects = new WeakMap<Backend, Map<string, Subject>>()

/** A function is known by its name and file, wherever in the file it stands; or by the name that the option gives it. */
function subjectOf({ fn, backend, settings }: FunctionCache): Subject | undefined {
  const definition = registry.definitions.get(unwrapped(fn))
  const { label = '', file = '', line = 0 } = definition === undefined ? {} : readRow(definition)
  const { explainMisses: name, namespace, dependencies } = settings
  if (typeof name !== 'string' && (label === '' || file === '')) return undefined
  const identity = JSON.stringify(typeof name === 'string' ? [name] : [file, label])
  const place = `${namespace}:h1.${digest128(identity)}:versions`
  const marks = [file, line > 0 ? line : codeOf(unwrapped(fn)), dependencies]
  const all = subjects.get(backend) ?? new Map<string, Subject>()
  subjects.set(backend, all)
  const present = all.get(place)
  if (present === undefined) {
    const subject = { place, marks, shared: false, met: new Set<string>() }
    all.set(place, subject)
    return subject
  }
  if (!marks.every((mark, index) => mark === present.marks[index])) present.shared = true
  return present
}

function codeOf(fn: object): string {
  return sourceText(fn) === undefined ? 'native' : sourceOf(fn).version
}

function unwrapped(fn: object): object {
  const wrapped = registry.wrappers.get(fn)
  return wrapped === undefined ? fn : unwrapped(wrapped.fn)
}

function readRecord(cache: FunctionCache, place: string, then: (read: Read) => void): void {
  let stored: unknown
  try {
    stored = cache.backend.get(place)
  } catch (error) {
    failed(cache, 'get', place, error)
    return
  }
  if (isThenable(stored)) readInTime(cache, place, stored, then).catch(() => {})
  else
    try {
      then(readEntry(cache, place, stored))
    } catch {
      // What cannot be explained is not: the call that missed must not fail of it.
    }
}

function historyIn(cache: FunctionCache, place: string, read: Read): History | undefined {
  if (typeof read === 'string') return undefined
  const history = parseHistory(read.value)
  if (history === undefined) {
    const error = new DamagedEntryError(place, 'it is no record of versions')
    cache.tell({ type: 'error', phase: 'decode', key: place, error })
  }
  return history
}

const BEYOND = 'version changed because of something beyond the definitions that are compared: there are too many'

function changesBetween(before: Graph, after: Graph): Pick<VersionEvent, 'before' | 'changes' | 'message'> {
  const found = differenceOf(before, after).changes
  // Without its tail, a graph says nothing about how its definitions refer to each other.
  if (!(before.whole && after.whole) && found.every(({ kind }) => kind === 'structure'))
    return { before: before.version, changes: [], message: BEYOND }
  const changes = found.map((change) => ({
    ...change,
    before: titled(change.before, before.nodes),
    after: titled(change.after, after.nodes),
  }))
  return { before: before.version, changes, message: changes.map(describe).join('\n') }
}

/** A value has no name of its own, and must not be shown: it is called by what refers to it. */
function titled(node: ExplainedNode | undefined, nodes: readonly ExplainedNode[]): ExplainedNode | undefined {
  if (node === undefined || node.name !== '') return node
  const place = nodes.indexOf(node)
  const user = nodes.find(({ uses, name }) => name !== '' && uses.includes(place))
  return user === undefined
    ? node
    : { ...user, ...node, name: `a value in ${user.name}`, file: user.file, line: user.line }
}

function writeRecord(cache: FunctionCache, place: string, record: unknown): void {
  let packed: unknown
  try {
    packed = pack(cache, place, { value: record, async: false, expires: Number.POSITIVE_INFINITY, took: 0 })
  } catch (error) {
    // A codec of the user's own that takes nothing but the user's results.
    cache.tell({ type: 'unstorable', key: place, error: error as Error })
    return
  }
  const refused = (error: unknown) => failed(cache, 'set', place, error)
  try {
    const written = cache.backend.set(place, packed, cache.settings.setOptions)
    if (isThenable(written)) inTime(written, cache.settings.timeout).then(undefined, refused)
  } catch (error) {
    refused(error)
  }
}
