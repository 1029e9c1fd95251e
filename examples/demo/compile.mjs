// Compiles src/ as a project would: with Babel or SWC, each from its own config file, or with no plugin at all.
import { copyFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import babel from '@babel/core'
import swc from '@swc/core'

/** Makes a project folder with the config files of the demo, in which `autocached` is installed. */
export function makeProject(demo, project, root) {
  const installed = join(project, 'node_modules/autocached')
  rmSync(project, { recursive: true, force: true })
  mkdirSync(installed, { recursive: true })
  copyFileSync(join(root, 'package.json'), join(installed, 'package.json'))
  for (const part of ['dist', 'swc-plugin']) symlinkSync(join(root, part), join(installed, part), 'junction')
  for (const file of ['babel.config.js', '.swcrc']) copyFileSync(join(demo, file), join(project, file))
  process.chdir(project) // SWC looks for its plugins from here upward.
}

/**
 * Puts `sources` (name to text) into src/, as an editor would, and compiles them into a folder of their own.
 *
 * @returns the folder.
 */
export async function compile(way, sources, name) {
  const folder = join(process.cwd(), name)
  for (const each of ['src', folder]) mkdirSync(each, { recursive: true })
  for (const [file, text] of Object.entries(sources)) writeFileSync(join('src', file), text)
  for (const file of Object.keys(sources)) {
    const { code } = await compilers[way](join('src', file))
    writeFileSync(join(folder, file.replace(/\.ts$/, '.js')), code)
  }
  return folder
}

const compilers = {
  Babel: (file) => babel.transformFileAsync(file),
  SWC: (file) => swc.transformFile(file),
  // No plugin: the types are taken off, and nothing else happens.
  source: (file) =>
    swc.transformFile(file, { swcrc: false, jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }),
}
