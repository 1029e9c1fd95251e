// Asks the questions, then tells the process that started this one what happened.
import { events } from './options.js'
import { baseline, features, longestWaits, mostMissed, slowest } from './questions.js'

const [file = '', version = ''] = process.argv.slice(2)
const data = { file, version }

const times: Record<string, number> = {}
const answers = {
  baseline: timed('baseline', () => baseline(data, 2018)),
  slowest: timed('slowest', () => slowest(data, 2021)),
  mostMissed: timed('mostMissed', () => mostMissed(data, 'firefox')),
  longestWaits: timed('longestWaits', () => longestWaits(data, 5)),
}
const functions = { features, baseline, slowest, mostMissed, longestWaits }
const versions = Object.fromEntries(Object.entries(functions).map(([name, { version }]) => [name, version]))

process.send?.({ answers, events, times, versions })

function timed<T>(name: string, ask: () => T): T {
  const start = performance.now()
  const answer = ask()
  times[name] = performance.now() - start
  return answer
}
