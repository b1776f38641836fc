import { resolve } from 'node:path';

import { BaselineError, parseBaseline, renderBaseline } from '#diagnosis/baseline.js';
import type { Report } from '#diagnosis/report.js';

import { UserError } from './errors.js';
import type { Io } from './io.js';
import { isFile } from './settings/find-settings.js';
import { whyNot } from './why-not.js';

export interface BaselineFlags {
  /** Known findings: only what is new fails. */
  readonly baseline?: string;
  /** true: where the name is left out. */
  readonly writeBaseline?: string | true;
  readonly strict?: boolean;
}

const USUAL_NAME = '.k2doctor-baseline.json';

/** The fingerprints that are known. @throws UserError for a file that is not there or is no baseline. */
export function knownFindings({ baseline, writeBaseline, strict }: BaselineFlags, io: Io): ReadonlySet<string> {
  if (baseline === undefined || strict === true) return new Set();
  const path = resolve(io.cwd, baseline);
  // The first --write-baseline makes the file that --baseline, or the settings, will name from then on.
  if (writeBaseline !== undefined && !isFile(path)) return new Set();
  return readBaseline(path, baseline, io);
}

/** Writes what is known from now on; refuses to write over a file that is something else. */
export function writeBaseline(report: Report, flags: BaselineFlags, io: Io): void {
  if (flags.writeBaseline === undefined) return;
  const shown = flags.writeBaseline === true ? (flags.baseline ?? USUAL_NAME) : flags.writeBaseline;
  const path = resolve(io.cwd, shown);
  if (isFile(path)) readBaseline(path, shown, io);
  try {
    io.writeFile(path, renderBaseline(report));
  } catch (error) {
    throw new UserError(`the baseline cannot be written to ${shown}: ${whyNot(error)}`, { cause: error });
  }
}

function readBaseline(path: string, shown: string, io: Io): ReadonlySet<string> {
  try {
    return parseBaseline(io.readFile(path));
  } catch (error) {
    if (error instanceof BaselineError) throw new UserError(`${shown}: ${error.message}`, { hint: 'k2doctor check --write-baseline FILE makes one', cause: error });
    throw new UserError(`the baseline ${shown} cannot be read: ${whyNot(error)}`, { hint: 'k2doctor check --write-baseline FILE makes one', cause: error });
  }
}
