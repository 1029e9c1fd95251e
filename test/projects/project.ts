/** A small program of several files, and edits to it, each with the functions whose version must change: neither more nor fewer. */
export interface Project {
  readonly name: string
  /** `main.ts` exports the functions whose versions are watched. */
  readonly files: Files
  readonly edits: readonly Edit[]
  /** Where it does not run: an `await` at the top of a module has no CommonJS. */
  readonly without?: 'CommonJS, without names'
}

export type Files = Readonly<Record<string, string>>

export interface Edit {
  readonly name: string
  /** For each file its new text, one replacement, or `null` for a file that goes. */
  readonly files?: Readonly<Record<string, string | readonly [from: string, to: string] | null>>
  /** Instead of an edit: the function of `main.ts` that changes the running program. */
  readonly run?: string
  readonly changes: readonly string[]
}

/** @throws {Error} where a replacement finds nothing, or more than one place. */
export function edited(files: Files, { name, files: changes = {} }: Edit): Files {
  const result: Record<string, string> = { ...files }
  for (const [file, change] of Object.entries(changes)) {
    if (change === null) delete result[file]
    else if (typeof change === 'string') result[file] = change
    else result[file] = replaceOnce(result[file] ?? '', change, `${name}: ${file}`)
  }
  return result
}

function replaceOnce(text: string, [from, to]: readonly [string, string], where: string): string {
  const parts = text.split(from)
  if (parts.length !== 2) throw new Error(`${where} has "${from}" ${parts.length - 1} times`)
  return parts.join(to)
}
