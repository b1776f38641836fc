import { expect, test } from 'vitest';

import { reporters } from '#reporters/index.js';

import { fileOf, healthy, stale, staleAndUnseen, unseen } from './stories.js';
import { openTerminal } from './terminal.js';

const FILES = { 'healthy.json': fileOf(healthy()), 'stale.json': fileOf(stale()), 'unseen.json': fileOf(unseen()), 'both.json': fileOf(staleAndUnseen()) };

const TABLE: readonly (readonly [number, string])[] = [
  [0, '--from healthy.json'],
  [0, '--from healthy.json --fail-on info'],
  [1, '--from stale.json'],
  [0, '--from stale.json --fail-on critical'],
  [0, '--from stale.json --fail-on never'],
  [0, '--from stale.json --skip drift/stale-command'],
  [1, '--from stale.json silver-kraken'],
  [0, '--from stale.json spark-worker-1'],
  [3, '--from unseen.json'],
  [3, '--from unseen.json --fail-on never'],
  [3, '--from both.json'],
  [3, '--from healthy.json --require spark-drivers'],
  [2, '--from missing.json'],
  [2, '--from healthy.json --only nothing'],
];

test.each(Object.keys(reporters))('--format %s: the exit codes of every other format', async (format) => {
  using terminal = openTerminal({ files: FILES });
  for (const [code, line] of TABLE) {
    const ended = await terminal.k2doctor('check', ...line.split(' '), '--format', format);
    expect([ended.code, line]).toEqual([code, line]);
    expect(ended.stdout === '').toBe(code === 2);
    if (code !== 2) expect(ended.stderr).toBe('');
  }
});

test('several formats come from one look, and the code is that of the report', async () => {
  using terminal = openTerminal({ files: FILES });

  const { code, stdout } = await terminal.k2doctor('check', '--from', 'stale.json', '-q', '--output', 'json=report.json', '--output', 'junit=report.xml');

  expect([code, JSON.parse(terminal.read('report.json'))]).toMatchObject([1, { exitCode: 1 }]);
  expect(terminal.read('report.xml')).toContain('<testsuite');
  expect(stdout).toContain('k2 is ill');
});

test.each(Object.keys(reporters))('render --format %s prints what check --format %s printed', async (format) => {
  using terminal = openTerminal({ files: FILES });
  const direct = await terminal.k2doctor('check', '--from', 'stale.json', '--format', format);
  await terminal.k2doctor('check', '--from', 'stale.json', '--output', 'json=report.json');

  expect(await terminal.k2doctor('render', '--from', 'report.json', '--format', format)).toEqual({ code: 0, stdout: direct.stdout, stderr: '' });
});


test('--format github adds the whole report to the step summary, where there is one', async () => {
  using terminal = openTerminal({ files: { ...FILES, 'summary.md': 'before\n' }, env: { GITHUB_STEP_SUMMARY: 'summary.md' } });
  const { stdout } = await terminal.k2doctor('check', '--from', 'stale.json', '--format', 'markdown');
  await terminal.k2doctor('check', '--from', 'stale.json', '--format', 'github');

  expect(terminal.read('summary.md')).toBe(`before\n${stdout}`);
});

test('a step summary that cannot be written changes neither report nor exit code', async () => {
  using terminal = openTerminal({ files: FILES, env: { GITHUB_STEP_SUMMARY: 'no/such/folder.md' } });
  const { code, stdout, stderr } = await terminal.k2doctor('check', '--from', 'stale.json', '--format', 'github');

  expect([code, stderr]).toEqual([1, 'k2doctor: the step summary cannot be written to no/such/folder.md: there is no such file or folder\n']);
  expect(stdout).toContain('::warning ');
});
