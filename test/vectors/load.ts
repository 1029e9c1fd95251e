/** The shared vectors: inputs in YAML for people, what they must give in JSON for both plugins. */
import { readdirSync, readFileSync } from 'node:fs'
import type { Report } from 'autocached/babel-plugin'
import { parse } from 'yaml'
import type { Source } from '../compilers.js'

export interface Vector {
  /** The rule and what the vector shows: `E1-comments`. */
  id: string
  /** A function that is given to `cached`, … */
  fn?: string
  /** … or a whole file. */
  code?: string
  file?: string
  script?: boolean
  options?: Record<string, unknown>
  /** With TypeScript's decorators instead of the standard ones. */
  legacyDecorators?: boolean
  /** Other functions or files with the same version. */
  same?: string[]
  /** Other functions or files with another version. */
  different?: string[]
  /**
   * It holds code that SWC lowers ahead of the plugin in its default order, and that is refused there (R6): in every version, or where
   * the name of the compiler has this text, and what refers to it counts it in another way there.
   */
  lowered?: boolean | string
  /** SWC has put the value 1 in the place of a member of an enum in its default order: there it is another program. */
  inlined?: true
}

const folder = new URL('.', import.meta.url)

export const topics = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .sort()
  .map((name) => name.slice(0, -'.yaml'.length))

export function vectorsOf(topic: string): Vector[] {
  return parse(readFileSync(new URL(`${topic}.yaml`, folder), 'utf8')) as Vector[]
}

export function expectedFile(topic: string): URL {
  return new URL(`${topic}.expected.json`, folder)
}

/** What the native tests of the SWC plugin read, too: the whole source beside what it must give. */
export interface Expected extends Source {
  report: Report
}

export function sourceOf(vector: Vector, variant: string | undefined = vector.fn ?? vector.code): Source {
  const code =
    vector.fn === undefined
      ? (variant as string)
      : `import { cached } from 'autocached'\nexport const root = cached(${variant})\n`
  const source: Source = { code }
  if (vector.file) source.file = vector.file
  if (vector.script) source.script = true
  if (vector.options) source.options = vector.options
  if (vector.legacyDecorators) source.legacyDecorators = true
  return source
}
