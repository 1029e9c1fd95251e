// Lint, format and types: TypeScript everywhere, Rust where cargo is installed. Prints every failure, then exits with 1.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = `${root}node_modules`
const failed = []

// What git ignores is not ours to check.
const vcs = ['--vcs-enabled=true', '--vcs-client-kind=git', '--vcs-use-ignore-file=true']
run('biome check', process.execPath, [`${bin}/@biomejs/biome/bin/biome`, 'check', '--error-on-warnings', ...vcs, '.'])
run('tsc', process.execPath, [`${bin}/typescript/bin/tsc`, '--noEmit', '-p', '.'])
run('tsc examples/demo', process.execPath, [`${bin}/typescript/bin/tsc`, '--noEmit', '-p', 'examples/demo'])

run('the WebAssembly files', process.execPath, ['swc-plugin/build.mjs', '--check'])

const hasCargo = spawnSync('cargo', ['--version'], { cwd: `${root}swc-plugin` }).status === 0
if (hasCargo) {
  run('cargo fmt', 'cargo', ['fmt', '--check'], 'swc-plugin')
  for (const host of ['host-1-16', 'host-1-15']) {
    const features = ['--no-default-features', '--features', `${host},parser`]
    run(
      `cargo clippy (${host})`,
      'cargo',
      ['clippy', '--locked', '--all-targets', ...features, '--', '-D', 'warnings'],
      'swc-plugin',
    )
  }
} else {
  console.log('\n*** cargo is not installed: the Rust half (swc-plugin) was NOT checked. ***')
}

if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(', ')}`)
  process.exit(1)
}
console.log(`\nAll checks passed${hasCargo ? '' : ' (without Rust)'}.`)

function run(title, command, args, folder = '') {
  console.log(`\n--- ${title}`)
  if (spawnSync(command, args, { cwd: root + folder, stdio: 'inherit' }).status !== 0) failed.push(title)
}
