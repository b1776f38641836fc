import type { Help, Option } from 'commander';

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

/** Below the help, narrow enough for any terminal. */
export const EXAMPLES = `
Examples:
  k2doctor check              look, explain, print the fix
  k2doctor check --offline    will the file fit its cluster?
  k2doctor fix | sh           run what heals it
  k2doctor check --format json --output junit=report.xml
  k2doctor snapshot > s.json  collect here ...
  k2doctor check --from s.json          ... judge elsewhere
  k2doctor explain drift/stale-command

Exit codes: 0 examined, nothing to report at --fail-on;
  1 findings; 2 wrong usage or input; 3 required evidence
  is missing; 70 a bug in k2doctor; 130 interrupted.`;
