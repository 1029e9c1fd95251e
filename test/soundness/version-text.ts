/**
 * What decides about the version of one definition, as far as one report can tell: its hash, its slots with what they lead to,
 * and all of that again for the definitions of the file that it reaches.
 */
import type { Report, ReportedDefinition } from '../../babel-plugin/src/report.js'

export function versionText(report: Report, root: number): string {
  const order = [root]
  const lines: string[] = []
  for (const index of order) {
    const { hash, slots } = report.definitions[index] as ReportedDefinition
    const edges = slots.map((slot) => {
      const [kind, target, ...path] = slot.split(' ') as [string, string, ...string[]]
      // An import, an input or a captured variable: by what it is bound to.
      if (!target.startsWith('#')) return slot
      const next = Number(target.slice(1))
      if (!order.includes(next)) order.push(next)
      const seen = report.definitions[next] as ReportedDefinition
      // A capital says that the name, and whether `new` works, can be seen.
      return [kind, order.indexOf(next), ...(kind === 'D' ? [seen.name, seen.facts] : []), ...path].join(' ')
    })
    lines.push([hash, ...edges].join(' | '))
  }
  return lines.join('\n')
}
