/**
 * A text for the graph of definitions below the first registered one, as far as the file: what must be equal for two files to
 * have one version. Names and lines do not count, nor where an import comes from.
 */
import type { Report, ReportedDefinition } from 'autocached/babel-plugin'

export function fingerprint(report: Report): string {
  const start = (report.registrations.find(({ place }) => place === 'argument') ?? report.registrations[0])?.definition
  const named = report.definitions.findIndex(({ name }) => name === 'load')
  const root = report.registrations.some(({ place }) => place === 'argument') ? start : named >= 0 ? named : start
  if (root === undefined || root === null) return `nothing: ${report.diagnostics.map(({ rule }) => rule).join()}`
  const order = [root]
  const lines: string[] = []
  for (const index of order) {
    const { hash, slots } = report.definitions[index] as ReportedDefinition
    const edges = slots.map((slot) => {
      const [kind, target] = slot.split(' ') as [string, string]
      if (!target.startsWith('#')) return kind
      const next = Number(target.slice(1))
      if (!order.includes(next)) order.push(next)
      const seen = report.definitions[next] as ReportedDefinition
      // A capital says that the name, and whether `new` works, can be seen.
      return `${kind}${order.indexOf(next)}${kind === 'D' ? `:${seen.name}:${seen.facts}` : ''}`
    })
    lines.push([hash, ...edges].join(' '))
  }
  return lines.join('\n')
}
