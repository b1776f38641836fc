import { ExitCode } from '#diagnosis/exit-code.js';
import { parseReport, ReportError } from '#diagnosis/report-file.js';
import type { Report } from '#diagnosis/report.js';

import { UserError } from './errors.js';
import type { Io } from './io.js';
import { checkOutput, writeReport, type OutputFlags } from './output.js';
import { whyNot } from './why-not.js';

export interface RenderFlags extends OutputFlags {
  readonly from: string;
}

/** A saved report in another format. It examines nothing, so the exit code says only whether it could be printed. */
export async function render(flags: RenderFlags, io: Io): Promise<ExitCode> {
  checkOutput(flags);
  await writeReport(readReport(flags.from, io), flags, io);
  return ExitCode.Healthy;
}

function readReport(path: string, io: Io): Report {
  try {
    return parseReport(path === '-' ? io.readStdin() : io.readFile(path));
  } catch (error) {
    const hint = 'k2doctor check --format json > FILE makes one';
    if (error instanceof ReportError) throw new UserError(`${path}: ${error.message}`, { hint, cause: error });
    throw new UserError(`the report ${path} cannot be read: ${whyNot(error)}`, { hint, cause: error });
  }
}
