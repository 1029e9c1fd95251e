/**
 * The modules of Node.js, which count by their name: they change with the platform, not with the program. A fixed list, so that
 * a version does not depend on the Node.js that compiles. This package counts by its name, too: which of its builds runs, and whether a
 * bundler has minified it, does not matter to a factory of cached functions.
 * Twin: swc-plugin/src/builtin_modules.rs
 */
export const PACKAGE = 'autocached'

const names = new Set(
  `assert assert/strict async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns
  dns/promises domain events fs fs/promises http http2 https inspector inspector/promises module net os path path/posix
  path/win32 perf_hooks process punycode querystring readline readline/promises repl stream stream/consumers stream/promises
  stream/web string_decoder sys timers timers/promises tls trace_events tty url util util/types v8 vm wasi worker_threads
  zlib`.split(/\s+/),
)

/** The name without `node:`, or nothing for a module that is not one of Node.js. */
export function builtinModule(source: string): string | undefined {
  if (source.startsWith('node:')) return source.slice(5)
  return names.has(source) || source === PACKAGE || source.startsWith(`${PACKAGE}/`) ? source : undefined
}
