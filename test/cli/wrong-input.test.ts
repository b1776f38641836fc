import { expect, test } from 'vitest';

import { snapshotOf } from '../rules/stack.js';
import { openTerminal } from './terminal.js';

const COMPOSE = 'services:\n  job:\n    image: spark\n';
const FILES = {
  'docker-compose.yml': COMPOSE,
  'broken.yml': 'services:\n  job: [\n',
  'unset.yml': 'services:\n  job:\n    image: ${IMAGE:?name the image}\n',
  'twice.yml': 'services:\n  job:\n    image: spark\n    image: spark\n',
  'settings.yml': 'thresholds:\n  headrom: 0.2\n',
  'own.yml': `${COMPOSE}x-k2doctor:\n  timeout: 3\n`,
  'text.txt': 'no snapshot\n',
  'later.json': '{"snapshotVersion": 2}',
  'later-report.json': '{"schemaVersion": 9}',
  'ok.json': JSON.stringify(snapshotOf({ job: {} })),
};

test.each<readonly [string, string]>([
  ['chekc', "unknown command 'chekc' (did you mean check?)"],
  ['frobnicate', "unknown command 'frobnicate' (k2doctor --help lists commands and flags)"],
  ['help chekc', "unknown command 'chekc' (did you mean check?)"],
  ['rules --format jso', "option '--format <format>' argument 'jso' is invalid. Allowed choices are text, json. (did you mean json?)"],
  ['check --fail-on warn', "option '--fail-on <level>' argument 'warn' is invalid. Allowed choices are critical, warning, info, never. (did you mean warning?)"],
  ['explain thresholds', 'there is no rule "thresholds" (k2doctor rules lists them all)'],
  ['simulate --cluster missing.json', 'the scenario missing.json cannot be read: there is no such file or folder'],
  ['check --formt json', "unknown option '--formt' (did you mean --format?)"],
  ['check --format', "option '--format <format>' argument missing (k2doctor --help lists commands and flags)"],
  ['check --format jsno', 'there is no format "jsno" (did you mean json?)'],
  ['check --output json', '--output takes FORMAT=PATH, not "json" (such as --output json=report.json)'],
  ['check --output jsn=a.json', 'there is no format "jsn" (did you mean json?)'],
  ['check --from ok.json --output json=no/such/folder.json', 'the report cannot be written to no/such/folder.json: there is no such file or folder'],
  ['check --fail-on high', "option '--fail-on <level>' argument 'high' is invalid. Allowed choices are critical, warning, info, never. (k2doctor --help lists commands and flags)"],
  ['check --only stale-command', 'there is no rule "stale-command" (did you mean drift/stale-command?)'],
  ['check --skip drift/stale-comand', 'there is no rule "drift/stale-comand" (did you mean drift/stale-command?)'],
  ['check --require spark-mater', 'there is no source of evidence "spark-mater" (did you mean spark-master?)'],
  ['check --timeout soon', '--timeout takes a number of seconds above 0, not "soon"'],
  ['check --timeout 0', '--timeout takes a number of seconds above 0, not "0"'],
  ['check --from missing.json', 'the snapshot missing.json cannot be read: there is no such file or folder'],
  ['check --from text.txt', 'text.txt: this is no k2doctor snapshot: it is not JSON (k2doctor snapshot > FILE makes one)'],
  ['check --from later.json', 'later.json: snapshotVersion 2 is not known to this k2doctor, which reads version 1 (k2doctor snapshot > FILE makes one)'],
  ['check jbo --from ok.json', 'there is no service "jbo" (did you mean job?)'],
  ['check jobs --offline', 'there is no service "jobs" (did you mean job?)'],
  ['check --offline -f missing.yml', 'no such file: missing.yml (check the path; relative paths start at the folder of the first compose file)'],
  ['check --offline -f broken.yml', 'broken.yml:3:1: not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]'],
  ['check --offline -f twice.yml', 'twice.yml:4:5: mapping key "image" already defined at line 3'],
  ['check --offline -f unset.yml', 'unset.yml:3:5: services.job.image: required variable IMAGE is missing a value: name the image (set the variable in the shell, in .env, or with --env-file)'],
  ['check --offline -f own.yml', 'own.yml:5:3: x-k2doctor.timeout is no setting (known here: fail-on, require, master, thresholds, rules, ignore, ignore-drift, applications)'],
  ['check --config settings.yml', 'settings.yml:2:3: thresholds.headrom is no setting (did you mean headroom?)'],
  ['check --config missing.yml', 'the settings file missing.yml cannot be read: there is no such file or folder'],
  ['config --explain --config settings.yml', 'settings.yml:2:3: thresholds.headrom is no setting (did you mean headroom?)'],
  ['check --from ok.json --baseline missing.json', 'the baseline missing.json cannot be read: there is no such file or folder (k2doctor check --write-baseline FILE makes one)'],
  ['check --from ok.json --baseline text.txt', 'text.txt: it is no baseline: it is no JSON (k2doctor check --write-baseline FILE makes one)'],
  ['check --from ok.json --write-baseline docker-compose.yml', 'docker-compose.yml: it is no baseline: it is no JSON (k2doctor check --write-baseline FILE makes one)'],
  ['render', "required option '--from <report>' not specified (k2doctor --help lists commands and flags)"],
  ['render --from text.txt', 'text.txt: not a report: it is no JSON (k2doctor check --format json > FILE makes one)'],
  ['render --from later-report.json', 'later-report.json: a report of schema version 9; this k2doctor reads version 1 (k2doctor check --format json > FILE makes one)'],
  ['explain drift/stale', 'there is no rule "drift/stale" (k2doctor rules lists them all)'],
  ['completion bsh', 'there is no completion for "bsh" (did you mean bash?)'],
  ['config -f missing.yml', 'no such file: missing.yml (check the path; relative paths start at the folder of the first compose file)'],
])('k2doctor %s: one line, exit code 2, nothing on standard output', async (line, message) => {
  using terminal = openTerminal({ files: FILES });

  const ended = await terminal.k2doctor(...line.split(' '));

  expect(ended).toEqual({ code: 2, stdout: '', stderr: `k2doctor: ${message}\n` });
});

test('a folder without a compose file is told what to do', async () => {
  using terminal = openTerminal();

  const { code, stdout, stderr } = await terminal.k2doctor('check', '--offline');

  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toBe('k2doctor: no configuration file provided: not found (name a compose file with -f, or go where one is)\n');
});

test('a variable of ours that makes no sense is named', async () => {
  using terminal = openTerminal({ files: FILES, env: { K2DOCTOR_FAIL_ON: 'high' } });

  expect((await terminal.k2doctor('check', '--offline')).stderr).toBe('k2doctor: K2DOCTOR_FAIL_ON takes critical, warning, info or never, not "high"\n');
});

test('a service, a rule or a message with escapes reaches the terminal as plain text on one line', async () => {
  using terminal = openTerminal({ files: FILES });

  const { stderr } = await terminal.k2doctor('check', '--from', 'ok.json', 'a\u001b[31m\nb');

  expect(stderr).toBe('k2doctor: there is no service "a [31m b" (services: job)\n');
});
