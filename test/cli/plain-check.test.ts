import fc from 'fast-check';
import { expect, test } from 'vitest';

import { readPlainCheck } from '#cli/plain-check.js';
import { buildProgram } from '#cli/program.js';
import type { Parsed } from '#cli/settings/settle.js';

const nothing = () => undefined;
const nowhere = () => '';
const io = { stdout: { write: nothing }, stderr: { write: nothing }, env: {}, cwd: '/', home: '/', now: () => new Date(0), readFile: nowhere, writeFile: nothing, appendFile: nothing, readStdin: nowhere, readBuiltIn: nowhere, runId: nowhere };

/** What the action of `check` is given by commander. */
async function byCommander(argv: readonly string[]): Promise<Parsed> {
  const program = buildProgram(io, nothing, ['check']);
  const check = program.commands.find((command) => command.name() === 'check');
  if (check === undefined) throw new Error('there is no check');
  check.action(nothing);
  await program.parseAsync([...argv], { from: 'user' });
  return check;
}

const word = fc.constantFrom(['--offline'], ['--patient'], ['-q'], ['--quiet'], ['-v'], ['--verbose'], ['--fail-on', 'never'], ['--fail-on', 'info'], ['--fail-on', 'critical']);

test('the plain command line gives the flags that commander gives, defaults and all', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 4 }), async (words) => {
      const argv = ['check', ...words.flat()];
      const [plain, full] = [readPlainCheck(argv), await byCommander(argv)];
      const flags = full.optsWithGlobals();

      expect(plain?.optsWithGlobals()).toEqual(flags);
      for (const name of Object.keys(flags)) expect([name, plain?.getOptionValueSourceWithGlobals(name)]).toEqual([name, full.getOptionValueSourceWithGlobals(name)]);
    }),
  );
});

test.each([[], ['fix'], ['check', 'job'], ['check', '--fail-on'], ['check', '--fail-on', 'always'], ['check', '--fail-on=never'], ['check', '--help'], ['check', '-qv'], ['--offline', 'check'], ['check', '--'], ['check', '--offlin']])(
  'leaves %j to commander',
  (...argv: string[]) => {
    expect(readPlainCheck(argv)).toBeUndefined();
  },
);
