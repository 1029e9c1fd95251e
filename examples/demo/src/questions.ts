// The analysis: five cached functions over twenty megabytes of browser compatibility data.
import { cached } from 'autocached'
import {
  arrivals,
  type Browser,
  browsers,
  type Data,
  type Feature,
  firstDay,
  median,
  readFeatures,
  yearOf,
} from './compat-data.js'
import { options } from './options.js'

// Options first, then as many functions as you like.
const onDisk = cached(options)

/** Every feature with the day on which each browser shipped it. The other functions all start here. */
export const features = onDisk(function features(data: Data): Feature[] {
  return readFeatures(data.file)
})

/** How many features became available everywhere in each year, and how long the last browser took. */
export const baseline = onDisk(function baseline(data: Data, since: number) {
  const waits = new Map<number, number[]>()
  for (const feature of features(data)) {
    const days = arrivals(feature)
    if (!days || yearOf(days.last) < since) continue
    const year = yearOf(days.last)
    const sameYear = waits.get(year)
    if (sameYear) sameYear.push(days.last - days.first)
    else waits.set(year, [days.last - days.first])
  }
  return [...waits]
    .map(([year, days]) => ({ year, features: days.length, medianWait: median(days) }))
    .sort((a, b) => a.year - b.year)
})

/** How far each browser trails the first one, for the features that appeared since a year. */
export const slowest = onDisk(function slowest(data: Data, since: number) {
  const recent = features(data).filter((feature) => yearOf(firstDay(feature)) >= since)
  return browsers
    .map((browser) => {
      const lags = recent.flatMap((feature) =>
        feature.shipped[browser] === undefined ? [] : [feature.shipped[browser] - firstDay(feature)],
      )
      return { browser, medianLag: median(lags), missing: recent.length - lags.length }
    })
    .sort((a, b) => b.medianLag - a.medianLag || b.missing - a.missing)
})

/** The features that all other browsers have: those that `browser` has been owing for longest come first. */
export const mostMissed = onDisk(function mostMissed(data: Data, browser: Browser) {
  const others = browsers.filter((other) => other !== browser)
  return features(data)
    .filter(({ name }) => name.split('.').length <= 3) // `api.Navigator.share`, and not its single parameters
    .filter(({ shipped }) => shipped[browser] === undefined && others.every((other) => shipped[other] !== undefined))
    .map(({ name, shipped }) => ({ name, since: yearOf(Math.max(...Object.values(shipped))) }))
    .sort((a, b) => a.since - b.since || (a.name < b.name ? -1 : 1))
})

/** The features that took longest from the first browser to the last. */
export const longestWaits = onDisk(function longestWaits(data: Data, count: number) {
  // Younger features are left out.
  const minimumDays = 365
  const complete = features(data).flatMap((feature) => {
    const days = arrivals(feature)
    return days ? [{ name: feature.name, days: days.last - days.first }] : []
  })
  return complete
    .filter(({ days }) => days > minimumDays)
    .sort((a, b) => b.days - a.days || (a.name < b.name ? -1 : 1))
    .slice(0, count)
})
