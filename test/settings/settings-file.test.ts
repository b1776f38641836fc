import { expect, test } from 'vitest';

import { UserError } from '#cli/errors.js';
import { checkSettings } from '#cli/settings/check-settings.js';
import { checkNames } from '#cli/settings/known-names.js';
import { readSettings } from '#cli/settings/read-settings.js';
import { settingsOf } from '#cli/settings/settings-of.js';
import { TEMPLATE } from '#cli/settings/template.js';
import { DEFAULT_SETTINGS } from '#cli/settings/settings.js';

const read = (text: string) => {
  const said = readSettings(text, '.k2doctor.yml');
  const says = checkSettings(said);
  checkNames(said, says);
  return { kind: 'file' as const, says, nameOf: said.nameOf, placeOf: said.placeOf };
};

function complaint(text: string): string {
  try {
    read(text);
  } catch (error) {
    if (error instanceof UserError) return error.hint === undefined ? error.message : `${error.message} (${error.hint})`;
    throw error;
  }
  return 'nothing to complain of';
}

test('the file that init writes says nothing, and with its comments taken away says the defaults', () => {
  expect(read(TEMPLATE).says).toEqual({});

  const uncommented = TEMPLATE.replace(/^#(?=\S| {2}(?! # k2doctor))/gm, '');
  const { says, ...layer } = read(uncommented);
  expect(Object.keys(says)).toHaveLength(11);
  expect(settingsOf([{ says, ...layer }]).thresholds).toEqual(DEFAULT_SETTINGS.thresholds);
});

test.each([
  ['thresholds:\n  headrom: 0.3\n', '.k2doctor.yml:2:3: thresholds.headrom is no setting (did you mean headroom?)'],
  ['fail_on: never\n', '.k2doctor.yml:1:1: fail_on is no setting (did you mean fail-on?)'],
  ['fail-on: warnings\n', '.k2doctor.yml:1:1: fail-on takes critical, warning, info or never, not "warnings" (did you mean warning?)'],
  ['thresholds: { headroom: 30 }\n', '.k2doctor.yml:1:15: thresholds.headroom takes a share of 0 to 1, or a percentage such as "80 %", not 30'],
  ['thresholds:\n  waiting:\n    warning: soon\n', '.k2doctor.yml:3:5: thresholds.waiting.warning takes seconds, or a time such as "2m", "90 s", "1h", not "soon"'],
  ['timeout: 0\n', '.k2doctor.yml:1:1: timeout takes a number above 0, not 0'],
  ['rules:\n  drift/stale-comand: off\n', '.k2doctor.yml:2:3: rules.drift/stale-comand names no rule: drift/stale-comand (did you mean drift/stale-command?)'],
  ['rules:\n  drift/stale-command: high\n', '.k2doctor.yml:2:3: rules.drift/stale-command takes critical, warning, info or off, or a severity and services, not "high"'],
  ['rules:\n  drift/stale-command:\n    service: {}\n', '.k2doctor.yml:3:5: rules.drift/stale-command.service is no setting (did you mean services?)'],
  ['rules:\n  drift/stale-command:\n    services: { a: loud }\n', '.k2doctor.yml:3:17: rules.drift/stale-command.services.a takes critical, warning, info or off, not "loud"'],
  ['ignore:\n  - rule: drift/stale-command\n', '.k2doctor.yml:2:5: ignore.0.reason is missing: it takes a reason: one sentence, for whoever reads it next year'],
  ['ignore:\n  - rule: nothing/*\n    reason: x\n', '.k2doctor.yml:2:5: ignore.0.rule names no rule: nothing/* (k2doctor rules lists them all)'],
  ['ignore:\n  - { rule: "*", reason: x, expires: 31.12.2026 }\n', '.k2doctor.yml:2:29: ignore.0.expires takes a day such as 2026-12-31, not "31.12.2026"'],
  ['require: spark-worker\n', '.k2doctor.yml:1:1: require names no source of evidence: spark-worker (did you mean spark-workers?)'],
  ['format: jsn\n', '.k2doctor.yml:1:1: format names no format: jsn (did you mean json?)'],
  ['- a\n', '.k2doctor.yml:1:1: the file takes settings by name, not ["a"]'],
  ['a: [\n', '.k2doctor.yml:2:1: not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]'],
  ['a: 1\na: 2\n', '.k2doctor.yml:2:1: not valid YAML: Map keys must be unique'],
  ['a: *b\n', '.k2doctor.yml: not valid YAML: Unresolved alias (the anchor must be set before the alias): b'],
])('%j is refused with its place', (text, message) => {
  expect(complaint(text)).toBe(message);
});

test('aliases that multiply are refused, and no key reaches a prototype', () => {
  const levels = Array.from({ length: 9 }, (_, at) => `a${String(at + 1)}: &a${String(at + 1)} [${Array(9).fill(`*a${String(at)}`).join(', ')}]`);
  expect(complaint(`a0: &a0 [x]\n${levels.join('\n')}\n`)).toMatch(/not valid YAML: Excessive alias count/);
  expect(complaint('__proto__:\n  format: json\n')).toMatch(/^\.k2doctor\.yml:1:1: __proto__ is no setting/);
});

test('of several places the stronger one wins value by value, lists add up', () => {
  const file = read('thresholds: { headroom: 20 %, waiting: { warning: 1m } }\nrules: { drift/stale-command: info }\nignore: [{ rule: "*", reason: a }]\n');
  const compose = read('thresholds: { headroom: 10 %, worker-cpu: 0.7 }\nrules: { drift/stale-command: critical, capacity/low-headroom: off }\nignore: [{ rule: "*", reason: b }]\napplications: { job: Job }\n');
  const settings = settingsOf([file, { ...compose, kind: 'compose' }]);
  expect(settings.thresholds).toMatchObject({ headroom: 0.2, workerCpu: 0.7, waiting: { warning: 60_000, critical: 300_000 }, coresUsed: { warning: 0.8 } });
  expect(settings.severities).toEqual([{ rule: 'drift/stale-command', severity: 'info', services: [] }]);
  expect(settings.off).toEqual(['capacity/low-headroom']);
  expect(settings.silences.map(({ reason, place }) => [reason, place?.line])).toEqual([['a', 3], ['b', 3]]);
  expect([...settings.joins]).toEqual([['job', 'Job']]);
});
