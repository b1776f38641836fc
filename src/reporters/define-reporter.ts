import type { Report } from '#diagnosis/report.js';

/** What a format may know of where it is shown. */
export interface Surroundings {
  readonly color: boolean;
  /** Columns; 80 where the output is no terminal. */
  readonly width: number;
  /** -1 quiet, 0 normal, 1 and more verbose. */
  readonly verbosity: number;
  readonly showSuppressed: boolean;
}

/** A format: a function from the report to text. It does not print, exit, or read a clock. */
export interface Reporter {
  readonly id: string;
  readonly summary: string;
  readonly render: (report: Report, surroundings: Surroundings) => string;
}

export const defineReporter = (reporter: Reporter): Reporter => reporter;
