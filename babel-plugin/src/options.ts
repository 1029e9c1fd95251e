/**
 * The options of the plugin. An unknown one is refused by name, before any file is compiled.
 * Twin: swc-plugin/src/options.rs
 */
export interface PluginOptions {
  /**
   * Whether exported functions, classes and objects are made known to the functions of other files that use them. Without it,
   * these count by their source text. Default `true`.
   */
  exports?: boolean
  /**
   * Names of imports, other than `cached`, that wrap a function in the same way: `['withRedis']` for
   * `import { withRedis } from './cache'`. Default none.
   */
  wrappers?: string[]
  /** Whether the compiler's output carries a report of the canonical forms and their hashes. Default `false`. */
  report?: boolean
}

export type Options = Required<PluginOptions>

export function readOptions(given: unknown): Options {
  const options: Options = { exports: true, wrappers: [], report: false }
  for (const [name, value] of Object.entries((given ?? {}) as Record<string, unknown>)) {
    switch (name) {
      case 'exports':
      case 'report':
        if (typeof value !== 'boolean') throw invalid(name, 'true or false')
        options[name] = value
        break
      case 'wrappers':
        if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
          throw invalid(name, 'a list of names')
        }
        options.wrappers = value
        break
      default:
        throw new Error(
          `autocached: the plugin has no option "${name}". It would have no effect. Known options: exports, report, wrappers.`,
        )
    }
  }
  return options
}

function invalid(name: string, expected: string): Error {
  return new Error(`autocached: the plugin's option "${name}" must be ${expected}.`)
}
