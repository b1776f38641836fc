import type { ExitCode } from '#diagnosis/exit-code.js';

import { readSnapshot } from './check.js';
import { collectSnapshot, type LookFlags } from './collect.js';
import { examine } from './examine.js';
import type { Io } from './io.js';
import { invocationOf, type ProjectFlags } from './project-options.js';
import { judgementOf } from './settings/judgement.js';
import type { Chosen } from './settings/layers.js';

/** Prints the commands that heal, one a line, and nothing else on stdout. */
export async function fix(flags: ProjectFlags & LookFlags & { readonly from?: string; readonly chosen?: Chosen }, io: Io): Promise<ExitCode> {
  const taken = flags.from === undefined ? await collectSnapshot(invocationOf(flags, [], false, io.cwd), flags, io) : await readSnapshot(flags.from, io);
  const report = examine(taken, await judgementOf(flags, taken), flags.from === undefined ? 'live' : 'snapshot');
  for (const command of report.fix?.commands ?? []) io.stdout.write(`${command}\n`);
  if (report.fix === null) io.stderr.write('k2doctor: nothing to run\n');
  return report.exitCode as ExitCode;
}
