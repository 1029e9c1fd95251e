/**
 * The strings of a form, as JSON: most are met again and again, and so they are kept for a while.
 * Twin: swc-plugin/src/json.rs
 */
const strings = new Map<string, string>()

export function json(value: unknown): string {
  if (typeof value !== 'string' || value.length > 40) return JSON.stringify(value)
  const known = strings.get(value)
  if (known !== undefined) return known
  if (strings.size > 5000) strings.clear()
  const text = narrow(JSON.stringify(value))
  strings.set(value, text)
  return text
}

/**
 * In a file that has signs beyond Latin-1, each name takes two bytes a sign, and so would every form that a name from there is in:
 * these would take longer to write and to hash.
 */
function narrow(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? Buffer.from(text, 'latin1').toString('latin1') : text
}
