import { execFile, spawnSync } from 'node:child_process';
import { existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { expect, test } from 'vitest';

const bin = join(import.meta.dirname, '../../bin/k2doctor.js');
const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => promisify(execFile)(bin, args, { env: { PATH: process.env['PATH'], ...env } });

test('an option of ours that Node has too is ours', async () => {
  await expect(run(['config', '--env-file', '/nowhere/.env', '-f', '/nowhere/compose.yml'])).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('k2doctor:') as unknown });
});

test('its first line is one that pre-commit, pnpm and npm on Windows read too, each in its own way', () => {
  const [line = ''] = readFileSync(bin, 'utf8').split('\n');

  // cmd-shim 8 of npm, lib/index.js: variables, program, arguments. pnpm and pre-commit know of no variables.
  expect(/^#!\s*(?:\/usr\/bin\/env\s+(?:-S\s+)?((?:[^ \t=]+=[^ \t=]+\s+)*))?([^ \t]+)(.*)$/.exec(line)?.slice(1)).toEqual(['', 'node', ' --']);
});

test.skipIf(!existsSync('/dev/full'))('a full disk under standard output is one line, and exit code 2', () => {
  const { status, stderr } = spawnSync(bin, ['rules'], { stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'], encoding: 'utf8' });

  expect([status, stderr]).toEqual([2, 'k2doctor: standard output cannot be written: no space is left\n']);
});

test('a long report goes whole through a pipe that is read late', () => {
  const { stdout } = spawnSync('sh', ['-c', `'${bin}' demo --format json | (sleep 1; cat)`], { encoding: 'utf8', maxBuffer: 2 ** 24 });

  expect(stdout.length).toBeGreaterThan(2 ** 16);
  expect(() => JSON.parse(stdout) as unknown).not.toThrow();
});
