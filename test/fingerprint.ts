/**
 * A text for the graph of definitions below one of them, as far as the file: what must be equal for two files to have one
 * version. It follows runtime/src/link.ts; but where an import comes from does not count.
 */
import type { Report, ReportedDefinition } from 'autocached/babel-plugin'

/** The fingerprint of the first registered function. */
export function fingerprint(report: Report): string {
  const whole = report.registrations.filter(({ place }) => place !== 'branch')
  const start = (whole.find(({ place }) => place === 'argument') ?? whole[0])?.definition
  const named = report.definitions.findIndex(({ name }) => name === 'load')
  const root = report.registrations.some(({ place }) => place === 'argument') ? start : named >= 0 ? named : start
  if (root === undefined || root === null) return `nothing: ${report.diagnostics.map(({ rule }) => rule).join()}`
  return fingerprintOf(report, root)
}

const IS_PRIMITIVE = 32

/** The fingerprint of the definition with this index. */
export function fingerprintOf(report: Report, root: number): string {
  // In order of first visit; a map, because some files have a thousand definitions.
  const numbers = new Map([[root, 0]])
  const variables = new Map<string, number>()
  const lines: string[] = []
  for (const index of numbers.keys()) {
    const { hash, slots } = report.definitions[index] as ReportedDefinition
    const edges = slots.map((slot) => {
      const [kind, target] = slot.split(' ') as [string, string]
      if (kind === 'i') {
        const variable = variables.get(target) ?? variables.size
        variables.set(target, variable)
        return `i${variable}`
      }
      if (!target.startsWith('#')) return kind
      const next = Number(target.slice(1))
      const { facts, hash } = report.definitions[next] as ReportedDefinition
      if (facts & IS_PRIMITIVE) return `=${hash}`
      const number = numbers.get(next) ?? numbers.size
      numbers.set(next, number)
      return `${number}${kind === 'D' ? seen(report.definitions[next] as ReportedDefinition) : ''}`
    })
    lines.push([hash, ...edges].join(' '))
  }
  return lines.join('\n')
}

/** A capital says that the name, and whether `new` works, can be seen; only functions and classes have them. */
function seen({ name, facts }: ReportedDefinition): string {
  const [notNewable, isFunction] = [2, 8]
  return facts & isFunction ? `${facts & notNewable ? '-' : '+'}${name}` : ''
}
