import { expect, test } from 'vitest';

import { commandWords } from '#cli/command-words.js';
import { buildProgram } from '#cli/program.js';

import { openTerminal } from './terminal.js';

const nobody = { write: () => undefined };
const nowhere = () => {
  throw new Error('help reads and writes nothing');
};
const io = { stdout: nobody, stderr: nobody, env: {}, cwd: '/', home: '/', now: () => new Date(0), readFile: nowhere, writeFile: nowhere, appendFile: nowhere, readStdin: nowhere, readBuiltIn: nowhere, runId: nowhere };
const { commands } = commandWords(buildProgram(io, () => undefined));
const own = commands.map(({ name }) => name).filter((name) => name !== 'help');

test.each(own)('%s --help ends with examples of it, folded to the terminal', async (name) => {
  for (const columns of [60, 80, 200]) {
    using terminal = openTerminal({ columns, isTTY: true });
    const { code, stdout, stderr } = await terminal.k2doctor(name, '--help');

    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.split('\n')[0]).toMatch(new RegExp(`^Usage: k2doctor ${name}`));
    expect(stdout).toMatch(/\nExamples:\n {2}\S/);
    expect(stdout.split('\n').filter((line) => line.length > columns)).toEqual([]);
  }
});

test.each(own)('help %s is the same as its --help', async (name) => {
  using terminal = openTerminal();

  expect(await terminal.k2doctor('help', name)).toEqual(await terminal.k2doctor(name, '--help'));
});

test('an example is a command line that the program reads', () => {
  const lines = commands.flatMap(({ examples }) => examples.map(([line]) => line));
  const flags = new Set(commands.flatMap(({ options }) => options.map(({ long }) => long)));

  for (const line of lines) {
    const [, command = ''] = /k2doctor (\S+)/.exec(line) ?? [];
    expect([line, own.includes(command)]).toEqual([line, true]);
    expect(line.match(/--[a-z-]+/g)?.filter((flag) => !flags.has(flag)) ?? []).toEqual([]);
  }
});
