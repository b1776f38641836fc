/** What is left of a source's time. */
export interface Stopwatch {
  /** Milliseconds, never below 0. */
  readonly left: () => number;
}
