import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { fileOf, stale } from '../cli/stories.js';
import { openTerminal, type Terminal } from '../cli/terminal.js';

const COMPOSE = `services:
  job:
    image: spark
x-k2doctor:
  fail-on: critical
  thresholds: { headroom: 10 % }
  applications:
    job: Job
`;

const explained = async (terminal: Terminal, ...argv: readonly string[]) => {
  const { stdout } = await terminal.k2doctor('config', '--explain', ...argv);
  return new Map(stdout.split('\n').map((line): [string, string] => {
    const [setting = '', ...rest] = line.split(/ {2,}/);
    return [setting, rest.join(' | ')];
  }));
};

test('flags win over variables, variables over .k2doctor.yml, that over x-k2doctor; the answer names the place', async () => {
  using terminal = openTerminal({ files: { 'docker-compose.yml': COMPOSE }, env: { K2DOCTOR_TIMEOUT: '20', K2DOCTOR_MASTER: 'http://a:8080, http://b:8080' } });
  expect([...(await explained(terminal))].slice(0, 9)).toEqual([
    ['format', 'text | default'],
    ['fail-on', 'critical | docker-compose.yml:5:3'],
    ['require', '- | default'],
    ['timeout', '20 | K2DOCTOR_TIMEOUT'],
    ['master', 'http://a:8080, http://b:8080 | K2DOCTOR_MASTER'],
    ['baseline', '- | default'],
    ['thresholds.cores-used.warning', '80 % | default'],
    ['thresholds.cores-used.critical', '95 % | default'],
    ['thresholds.headroom', '10 % | docker-compose.yml:6:17'],
  ]);

  terminal.write('.k2doctor.yml', 'fail-on: info\ntimeout: 5\nmaster: http://c:8080\nrules:\n  drift/stale-command: off\n');
  const second = await explained(terminal, '--master', 'http://d:8080');
  expect(second.get('fail-on')).toBe('info | .k2doctor.yml:1:1');
  expect(second.get('timeout')).toBe('20 | K2DOCTOR_TIMEOUT');
  expect(second.get('master')).toBe('http://d:8080 | --master');
  expect(second.get('rules.drift/stale-command')).toBe('off | .k2doctor.yml:5:3');
  expect(second.get('applications.job')).toBe('Job | docker-compose.yml:8:5');
});

test('the same as JSON, for programs', async () => {
  using terminal = openTerminal({ files: { 'docker-compose.yml': COMPOSE } });
  const { stdout } = await terminal.k2doctor('config', '--explain', '--format', 'json');
  expect(JSON.parse(stdout)).toContainEqual({ setting: 'fail-on', value: 'critical', from: 'docker-compose.yml:5:3' });
});

test('the file is the nearest one above the project, or the one that is named', async () => {
  using terminal = openTerminal({ files: { '.k2doctor.yml': 'fail-on: never\nbaseline: known.json\n', 'other.yml': 'fail-on: info\n' } });
  mkdirSync(join(terminal.folder, 'deep/er'), { recursive: true });
  terminal.write('deep/er/docker-compose.yml', 'services: { job: { image: spark } }\n');

  const found = await explained(terminal, '-f', 'deep/er/docker-compose.yml');
  expect(found.get('fail-on')).toBe('never | .k2doctor.yml:1:1');
  expect((await explained(terminal, '-f', 'deep/er/docker-compose.yml', '--config', 'other.yml')).get('fail-on')).toBe('info | other.yml:1:1');

  terminal.write('deep/.k2doctor.yaml', 'fail-on: critical\n');
  expect((await explained(terminal, '--project-directory', 'deep/er')).get('fail-on')).toBe('critical | deep/.k2doctor.yaml:1:1');
});

test('settings decide the exit code and the format, and a flag decides over them', async () => {
  using terminal = openTerminal({ files: { 's.json': fileOf(stale()), '.k2doctor.yml': 'fail-on: never\nformat: json\n' } });
  const { code, stdout } = await terminal.k2doctor('check', '--from', 's.json');
  expect([code, stdout.startsWith('{')]).toEqual([0, true]);
  const flagged = await terminal.k2doctor('check', '--from', 's.json', '--fail-on', 'warning', '--format', 'text');
  expect([flagged.code, flagged.stdout.startsWith('{')]).toEqual([1, false]);
});

test('a baseline of the settings is found beside them, wherever the caller stands', async () => {
  using terminal = openTerminal({ files: { 's.json': fileOf(stale()), '.k2doctor.yml': 'baseline: known.json\n' } });
  const written = await terminal.k2doctor('check', '--from', 's.json', '--write-baseline');
  expect([written.code, JSON.parse(terminal.read('known.json'))]).toMatchObject([0, { findings: [{}, {}] }]);
  expect((await terminal.k2doctor('check', '--from', 's.json')).code).toBe(0);
});

test('init writes a file that says nothing, and never over one that is there', async () => {
  using terminal = openTerminal({ files: { 's.json': fileOf(stale()) } });
  expect(await terminal.k2doctor('init')).toEqual({ code: 0, stdout: '', stderr: 'k2doctor: wrote .k2doctor.yml; everything in it is commented out\n' });
  expect((await terminal.k2doctor('check', '--from', 's.json')).code).toBe(1);
  const before = terminal.read('.k2doctor.yml');
  expect(await terminal.k2doctor('init')).toMatchObject({ code: 2, stdout: '', stderr: 'k2doctor: .k2doctor.yml is there already; nothing was written (delete it first to begin anew)\n' });
  expect(terminal.read('.k2doctor.yml')).toBe(before);
});
