import { digest128 } from './digest.js'
import { type Linked, link } from './link.js'

/** A version with what the option `dependencies` counts into it. */
export function withDependencies(source: Linked, dependencies: readonly unknown[]): Linked {
  const linked = link(dependencies)
  const version = `s1.${digest128(`${source.version} ${linked.version}`)}`
  return { ...linked, version, segment: version, usesThis: source.usesThis, dependencies }
}
