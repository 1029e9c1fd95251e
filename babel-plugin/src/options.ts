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
  /**
   * Calls that do not count where they stand as statements, by the names as they are written: `['console.*', 'logger.debug']`. `*`
   * stands for one name. A call stays if its arguments do more than read; calls in them must be on the list, too. Default none.
   */
  ignoreCalls?: string[]
  /**
   * Whether the output names files, lines and constants, for `explain` and messages.
   * Names of functions and classes stay, because versions can count them; so do the reasons of refusals.
   * Versions are the same. Default `true`.
   */
  names?: boolean
  /** Whether the compiler's output carries a report of the canonical forms and their hashes. Default `false`. */
  report?: boolean
}

export type Options = Required<PluginOptions>

export function readOptions(given: unknown): Options {
  const options: Options = { exports: true, wrappers: [], ignoreCalls: [], names: true, report: false }
  for (const [name, value] of Object.entries((given ?? {}) as Record<string, unknown>)) {
    switch (name) {
      case 'exports':
      case 'names':
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
      case 'ignoreCalls':
        if (!Array.isArray(value) || !value.every(isPattern))
          throw invalid(name, 'a list such as ["console.*", "logger.debug"]')
        options.ignoreCalls = value
        break
      default:
        throw new Error(
          `autocached: the plugin has no option "${name}". It would have no effect. Known options: exports, ignoreCalls, names, report, wrappers.`,
        )
    }
  }
  return options
}

/** Names with dots between, the last of which may be `*`. */
function isPattern(value: unknown): value is string {
  if (typeof value !== 'string') return false
  const names = value.split('.')
  return names.every(
    (name, index) => name !== '' && (!name.includes('*') || (name === '*' && index === names.length - 1 && index > 0)),
  )
}

function invalid(name: string, expected: string): Error {
  return new Error(`autocached: the plugin's option "${name}" must be ${expected}.`)
}
