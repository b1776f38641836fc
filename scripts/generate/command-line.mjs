// Completion scripts, manual page and reference, from the program that the command line is read with.
import { readFileSync } from 'node:fs';

import { fromSource } from '../from-source.mjs';
import { manPage } from '../manual/man-page.mjs';
import { commandReference, exitCodeReference } from '../manual/reference.mjs';
import { ENVIRONMENT, EXIT_CODES } from '../manual/words.mjs';

const SOURCE = `
export { ExitCode } from './src/diagnosis/exit-code.ts';
export { version } from './src/cli/version.ts';
export { VARIABLES, SETTINGS_VARIABLE } from './src/cli/settings/environment.ts';
export { bashCompletion } from './src/cli/completion/bash.ts';
export { zshCompletion } from './src/cli/completion/zsh.ts';
export { fishCompletion } from './src/cli/completion/fish.ts';
import { buildProgram } from './src/cli/program.ts';
import { commandWords } from './src/cli/command-words.ts';
const nobody = { write: () => undefined, columns: 80 };
export const program = commandWords(buildProgram({ stdout: nobody, stderr: nobody, env: {}, cwd: '/', home: '/' }, () => undefined));
`;

export async function files() {
  const { program, ExitCode, VARIABLES, SETTINGS_VARIABLE, version, bashCompletion, zshCompletion, fishCompletion } = await fromSource(SOURCE);
  const exitCodes = Object.entries(ExitCode).map(([name, code]) => ({ name, code }));
  complete('exit code', exitCodes.map(({ name }) => name), Object.keys(EXIT_CODES));
  complete('variable', [...VARIABLES.map(({ name }) => name), SETTINGS_VARIABLE], ENVIRONMENT.map(([name]) => name));
  return new Map([
    ['completions/k2doctor.bash', bashCompletion(program)],
    ['completions/_k2doctor', zshCompletion(program)],
    ['completions/k2doctor.fish', fishCompletion(program)],
    ['man/k2doctor.1', manPage(program, exitCodes, version, lastChange())],
    ['docs/reference/cli.md', commandReference(program)],
    ['docs/reference/exit-codes.md', exitCodeReference(exitCodes)],
  ]);
}

/** What the program has and the manual does not describe stops the generation. */
function complete(kind, wanted, described) {
  const missing = wanted.filter((name) => !described.includes(name));
  if (missing.length > 0) throw new Error(`scripts/manual/words.mjs does not describe the ${kind} ${missing.join(', ')}`);
}

/** The day of the newest version in CHANGELOG.md. */
function lastChange() {
  const changes = readFileSync(new URL('../../CHANGELOG.md', import.meta.url), 'utf8');
  const day = /^## \S+ - (\d{4}-\d\d-\d\d)$/m.exec(changes)?.[1];
  if (day === undefined) throw new Error('CHANGELOG.md names no version with its day: ## 0.1.0 - 2026-12-01');
  return day;
}
