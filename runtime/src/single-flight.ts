import type { Backend } from './backends/backend.js'
import type { Entry } from './entry.js'
import { mapOf } from './map-of.js'
import { parts } from './registry.js'

/** A computation that is running. */
export interface Flight {
  promise: Promise<unknown>
  /** `invalidate` and `refresh` came in between: its result is what its callers asked for, but is not stored. */
  outdated: boolean
  /** How many callers wait for it and have not aborted. */
  riders: number
  /** Aborts the computation, where it takes a signal. */
  controller?: AbortController | undefined
  /** The expired entry that callers get meanwhile, where it runs in the background. */
  stale?: Entry
  /** What its key was made of changed before the function ran: its result is for the call that began it alone. */
  own?: true
}

/**
 * The running computations on a backend, by key: functions with one version share them, as they share entries, and so do all copies of this
 * release in a process.
 */
export function flightsOn(backend: Backend): Map<string, Flight> {
  return mapOf(parts.flights, backend)
}

/** Runs `compute` as the flight of `key`. A flight that replaces another one makes that outdated. */
export function fly(running: Map<string, Flight>, key: string, compute: (flight: Flight) => Promise<unknown>): Flight {
  land(running, key)
  const flight = { outdated: false, riders: 0 } as Flight
  running.set(key, flight)
  const done = () => {
    if (running.get(key) === flight) running.delete(key)
  }
  flight.promise = compute(flight)
  flight.promise.then(done, done)
  return flight
}

/** Takes the flight of `key` off the list: later callers compute again, and its result is not stored. */
export function land(running: Map<string, Flight>, key: string): void {
  for (const call of parts.starting) if (call.key.startsWith(key)) parts.starting.delete(call)
  const flight = running.get(key)
  if (flight === undefined) return
  flight.outdated = true
  running.delete(key)
}
