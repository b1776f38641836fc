import { ExitCode } from '#diagnosis/exit-code.js';
import { rules } from '#rules/index.js';

import type { Io } from './io.js';
import { table } from './table.js';

export function listRules({ format }: { readonly format?: string }, io: Io): ExitCode {
  if (format === 'json') {
    const rows = rules.map(({ id, severity, summary, needs }) => ({ id, severity, summary, needs }));
    io.stdout.write(`${JSON.stringify(rows, undefined, 2)}\n`);
    return ExitCode.Healthy;
  }
  io.stdout.write(table(rules.map(({ id, severity, summary }) => [id, severity, summary])));
  return ExitCode.Healthy;
}
