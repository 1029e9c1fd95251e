/** Applies every edit to every file, and counts the definitions that keep their version. */
import { exportEverything, type SourceFile } from '../../test/corpus.js'
import { type Cause, causesOf, reaches, type Side } from './causes.js'
import { rewrite, strippedName, stripTypes } from './compile.js'
import type { Edit } from './edits.js'
import { type Measurement, measure } from './measure.js'

export interface Row {
  edit: string
  goal: boolean
  definitions: number
  kept: number
  /** How many of them have a source text, and how many keep it. */
  texts: number
  keptTexts: number
  /** Files that the tool cannot read, or of which it makes what Babel cannot read. */
  failed: { file: string; why: string }[]
  lost: Lost[]
}

/** A definition that has another version after the edit. */
export interface Lost {
  file: string
  name: string
  causes: Cause[]
}

export async function measureRows(
  files: readonly SourceFile[],
  edits: readonly Edit[],
  progress: (done: number) => void = () => {},
): Promise<Row[]> {
  const rows = edits.map(
    ({ name, goal }) =>
      ({ edit: name, goal, definitions: 0, kept: 0, texts: 0, keptTexts: 0, failed: [], lost: [] }) as Row,
  )
  for (const [done, source] of files.entries()) {
    progress(done)
    const base = baseOf(source)
    if (!base) continue
    for (const [index, edit] of edits.entries()) await measureRow(base, edit, rows[index] as Row)
  }
  return rows
}

/** A file as it is, and in the two shapes that edits start from. */
interface Base {
  file: string
  shapes: Record<Edit['on'], { code: string; file: string; measured: Measurement }>
}

function baseOf({ code: original, file }: SourceFile): Base | undefined {
  const code = exportEverything({ code: original, file })
  if (code === undefined) return undefined
  try {
    const shape = (shaped: string, name: string) => ({ code: shaped, file: name, measured: measure(shaped, name) })
    const shapes = {
      file: shape(code, file),
      stripped: shape(stripTypes(code, file), strippedName(file)),
      printed: shape(rewrite(code, file, {}), file),
    }
    return shapes.file.measured.definitions.size === 0 ? undefined : { file, shapes }
  } catch {
    return undefined
  }
}

async function measureRow({ file, shapes }: Base, edit: Edit, row: Row): Promise<void> {
  const start = shapes[edit.on]
  const before = shapes.file.measured
  let after: Measurement
  try {
    const code = await edit.apply(start.code, start.file)
    after = code === start.code ? start.measured : measure(code, start.file)
  } catch (error) {
    row.failed.push({ file, why: String(error).split('\n')[0] ?? '' })
    return
  }
  const lost = new Map<number, Cause[]>()
  for (const [key, { index, name, version }] of before.definitions) {
    const found = after.definitions.get(key)
    row.definitions++
    if (found?.version === version) row.kept++
    else if (!edit.goal) row.lost.push({ file, name, causes: [] })
    else {
      const stripped = edit.on === 'stripped' ? sideOf(start.measured, key) : undefined
      lost.set(index, causesOf({ report: before.report, index }, sideOf(after, key), stripped, shapes.file))
    }
    const text = start.measured.definitions.get(key)?.text
    if (text === undefined) continue
    row.texts++
    if (found?.text === text) row.keptTexts++
  }
  for (const [index, causes] of lost)
    row.lost.push({
      file,
      name: before.report.definitions[index]?.name ?? '',
      causes: confirmed(before, index, causes, lost),
    })
}

function sideOf({ report, definitions }: Measurement, key: string): Side | undefined {
  const index = definitions.get(key)?.index
  return index === undefined ? undefined : { report, index }
}

/** It uses one that has another version: is there one? */
function confirmed(
  { report }: Measurement,
  index: number,
  causes: Cause[],
  lost: ReadonlyMap<number, Cause[]>,
): Cause[] {
  if (causes[0] !== 'reached') return causes
  return reaches({ report, index }, (other) => lost.has(other) && lost.get(other)?.[0] !== 'reached')
    ? causes
    : ['unexplained']
}
