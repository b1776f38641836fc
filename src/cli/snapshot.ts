import { ExitCode } from '#diagnosis/exit-code.js';

import { collectSnapshot, type LookFlags } from './collect.js';
import type { Io } from './io.js';
import { invocationOf, type ProjectFlags } from './project-options.js';

/** Collects, redacts, prints. What could not be read is in it as evidence, so it always ends well. */
export async function snapshot(flags: ProjectFlags & LookFlags, io: Io): Promise<ExitCode> {
  const taken = await collectSnapshot(invocationOf(flags, [], false, io.cwd), { ...flags, patient: true }, io);
  io.stdout.write(`${JSON.stringify(taken, undefined, 2)}\n`);
  return ExitCode.Healthy;
}
