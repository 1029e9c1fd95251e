/**
 * Runs in a process of its own: loads a compiled package, shows what its modules export, calls it as the samples say, and prints
 * what could be seen, one line of JSON.
 *
 * Arguments: one JSON object with `entry`, `modules`, `samples` (paths), `names` and `texts`: what counts.
 */
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { describe } from './describe.mjs'

const { entry, modules, samples, commonjs, names, texts } = JSON.parse(process.argv[2])
const lines = []
let calls = 0

// The same in every run.
let seed = 1
Math.random = () => {
  seed = (seed * 16_807) % 2_147_483_647
  return seed / 2_147_483_647
}
Date.now = () => 1_700_000_000_000
for (const method of ['log', 'warn', 'error'])
  console[method] = (...args) => lines.push(`console.${method} ${describe(args, { names })}`)

const require = createRequire(entry)
const load = async (file) => (commonjs ? require(file) : import(pathToFileURL(file)))
const loaded = await load(entry)
for (const file of modules) {
  const namespace = await load(file)
  const values = Object.fromEntries(Object.keys(namespace).map((name) => [name, namespace[name]]))
  lines.push(`module ${file.slice(file.lastIndexOf('/'))} ${Reflect.ownKeys(namespace).map(String)}`)
  lines.push(describe(commonjs && typeof namespace === 'function' ? namespace : values, { depth: 4, names }))
  if (texts)
    for (const [name, value] of Object.entries(values)) if (typeof value === 'function') lines.push(textOf(name, value))
}

process.on('uncaughtException', (error) => lines.push(`uncaught ${describe(error, { names })}`))
const { default: run, pure = {} } = await import(pathToFileURL(samples))
await run(loaded, call)
const versions = {}
for (const [name, inputs] of Object.entries(pure)) {
  for (const input of inputs)
    await call(() => read(loaded, name)(...structuredClone(input)), `${name} ${JSON.stringify(input)}`)
  const wrapped = loaded[`cached_${name.replace('.', '_')}`]
  if (wrapped) versions[name] = compareCached(name, wrapped, inputs)
}
process.stdout.write(JSON.stringify({ lines, calls, versions }))

/** Records what a call gives or throws, also later; gives it back. */
async function call(run, label = String(run)) {
  calls++
  let value
  try {
    value = await run()
    lines.push(`${label} = ${describe(value, { names })}`)
  } catch (error) {
    lines.push(`${label} throws ${describe(error, { names })}`)
  }
  return value
}

/** A cached function gives what the function gives, the first time and the second. */
function compareCached(name, wrapped, inputs) {
  for (const input of inputs) {
    const [expected, ...given] = [read(loaded, name), wrapped, wrapped].map((fn) => {
      calls++
      try {
        return describe(fn(...structuredClone(input)), { names })
      } catch (error) {
        return `throws ${describe(error, { names })}`
      }
    })
    for (const got of given)
      if (got !== expected) lines.push(`cached ${name} ${JSON.stringify(input)}: ${got}, not ${expected}`)
  }
  const { nodes = [] } = explained(wrapped)
  return { version: wrapped.version, bySource: nodes.some(({ counts }) => counts === 'source') }
}

/** Nothing without the plugin; a bundle has no explanations, unless something imports them. */
function explained(wrapped) {
  try {
    return wrapped.explain?.() ?? {}
  } catch (error) {
    if (error.code !== 'AUTOCACHED_EXPLAIN_MISSING') throw error
    return {}
  }
}

function read(object, name) {
  return name.split('.').reduce((value, key) => value[key], object)
}

/** A default export without a name gets one, so that it can be registered; `define` gives its `name` back. */
function textOf(name, value) {
  return `text ${name} ${Function.prototype.toString.call(value).replace(/^((?:async )?(?:function\*?|class))\s*(?:_default\d*\b)?\s*/, '$1 ')}`
}
