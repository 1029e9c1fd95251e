// Helpers: what the cached functions in questions.ts call. They are part of those functions' versions.
import { readFileSync } from 'node:fs'

/** Names a copy of the data. Small on purpose: it is part of every key, and the data itself is not. */
export interface Data {
  file: string
  version: string
}

export interface Feature {
  name: string
  /** Days since 1970 on which each browser first shipped the feature. A browser that lacks it is not a key. */
  shipped: Partial<Record<Browser, number>>
}

interface Release {
  release_date?: string
}

interface Support {
  version_added: string | false
  version_removed?: string
  flags?: unknown[]
  partial_implementation?: boolean
  prefix?: string
  alternative_name?: string
}

interface Node {
  __compat?: { support: Partial<Record<Browser, Support | Support[]>> }
  [name: string]: unknown
}

/** The browsers that Baseline counts: a feature is "newly available" once all seven ship it. */
export const browsers = [
  'chrome',
  'chrome_android',
  'edge',
  'firefox',
  'firefox_android',
  'safari',
  'safari_ios',
] as const

export type Browser = (typeof browsers)[number]

/** Reads the data and lists every feature of the web platform that at least one browser ships. */
export function readFeatures(file: string): Feature[] {
  const data = JSON.parse(readFileSync(file, 'utf8'))
  const features: Feature[] = []

  function visit(node: Node, path: string) {
    if (node.__compat) {
      const shipped = shippedDays(node.__compat.support, data.browsers)
      if (Object.keys(shipped).length > 0) features.push({ name: path, shipped })
    }
    for (const [name, child] of Object.entries(node)) {
      if (name !== '__compat') visit(child as Node, `${path}.${name}`)
    }
  }

  for (const area of ['api', 'css', 'html', 'http', 'javascript', 'mathml', 'svg', 'webassembly']) {
    visit(data[area], area)
  }
  return features
}

function shippedDays(
  support: Partial<Record<Browser, Support | Support[]>>,
  known: Record<Browser, { releases: Record<string, Release> }>,
) {
  const shipped: Feature['shipped'] = {}
  for (const browser of browsers) {
    const statement = [support[browser] ?? []].flat().find(isPlainSupport)
    const release = statement && known[browser].releases[String(statement.version_added).replace('≤', '')]
    if (release?.release_date) shipped[browser] = Date.parse(release.release_date) / 86_400_000
  }
  return shipped
}

/** On by default, whole, under its own name, and still there. */
function isPlainSupport(support: Support) {
  return (
    support.version_added !== false &&
    !support.version_removed &&
    !support.flags &&
    !support.partial_implementation &&
    !support.prefix &&
    !support.alternative_name
  )
}

/** The day on which a feature reached its first browser. */
export function firstDay(feature: Feature): number {
  return Math.min(...Object.values(feature.shipped))
}

/** The days on which a feature reached its first and its last browser; undefined while a browser lacks it. */
export function arrivals(feature: Feature): { first: number; last: number } | undefined {
  const days = Object.values(feature.shipped)
  if (days.length < browsers.length) return undefined
  return { first: Math.min(...days), last: Math.max(...days) }
}

export function yearOf(day: number): number {
  return new Date(day * 86_400_000).getUTCFullYear()
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}
