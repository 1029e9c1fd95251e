// Runs programs one after the other and prints the versions of what their main files export.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { versionOf } from '../../dist/esm/runtime/src/index.js'

const require = createRequire(import.meta.url)
const { from, file, commonjs, work } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const outcomes = {}
for (const { folder, run } of work) outcomes[folder] = await outcomeOf(join(from, folder, file), run)
console.log(JSON.stringify(outcomes))

async function outcomeOf(file, run) {
  try {
    const main = commonjs ? require(file) : await import(pathToFileURL(file))
    const versions = versionsOf(main, run)
    const after = {}
    for (const name of run) {
      await main[name]()
      after[name] = versionsOf(main, run)
    }
    return { versions, after }
  } catch (error) {
    return { error: String(error?.stack ?? error) }
  }
}

function versionsOf(main, run) {
  const names = Object.keys(main).filter((name) => typeof main[name] === 'function' && !run.includes(name))
  return Object.fromEntries(names.sort().map((name) => [name, versionOf(main[name])]))
}
