import type { Command, Help, Option } from 'commander';

import { examplesText } from './examples.js';
import type { Io } from './io.js';
import { widthOf } from './output-width.js';

/** How help is laid out: folded to the terminal, defaults shown only where there is one to show. */
export const helpFor = (io: Io): Partial<Help> => ({
  showGlobalOptions: true,
  helpWidth: widthOf(io),
  minWidthToWrap: 20,
  optionDescription: ({ description, argChoices, defaultValue }: Option) => {
    // commander keeps any value as a default.
    const value: unknown = defaultValue;
    const extra = [
      ...(argChoices === undefined ? [] : [`choices: ${argChoices.join(', ')}`]),
      ...(typeof value === 'string' || typeof value === 'number' ? [`default: ${String(value)}`] : []),
    ];
    return extra.length === 0 ? description : `${description} (${extra.join('; ')})`;
  },
});

/** Below a command's help; laid out only when it is shown. */
export const withExamples = (command: Command, io: Io): Command => command.addHelpText('after', () => examplesText(command.name(), widthOf(io)));

/** Below the help of the program, narrow enough for any terminal. */
export const OVERVIEW = `
Examples:
  k2doctor check              look, explain, print the fix
  k2doctor check --offline    will the file fit its cluster?
  k2doctor fix | sh           run what heals it
  k2doctor check --format json --output junit=report.xml
  k2doctor snapshot > s.json  collect here ...
  k2doctor check --from s.json          ... judge elsewhere
  k2doctor explain drift/stale-command
  k2doctor COMMAND --help     flags and examples of one

Exit codes: 0 examined, nothing to report at --fail-on;
  1 findings; 2 wrong usage or input; 3 required evidence
  is missing; 70 a bug in k2doctor; 130 interrupted.`;
