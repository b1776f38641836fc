import { ExitCode } from '#diagnosis/exit-code.js';

import { UserError } from './errors.js';
import type { Io } from './io.js';
import { plainCheck, readPlainCheck } from './plain-check.js';
import { version } from './version.js';

/** Where every error ends. Returns an exit code and never exits, so tests can call it. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    const plain = readPlainCheck(argv);
    if (plain !== undefined) return await plainCheck(plain, io);
    const { execute } = await import('./program.js');
    return await execute(argv, io);
  } catch (error) {
    if (error instanceof UserError) {
      io.stderr.write(`k2doctor: ${oneLine(error.hint === undefined ? error.message : `${error.message} (${error.hint})`)}\n`);
      return ExitCode.Usage;
    }
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    io.stderr.write(`k2doctor: this is a bug in k2doctor ${version}; please report it with the lines below\n${trace}\n`);
    return ExitCode.Bug;
  }
}

/** Messages carry text of other people's files: no line breaks, no escapes reach the terminal. */
const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
