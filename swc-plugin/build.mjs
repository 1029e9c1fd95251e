// Builds the two WebAssembly files of the SWC plugin, and writes build.json beside them.
//
//   node swc-plugin/build.mjs            build both
//   node swc-plugin/build.mjs --check    are the committed files those of the sources? Needs no Rust.
//   node swc-plugin/build.mjs --verify   build again elsewhere and compare byte for byte
//
// The same sources and compiler give the same bytes in any folder: paths are remapped, versions are pinned by
// Cargo.lock and rust-toolchain.toml. Another compiler gives other bytes that do the same; build.json names it.

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir, tmpdir } from 'node:os'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const TARGET = 'wasm32-unknown-unknown'
const HOSTS = ['1.16', '1.15']
const SOURCES = ['.cargo/config.toml', 'Cargo.lock', 'Cargo.toml', 'build.mjs', 'rust-toolchain.toml', 'src']
const here = dirname(fileURLToPath(import.meta.url))

const wasmName = (host) => `autocached-${host}.wasm`
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

main(process.argv.slice(2))

function main(flags) {
  const unknown = flags.filter((flag) => flag !== '--check' && flag !== '--verify')
  if (unknown.length > 0 || flags.length > 1) fail('usage: node swc-plugin/build.mjs [--check | --verify]')
  if (flags[0] === '--check') check()
  else if (flags[0] === '--verify') verify()
  else build(here)
}

/** Builds both hosts in `folder` and leaves there the files that are committed. */
function build(folder) {
  const toolchain = findToolchain(folder)
  const optimizer = findOptimizer()
  const wasm = {}
  for (const host of HOSTS) {
    const bytes = optimize(compile(folder, host, toolchain), optimizer)
    writeFileSync(join(folder, wasmName(host)), bytes)
    wasm[host] = { sha256: sha256(bytes), bytes: bytes.length }
    console.log(`${wasmName(host)}: ${bytes.length} bytes`)
  }
  const compiler = [toolchain.version, optimizer?.version ?? 'no wasm-opt'].join(', ')
  const record = { sources: sourcesHash(folder), compiler, wasm }
  writeFileSync(join(folder, 'build.json'), `${JSON.stringify(record, null, 2)}\n`)
  return record
}

/** Exits with 1 when a source or a WebAssembly file is not the one that build.json was written for. */
function check() {
  const record = readRecord()
  const problems = []
  if (sourcesHash(here) !== record.sources) problems.push('the sources have changed since the last build')
  for (const host of HOSTS) {
    const file = join(here, wasmName(host))
    if (!existsSync(file)) problems.push(`${wasmName(host)} is missing`)
    else if (sha256(readFileSync(file)) !== record.wasm[host]?.sha256) {
      problems.push(`${wasmName(host)} is not the file that build.json describes`)
    }
  }
  if (problems.length > 0) {
    fail(`${problems.join('\n')}\nBuild the plugin again: node swc-plugin/build.mjs`)
  }
  console.log('swc-plugin: the WebAssembly files match their sources')
}

/** Builds from a copy in another folder, with a target folder of its own. */
function verify() {
  const record = readRecord()
  const folder = mkdtempSync(join(tmpdir(), 'autocached-swc-plugin-'))
  try {
    for (const name of SOURCES) cpSync(join(here, name), join(folder, name), { recursive: true })
    const rebuilt = build(folder)
    if (rebuilt.sources !== record.sources)
      fail('the sources have changed since the last build: node swc-plugin/build.mjs')
    if (rebuilt.compiler !== record.compiler) {
      console.log(
        `Not compared: built by ${rebuilt.compiler}, while build.json names ${record.compiler}.\n` +
          'Another compiler gives other bytes. Both plugins do build.',
      )
      return
    }
    const differing = HOSTS.filter((host) => rebuilt.wasm[host].sha256 !== record.wasm[host]?.sha256)
    if (differing.length > 0) fail(`not reproduced: ${differing.map(wasmName).join(', ')} (${record.compiler})`)
    console.log('swc-plugin: reproduced byte for byte')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * The rustup target where it is installed, else Debian's packages, which can build the standard library from source.
 * `name` keeps the target folders of the two apart.
 */
function findToolchain(folder) {
  return (
    rustup(folder) ??
    debian(folder) ??
    fail(
      `no Rust compiler for ${TARGET}. One of:\n` +
        `  rustup toolchain install 1.95.0 --profile minimal --target ${TARGET}\n` +
        '  apt-get install --no-install-recommends rustc-web cargo-web rust-web-src rust-web-llvm lld-22   (Debian 12)',
    )
  )
}

function rustup(folder) {
  const sysroot = output(folder, 'rustc', ['--print', 'sysroot'])
  if (!sysroot || !existsSync(join(sysroot, 'lib/rustlib', TARGET, 'lib'))) return undefined
  return {
    name: 'rustup',
    sysroot,
    version: output(folder, 'rustc', ['--version']),
    cargo: 'cargo',
    env: {},
    flags: [],
  }
}

function debian(folder) {
  const rustc = '/usr/bin/rustc'
  const cargo = '/usr/bin/cargo'
  if (!existsSync(rustc) || !existsSync(cargo)) return undefined
  const sysroot = output(folder, rustc, ['--print', 'sysroot'])
  if (!sysroot || !existsSync(join(sysroot, 'lib/rustlib/src/rust/library'))) return undefined
  // A package of its own: without it `rust-lld` is a link to nothing.
  if (!output(folder, 'rust-lld', ['-flavor', 'wasm', '--version'])) return undefined
  return {
    name: 'debian',
    sysroot,
    version: output(folder, rustc, ['--version']),
    cargo,
    // Building the standard library is a nightly feature of cargo; this compiler is a stable one of the right version.
    env: { PATH: `/usr/bin:${process.env.PATH}`, RUSTC: rustc, RUSTC_BOOTSTRAP: '1' },
    flags: ['-Zbuild-std=std,panic_abort'],
  }
}

/** The file that cargo makes for one host. */
function compile(folder, host, toolchain) {
  const targetFolder = join(folder, 'target', toolchain.name)
  const remapped = [
    [folder, '/autocached/swc-plugin'],
    [process.env.CARGO_HOME ?? join(homedir(), '.cargo'), '/cargo'],
    [toolchain.sysroot, '/rust'],
  ]
  const rustflags = remapped.map(([from, to]) => `--remap-path-prefix=${from}=${to}`)
  const { status } = spawnSync(
    toolchain.cargo,
    [
      'build',
      '--release',
      '--locked',
      '--lib',
      '--target',
      TARGET,
      '--target-dir',
      targetFolder,
      '--no-default-features',
      '--features',
      `host-${host.replace('.', '-')}`,
      // Joined with those of .cargo/config.toml, which cargo finds because it runs in the plugin's folder.
      '--config',
      `target.${TARGET}.rustflags = ${JSON.stringify(rustflags)}`,
      ...toolchain.flags,
    ],
    { cwd: folder, stdio: 'inherit', env: { ...withoutRustflags(process.env), ...toolchain.env } },
  )
  if (status !== 0) fail(`cargo failed for @swc/core ${host}`)
  return join(targetFolder, TARGET, 'release', 'autocached_swc_plugin.wasm')
}

/** Flags from the environment would replace ours, and would make the bytes depend on the machine. */
function withoutRustflags(env) {
  const { RUSTFLAGS, CARGO_ENCODED_RUSTFLAGS, CARGO_BUILD_RUSTFLAGS, CARGO_TARGET_DIR, ...rest } = env
  return rest
}

/** About 15 % smaller, and so much faster to load the first time. SWC refuses what newer proposals would add. */
function optimize(file, optimizer) {
  if (!optimizer) return readFileSync(file)
  const optimized = `${file}.opt`
  const features = ['bulk-memory', 'bulk-memory-opt', 'sign-ext', 'mutable-globals', 'nontrapping-float-to-int']
  const { status } = spawnSync(
    process.execPath,
    [
      optimizer.path,
      '-Oz',
      '--mvp-features',
      ...features.map((feature) => `--enable-${feature}`),
      '--strip-debug',
      '--strip-producers',
      file,
      '-o',
      optimized,
    ],
    { stdio: 'inherit' },
  )
  if (status !== 0) fail(`wasm-opt failed for ${file}`)
  return readFileSync(optimized)
}

/** wasm-opt of the package `binaryen`, a development dependency; the files work without it. */
function findOptimizer() {
  const { resolve } = createRequire(import.meta.url)
  try {
    const manifest = resolve('binaryen/package.json')
    const { version } = JSON.parse(readFileSync(manifest, 'utf8'))
    return { path: join(dirname(manifest), 'bin/wasm-opt'), version: `binaryen ${version}` }
  } catch {
    console.warn('binaryen is not installed (npm install): the files will be larger than need be')
    return undefined
  }
}

/** Over the sorted list of (path, content), each length-prefixed; paths with `/` on every system. */
function sourcesHash(folder) {
  const hash = createHash('sha256')
  for (const path of SOURCES.flatMap((name) => filesOf(folder, name)).sort()) {
    const content = readFileSync(join(folder, path))
    hash.update(`${Buffer.byteLength(path)}:${path}${content.length}:`).update(content)
  }
  return hash.digest('hex')
}

function filesOf(folder, name) {
  const path = join(folder, name)
  if (!existsSync(path)) fail(`swc-plugin/${name} is missing`)
  const entries = name === 'src' ? readdirSync(path, { recursive: true, withFileTypes: true }) : undefined
  if (!entries) return [name]
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      relative(folder, join(entry.parentPath ?? entry.path, entry.name))
        .split(sep)
        .join('/'),
    )
}

function readRecord() {
  const file = join(here, 'build.json')
  if (!existsSync(file)) fail('swc-plugin/build.json is missing: node swc-plugin/build.mjs')
  return JSON.parse(readFileSync(file, 'utf8'))
}

function output(cwd, command, args) {
  const { status, stdout } = spawnSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  return status === 0 ? stdout.trim() : undefined
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
