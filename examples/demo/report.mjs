// Says what was measured: the answers, the table, and whether everything came out as promised.
import { milliseconds, paint, table } from './table.mjs'

const steps = ['first', 'again', 'comment', 'body']
const questions = ['baseline', 'slowest', 'mostMissed', 'longestWaits']
const edited = 'longestWaits'

/**
 * @param uncached One run without a cache.
 * @param results For each way, its name and the four runs. A run has the events of the cache, the time of each question, the
 *   version of each function, and `stored`: the versions whose results were on the disk before.
 * @param earlier Whether the disk holds what an earlier run of the command stored.
 * @returns how many promises were broken.
 */
export function report({ uncached, results, earlier }) {
  printAnswers(uncached.answers)
  const blocks = results.map((result) => block(result, uncached))
  console.log(table([16, 8, 11, 11, 11, 12, 8], [head(earlier), ...blocks]))
  for (const note of [
    'The four questions call features, and its time is in theirs. – is a function that nobody needed to call.',
    'Saved: the time of four uncached runs less that of the four steps.',
  ]) {
    console.log(paint('dim', ` ${note}`))
  }

  const promises = [...sameVersions(results), ...results.flatMap(promisesOf)]
  console.log()
  for (const { kept, text } of promises) {
    console.log(kept ? ` ${paint('green', '✓')} ${text}` : ` ${paint('red', '✗ BROKEN:')} ${text}`)
  }
  const broken = promises.filter(({ kept }) => !kept).length
  if (broken > 0) console.error(paint('red', `\n ${broken} of ${promises.length} promises are broken.`))
  else if (!earlier) console.log('\n Run it again: then the first step is warm, too.')
  return broken
}

function printAnswers({ baseline, slowest, mostMissed, longestWaits }) {
  const years = (days) => (days / 365.25).toFixed(1)
  const { year, features, medianWait } = baseline.at(-2)
  const { browser, medianLag, missing } = slowest[0]
  const { name, since } = mostMissed[0]
  const longest = longestWaits[0]
  console.log(`
 baseline      ${features} features reached the last browser in ${year}, ${years(medianWait)} years (median) after the first.
 slowest       ${browser}: ${medianLag} days (median) behind, ${missing} features short of what is new since 2021.
 mostMissed    only Firefox lacks ${name}: the last of the others got it in ${since}.
 longestWaits  ${years(longest.days)} years, for ${longest.name}.
`)
}

function head(earlier) {
  const titles = ['', 'uncached', 'first step', 'new process', 'comment and', 'body of', 'saved']
  const details = ['', '', earlier ? 'filled disk' : 'empty disk', 'same code', 'local name', edited, '']
  return [titles, details].map((texts) => texts.map((text) => ({ text, color: 'bold' })))
}

/** The rows of one way. */
function block({ way, runs }, uncached) {
  const title = { Babel: 'Babel', SWC: 'SWC', source: 'No build step' }[way]
  const rows = questions.map((name) => {
    const calls = steps.map((step) => runs[step])
    const saved = calls.reduce((sum, run) => sum + uncached.times[name] - run.times[name], 0)
    return [` ${name}`, time(uncached.times[name]), ...calls.map((run) => outcome(run, name)), time(saved)]
  })
  const totals = steps.map((step) => total(runs[step]))
  const saved = totals.reduce((sum, each) => sum + total(uncached) - each, 0)
  return [
    [{ text: title, color: 'bold' }, '', '', '', '', '', ''],
    ...rows,
    ['   features', time(tookOf(uncached, 'features')), ...steps.map((step) => outcome(runs[step], 'features')), ''],
    [' together', time(total(uncached)), ...totals.map(time), { ...time(saved), color: 'bold' }],
  ]
}

function outcome(run, name) {
  const [first] = callsOf(run, name)
  if (!first) return { text: '–', color: 'dim', right: true }
  const took = run.times[name] ?? tookOf(run, name)
  const text = `${first.padEnd(4)}${(took === undefined ? '' : milliseconds(took)).padStart(7)}`
  return { text, color: first === 'hit' ? 'green' : 'yellow' }
}

function time(value) {
  return { text: milliseconds(value), right: true }
}

function total(run) {
  return questions.reduce((sum, name) => sum + run.times[name], 0)
}

/** 'hit' or 'miss' for each call of a function, in order: what the cache itself said. */
function callsOf(run, name) {
  return run.events.filter((event) => event.name === name && /^(hit|miss)$/.test(event.type)).map(({ type }) => type)
}

/** How long the function itself ran, if it ran. */
function tookOf(run, name) {
  return run.events.find((event) => event.name === name && event.type === 'stored')?.took
}

function sameVersions(results) {
  const [babel, swc] = ['Babel', 'SWC'].map((way) => results.find((result) => result.way === way))
  if (!babel || !swc) return []
  const kept = steps.every((step) => changes(babel.runs[step], swc.runs[step]).length === 0)
  const version = babel.runs.first.versions[edited]
  return [{ kept, text: `Babel and SWC give every function the same version: ${edited} is ${version}.` }]
}

function promisesOf({ way, runs }) {
  const name = { Babel: 'Babel', SWC: 'SWC', source: 'No build step' }[way]
  const all = steps.map((step) => runs[step])
  const afterComment = String(changes(runs.first, runs.comment))
  const afterBody = String(changes(runs.first, runs.body))
  const seesText = way === 'source'
  return [
    {
      kept: all.every(hitsWhatIsStored),
      text: `${name}: a call is a hit exactly where its version was stored before.`,
    },
    { kept: questions.every((each) => isHit(runs.again, each)), text: `${name}: a new process finds everything.` },
    {
      kept: afterComment === (seesText ? edited : '') && isHit(runs.comment, edited) !== seesText,
      text: seesText
        ? `${name}: the comment and the local name cost ${edited} its results: it sees only text.`
        : `${name}: a comment and the name of a local cost nothing.`,
    },
    {
      kept: afterBody === edited && !isHit(runs.body, edited) && isHit(runs.body, 'features'),
      text: `${name}: the edit of a body costs the results of that one function.`,
    },
    {
      kept: all.every(({ events }) => events.every(({ type }) => /^(hit|miss|stored)$/.test(type))),
      text: `${name}: no errors, no warnings.`,
    },
  ]
}

/** The names of the functions whose versions differ. */
function changes(before, after) {
  return Object.keys(before.versions).filter((name) => before.versions[name] !== after.versions[name])
}

/** The first call of a process hits what an earlier process stored, each later call what the first one stored. */
function hitsWhatIsStored(run) {
  return Object.entries(run.versions).every(([name, version]) =>
    callsOf(run, name).every((type, index) => (type === 'hit') === (index > 0 || run.stored.includes(version))),
  )
}

function isHit(run, name) {
  return callsOf(run, name)[0] === 'hit'
}
