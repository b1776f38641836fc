import type { ExitCode } from '#diagnosis/exit-code.js';
import { parseSnapshot } from '#evidence/snapshot-file.js';

import { examine, type ExamineFlags } from './examine.js';
import type { Io } from './io.js';
import { checkOutput, writeReport, type OutputFlags } from './output.js';

/** The main job on the built-in incident: four jobs lowered to 1 core in the file, restarted, and two of them waiting. */
export async function demo(flags: OutputFlags & ExamineFlags, io: Io): Promise<ExitCode> {
  checkOutput(flags);
  const report = examine(parseSnapshot(io.readBuiltIn('demo.json')), flags, 'snapshot');
  await writeReport(report, flags, io);
  return report.exitCode as ExitCode;
}
