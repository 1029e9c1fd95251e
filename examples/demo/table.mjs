// Draws tables with lines. A cell is a string, or { text, color, right }.
const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 }
const useColor = process.stdout.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb'

export function paint(color, text) {
  return useColor && color ? `\x1b[${codes[color]}m${text}\x1b[0m` : text
}

/** @param groups Rows in groups; a line separates the groups. Every row has one cell for each width. */
export function table(widths, groups) {
  const line = (left, middle, right) =>
    paint('dim', left + widths.map((width) => '─'.repeat(width + 2)).join(middle) + right)
  const bar = paint('dim', '│')
  const row = (cells) => `${bar}${cells.map((cell, index) => ` ${fill(cell, widths[index])} `).join(bar)}${bar}`
  const body = groups.map((rows) => rows.map(row).join('\n')).join(`\n${line('├', '┼', '┤')}\n`)
  return `${line('┌', '┬', '┐')}\n${body}\n${line('└', '┴', '┘')}`
}

function fill(cell, width) {
  const { text, color, right } = typeof cell === 'string' ? { text: cell } : cell
  return paint(color, right ? text.padStart(width) : text.padEnd(width))
}

export function milliseconds(time) {
  if (time >= 1000) return `${(time / 1000).toFixed(2)} s`
  return time >= 10 ? `${time.toFixed(0)} ms` : `${time.toFixed(1)} ms`
}
