import { ExitCode } from '#diagnosis/exit-code.js';
import { rules } from '#rules/index.js';

import type { Io } from './io.js';

export function listRules({ format }: { readonly format?: string }, io: Io): ExitCode {
  if (format === 'json') {
    const rows = rules.map(({ id, severity, summary, needs }) => ({ id, severity, summary, needs }));
    io.stdout.write(`${JSON.stringify(rows, undefined, 2)}\n`);
    return ExitCode.Healthy;
  }
  const width = Math.max(...rules.map(({ id }) => id.length));
  for (const { id, severity, summary } of rules) io.stdout.write(`${id.padEnd(width)}  ${severity.padEnd(8)}  ${summary}\n`);
  return ExitCode.Healthy;
}
