import type { Result } from './measure.js'

const ROW = 24
const LEFT = 190
const WIDTH = 720

/** A bar chart of ratios to the first result, on a logarithmic scale: what is 1 has a bar of no length but a stroke. */
export function chart(title: string, results: readonly Result[]): string {
  const base = results[0]?.ns ?? 1
  const ratios = results.map(({ name, ns }) => ({ name, ratio: ns / base })).sort((a, b) => a.ratio - b.ratio)
  const longest = Math.log10(Math.max(...ratios.map(({ ratio }) => ratio), 10))
  const bars = ratios.map(({ name, ratio }, index) => {
    const y = 48 + index * ROW
    const width = Math.max(3, (Math.max(0, Math.log10(ratio)) / longest) * (WIDTH - LEFT - 90))
    const own = name === 'autocached' ? ' class="own"' : ''
    return [
      `  <text x="${LEFT - 10}" y="${y + 12}" text-anchor="end"${own}>${inXml(name)}</text>`,
      `  <rect x="${LEFT}" y="${y}" width="${width.toFixed(1)}" height="16" rx="2"${own} />`,
      `  <text x="${(LEFT + width + 8).toFixed(1)}" y="${y + 12}"${own}>${times(ratio)}</text>`,
    ].join('\n')
  })
  const height = 60 + ratios.length * ROW
  const told = ratios.map(({ name, ratio }) => `${name} ${times(ratio)}`).join(', ')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title description">
  <title id="title">${inXml(title)}</title>
  <desc id="description">${inXml(told)}</desc>
  <style>
    text { font-family: ui-sans-serif, system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; font-size: 12px; fill: #52606d; }
    rect { fill: #cbd2d9; }
    rect.own { fill: #0b69a3; }
    text.own { fill: #0b69a3; font-weight: 600; }
    .title { font-size: 14px; font-weight: 600; fill: #1f2933; }
    .panel { fill: #ffffff; stroke: #cbd2d9; }
  </style>
  <rect class="panel" x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="10" />
  <text class="title" x="24" y="28">${inXml(title)} (logarithmic scale)</text>
${bars.join('\n')}
</svg>
`
}

export function times(ratio: number): string {
  return `${ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(0)}x`
}

function inXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
