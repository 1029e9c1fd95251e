/**
 * The parts of a form that are met again and again, as JSON: written once, and kept for a while.
 * Twin: swc-plugin/src/json.rs
 */
import stringify from 'fast-json-stable-stringify'

const strings = new Map<string, string>()
const stringForms = new Map<string, string>()
const locals: string[] = []

export function json(value: unknown): string {
  return typeof value === 'string' ? kept(strings, value, stringify) : stringify(value)
}

/** The node of a string. */
export function stringForm(value: string): string {
  return kept(stringForms, value, (text) => JSON.stringify({ type: 'String', value: text }))
}

/** The node of a local name. */
export function localForm(index: number): string {
  locals[index] ??= JSON.stringify({ index, type: 'Local' })
  return locals[index]
}

function kept(texts: Map<string, string>, value: string, write: (value: string) => string): string {
  if (value.length > 40) return write(value)
  const known = texts.get(value)
  if (known !== undefined) return known
  if (texts.size > 5000) texts.clear()
  const text = narrow(write(value))
  texts.set(value, text)
  return text
}

/**
 * In a file that has signs beyond Latin-1, each name takes two bytes a sign, and so would every form that a name from there is in:
 * these would take longer to write and to hash.
 */
function narrow(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? Buffer.from(text, 'latin1').toString('latin1') : text
}
