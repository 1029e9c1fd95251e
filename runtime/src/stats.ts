/** What the calls of one cached function came to, since it was wrapped. */
export interface Stats {
  /** Calls that got a fresh entry. */
  hits: number
  /** Calls that got an expired entry, because it was computed again or because that failed. */
  staleHits: number
  /** Calls that waited for the computation of another call. */
  joined: number
  /** Times that the function ran because there was no entry to use, also in the background and for `refresh`. */
  misses: number
  /** Failures of the backend, damaged entries, and results that could not be stored. */
  errors: number
  /** How long the computations had taken of which hits gave the results, in milliseconds. */
  timeSaved: number
  /** How long the computations of misses took, in milliseconds. */
  timeComputing: number
}
