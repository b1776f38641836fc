import type { ExitCode } from '#diagnosis/exit-code.js';
import { FAIL_LEVELS } from '#diagnosis/report.js';

import type { CheckFlags } from './check.js';
import type { Io } from './io.js';
import { settle, type Parsed } from './settings/settle.js';

const DEFAULTS = { failOn: 'warning', require: [], only: [], skip: [], format: 'text', output: [], color: 'auto', master: [], timeout: 10, file: [], profile: [], envFile: [] };

const SWITCHES: ReadonlyMap<string, string> = new Map([
  ['--offline', 'offline'],
  ['--patient', 'patient'],
  ['--quiet', 'quiet'],
  ['-q', 'quiet'],
  ['--verbose', 'verbose'],
  ['-v', 'verbose'],
]);
const LEVELS: ReadonlySet<string> = new Set(FAIL_LEVELS);

/**
 * `check` as people and pipelines type it most, without commander: to describe all commands and to read so little is a
 * twentieth of the run. Undefined for any other command line; what is read is what commander reads, which a test compares.
 */
export function readPlainCheck([command, ...words]: readonly string[]): Parsed | undefined {
  if (command !== 'check') return undefined;
  const given: Record<string, string | boolean> = {};
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const name = SWITCHES.get(word);
    const level = word === '--fail-on' ? (words[at + 1] ?? '') : '';
    if (name !== undefined) given[name] = true;
    else if (LEVELS.has(level)) {
      given['failOn'] = level;
      at += 1;
    } else return undefined;
  }
  return { optsWithGlobals: () => ({ ...DEFAULTS, ...given }), getOptionValueSourceWithGlobals: (name) => (name in given ? 'cli' : 'default') };
}

export async function plainCheck(parsed: Parsed, io: Io): Promise<ExitCode> {
  const [{ check }, flags] = await Promise.all([import('./check.js'), settle<CheckFlags>(parsed, io)]);
  return check([], flags, io);
}
