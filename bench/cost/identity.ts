/**
 * Builds the plugin that does nothing (identity-plugin/), by which the SWC plugin is measured: with the same compiler and flags, into
 * a folder that git ignores. The first time takes minutes.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const target = 'wasm32-unknown-unknown'
const folder = fileURLToPath(new URL('identity-plugin/', import.meta.url))

/** The file; `undefined`, with a word about it, where there is no Rust. */
export function buildIdentityPlugin(): string | undefined {
  const args = [
    'build',
    '--release',
    '--locked',
    '--target',
    target,
    '--config',
    '../../../swc-plugin/.cargo/config.toml',
  ]
  const { status, error } = spawnSync('cargo', args, { cwd: folder, stdio: 'inherit' })
  if (status === 0) return `${folder}target/${target}/release/identity_plugin.wasm`
  console.error(
    `NOT MEASURED: the SWC plugin that does nothing. It cannot be built (${error?.message ?? `cargo: ${status}`}).`,
  )
  return undefined
}
