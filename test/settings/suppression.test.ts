import { expect, test } from 'vitest';

import type { Report } from '#diagnosis/report.js';
import type { ComposeEvidence } from '#evidence/compose/schema.js';

import { fileOf, founding, healthy, stale } from '../cli/stories.js';
import { openTerminal, type Terminal } from '../cli/terminal.js';

type Remark = NonNullable<ComposeEvidence['remarks']>[number];

const remark = (over: Partial<Remark>): Remark => ({ rules: ['drift/stale-command'], file: 'docker-compose.yml', line: 1, column: 1, whole: false, services: [], ...over });

const check = async (terminal: Terminal, ...argv: readonly string[]) => {
  const { stdout, stderr, code } = await terminal.k2doctor('check', '--from', 's.json', '--format', 'json', ...argv);
  if (stdout === '') throw new Error(stderr);
  const report = JSON.parse(stdout) as Report;
  return {
    code,
    report,
    findings: report.findings.map(({ rule, subject }) => `${rule} ${subject.name}`),
    suppressed: report.suppressed.map(({ finding, by, reason }) => `${finding.subject.name} by ${by}: ${reason ?? '-'}`),
  };
};

const commented = (...remarks: readonly Remark[]) => ({ files: { 's.json': fileOf(stale({ remarks: [...remarks] })) } });
const settings = (text: string) => ({ files: { 's.json': fileOf(stale()), '.k2doctor.yml': text } });

const BOTH = ['drift/stale-command bronze-kraken', 'drift/stale-command silver-kraken'];

test('without a word of ours both jobs are reported', async () => {
  using terminal = openTerminal({ files: { 's.json': fileOf(stale()) } });
  expect(await check(terminal)).toMatchObject({ code: 1, findings: BOTH, suppressed: [] });
});

test('a comment above a service silences that service, and the fix leaves it alone', async () => {
  using terminal = openTerminal(commented(remark({ line: 39, lines: { from: 40, to: 49 }, services: ['bronze-kraken'], reason: 'pinned' })));
  const { code, findings, suppressed, report } = await check(terminal);
  expect({ code, findings, suppressed }).toEqual({ code: 1, findings: [BOTH[1]], suppressed: ['bronze-kraken by comment: pinned'] });
  expect(report.fix?.commands.join()).not.toContain('bronze-kraken');
});

test('a comment on a field silences what is written there and nothing else', async () => {
  using terminal = openTerminal(commented(remark({ line: 40, lines: { from: 40, to: 40 } }), remark({ line: 51, lines: { from: 51, to: 51 } })));
  const { findings, suppressed } = await check(terminal);
  expect(findings).toEqual([BOTH[1], 'config/suppression-unused docker-compose.yml']);
  expect(suppressed).toEqual(['bronze-kraken by comment: -']);
});

test('a comment at the top of the file silences the whole project, and suppressed findings count for nothing', async () => {
  using terminal = openTerminal(commented(remark({ whole: true, rules: ['drift/*'] })));
  const { code, findings, report } = await check(terminal, '--fail-on', 'info');
  expect({ code, findings, fix: report.fix }).toEqual({ code: 0, findings: [], fix: null });
  expect(report.verdicts.find(({ rule }) => rule === 'drift/stale-command')).toMatchObject({ verdict: 'healthy', detail: '2 findings suppressed' });
});

test('a comment that names no rule, or is not understood, is told and silences nothing', async () => {
  using terminal = openTerminal(commented(remark({ whole: true, rules: ['drift/stale-comand'] }), remark({ line: 2, rules: [] })));
  const { findings, report } = await check(terminal);
  expect(findings).toEqual(['config/suppression-unused docker-compose.yml', ...BOTH]);
  expect(report.findings[0]?.message).toBe(
    '2 suppressions in docker-compose.yml silence nothing: drift/stale-comand (there is no rule drift/stale-comand; did you mean drift/stale-command?), a comment (it is not understood; write # k2doctor ignore=RULE reason)',
  );
});

test('settings silence by rule and subject, with a reason and a last day', async () => {
  using terminal = openTerminal(settings('ignore:\n  - { rule: drift/stale-command, subject: "silver-*", reason: known, expires: 2026-01-19 }\n'));
  expect(await check(terminal)).toMatchObject({ code: 1, findings: [BOTH[0]], suppressed: ['silver-kraken by configuration: known'] });
});

test('on the day after its last a silence is a finding and what it hid comes back', async () => {
  using terminal = openTerminal(settings('ignore:\n  - { rule: drift/stale-command, reason: known, expires: 2026-01-18 }\n'));
  const { findings, report } = await check(terminal);
  expect(findings).toEqual(['config/suppression-expired .k2doctor.yml', ...BOTH]);
  expect(report.findings[0]).toMatchObject({ severity: 'warning', exhibits: [{ place: { file: '.k2doctor.yml', line: 2 } }] });
});

test('what silences nothing is told, but not where its rule could not judge or was not asked', async () => {
  using terminal = openTerminal({ files: { 's.json': fileOf(healthy()), '.k2doctor.yml': 'ignore:\n  - { rule: drift/orphan-container, reason: x }\n  - { rule: drift/mounted-file-newer-than-process, reason: x }\n' } });
  const { code, findings, report } = await check(terminal);
  expect({ code, findings }).toEqual({ code: 0, findings: ['config/suppression-unused .k2doctor.yml'] });
  expect(report.findings[0]?.severity).toBe('info');
  expect((await check(terminal, '--skip', 'drift/orphan-container', '--skip', 'drift/mounted-file-newer-than-process')).findings).toEqual([]);
  expect((await check(terminal, 'bronze-kraken')).findings).toEqual([]);
});

test('severities are changed for a rule, for some services, or turned off', async () => {
  using terminal = openTerminal(settings('rules:\n  drift/stale-command:\n    severity: critical\n    services: { "bronze-*": info, silver-kraken: off }\n'));
  const { report, suppressed } = await check(terminal);
  expect(report.findings.map(({ severity, subject }) => [severity, subject.name])).toEqual([['info', 'bronze-kraken']]);
  expect(suppressed).toEqual(['silver-kraken by configuration: its rule is off for this service']);

  terminal.write('.k2doctor.yml', 'rules: { drift/stale-command: off }\n');
  expect(await check(terminal)).toMatchObject({ code: 0, findings: [], suppressed: [] });
  expect((await check(terminal, '--strict')).findings).toEqual(BOTH);
});

test('a field that is expected to differ is shown with its reason and judged by no rule', async () => {
  using terminal = openTerminal(settings('ignore-drift:\n  - { field: command, service: bronze-kraken, reason: set by the scheduler }\n'));
  const { findings, report } = await check(terminal);
  expect(findings).toEqual([BOTH[1]]);
  expect(report.services.find(({ service }) => service === 'bronze-kraken')?.drift).toMatchObject([{ field: 'command', ignored: 'set by the scheduler' }]);
  expect((await check(terminal, '--strict')).findings).toEqual(BOTH);
});

test('--strict silences nothing, and --show-suppressed shows what is silenced otherwise', async () => {
  using terminal = openTerminal(settings('ignore:\n  - { rule: drift/stale-command, reason: known for years }\n'));
  expect((await check(terminal, '--strict')).findings).toEqual(BOTH);
  expect((await terminal.k2doctor('check', '--from', 's.json')).stdout).not.toContain('known for years');
  expect((await terminal.k2doctor('check', '--from', 's.json', '--show-suppressed')).stdout).toContain('known for years');
});

test('with a baseline only what is new fails, and writing one again changes nothing', async () => {
  using terminal = openTerminal({ files: { 's.json': fileOf(stale()) } });
  expect(await check(terminal, 'bronze-kraken', '--write-baseline', 'known.json')).toMatchObject({ code: 0, suppressed: ['bronze-kraken by baseline: -'] });
  const written = terminal.read('known.json');
  expect(JSON.parse(written)).toMatchObject({ baselineVersion: 1, findings: [{ rule: 'drift/stale-command', subject: 'service bronze-kraken' }] });

  expect(await check(terminal, '--baseline', 'known.json')).toMatchObject({ code: 1, findings: [BOTH[1]] });
  await check(terminal, '--baseline', 'known.json', '--write-baseline');
  expect(await check(terminal, '--baseline', 'known.json')).toMatchObject({ code: 0, findings: [] });
  expect((await check(terminal, '--baseline', 'known.json', '--strict')).findings).toEqual(BOTH);
  await check(terminal, 'bronze-kraken', '--write-baseline', 'again.json');
  expect(terminal.read('again.json')).toBe(written);
});

test('the compose file may hold settings of its own; the settings file wins over them', async () => {
  const own = { value: { 'fail-on': 'critical', rules: { 'drift/stale-command': 'info' } }, places: {} };
  using terminal = openTerminal({ files: { 's.json': fileOf(stale({ settings: own })) } });
  expect((await check(terminal)).report.findings.map(({ severity }) => severity)).toEqual(['info', 'info']);

  terminal.write('.k2doctor.yml', 'rules: { drift/stale-command: critical }\n');
  expect((await check(terminal)).code).toBe(1);
  expect((await check(terminal, '--fail-on', 'never')).code).toBe(0);
});

test('a silenced cause explains nobody, and a silenced symptom raises no cause', async () => {
  using terminal = openTerminal({ files: { 's.json': fileOf(founding()) } });
  const severities = ({ findings }: Report) => findings.map(({ rule, severity, subject, explainedBy }) => [rule, severity, subject.name.slice(0, 13), explainedBy?.rule]);
  const before = severities((await check(terminal, '--only', 'drift/stale-command', '--only', 'scheduling/application-waiting')).report);
  expect(before).toContainEqual(['drift/stale-command', 'critical', 'silver-kraken', undefined]);
  expect(before).toContainEqual(['scheduling/application-waiting', 'critical', 'app-202601182', 'drift/stale-command']);

  terminal.write('.k2doctor.yml', 'ignore:\n  - { rule: drift/stale-command, reason: known }\n');
  const symptoms = (await check(terminal)).report.findings.filter(({ rule }) => rule === 'scheduling/application-waiting');
  expect(symptoms.map(({ explainedBy }) => explainedBy)).toEqual([null, null]);

  terminal.write('.k2doctor.yml', 'ignore:\n  - { rule: scheduling/*, subject: "silver-*", reason: known }\n');
  const causes = (await check(terminal)).report.findings.filter(({ rule }) => rule === 'drift/stale-command');
  expect(causes.map(({ severity }) => severity)).toEqual(['warning', 'warning', 'warning', 'warning']);
});
