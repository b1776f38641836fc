import { expect, test } from 'vitest';

import { replay } from './replay.js';

test('the founding incident is told whole, with the services, the arithmetic, the fix and the state after it', async () => {
  const { report, code, methods } = await replay({ situation: '3.5.3/02-founding' });

  const stale = report.findings.filter(({ rule }) => rule === 'drift/stale-command');
  const waiting = report.findings.filter(({ rule }) => rule === 'scheduling/application-waiting');
  expect(code).toBe(1);
  expect(stale.map(({ subject }) => subject.name).sort()).toEqual(['bronze-binance-stream', 'bronze-kraken-stream', 'silver-binance-transformation', 'silver-kraken-transformation']);
  expect(stale[0]?.message).toContain('--total-executor-cores 2 -> 1');
  expect(waiting).toHaveLength(2);
  expect(waiting[0]?.message).toContain('4 jobs x 2 cores = 8 > 6');
  expect(waiting.every(({ explainedBy }) => explainedBy?.rule === 'drift/stale-command')).toBe(true);
  expect(report.fix?.commands).toHaveLength(1);
  expect(report.fix?.commands[0]).toContain('up -d bronze-binance-stream bronze-kraken-stream silver-binance-transformation silver-kraken-transformation');
  expect(report.fix?.prediction).toMatchObject({ cores: { total: 6, used: 4, free: 2 }, headroom: 0.3333 });
  expect(report.fix?.alternative?.prediction.cores).toEqual({ total: 6, used: 6, free: 0 });
  // By the id in its log where that came in time, else by the driver's address; never by name.
  for (const { application } of report.jobs) expect(application?.matchedBy).toMatch(/^(log|driver-address)$/);
  for (const method of methods) expect(method).toMatch(/^(GET|HEAD)$/);
});

test.each(['3.5.3/01-healthy', '4.3.0/01-healthy'])('%s has no finding and exits 0', async (situation) => {
  const { report, code } = await replay({ situation });

  expect(report.findings).toEqual([]);
  expect(code).toBe(0);
  expect(report.cluster?.headroom).toBe(0.3333);
});

test('secrets of the recordings appear nowhere', async () => {
  const { stdout } = await replay({ situation: '3.5.3/02-founding' });

  expect(stdout).not.toContain('hunter2');
});

test('an application started inside a notebook is the headline where it holds everything', async () => {
  const { report } = await replay({ situation: '3.5.3/06-greedy' });

  const [headline] = report.findings;
  expect(headline).toMatchObject({ rule: 'scheduling/greedy-application', severity: 'critical', explainedBy: null });
  expect(report.jobs.find(({ service }) => service === null)).toMatchObject({ container: 'greedy-notebook-1', settings: { coresMax: { requested: 'unlimited' } }, granted: { cores: 6 } });
});

test('executors larger than any worker are told with both sizes', async () => {
  const { report } = await replay({ situation: '3.5.3/07-too-large/1-memory-and-cores' });

  const large = report.findings.filter(({ rule }) => rule === 'scheduling/executor-larger-than-any-worker');
  expect(large.map(({ message }) => message).join('\n')).toContain('4096 MiB');
  expect(large).toHaveLength(2);
});

test('idle dynamic allocation is healthy', async () => {
  const { report } = await replay({ situation: '3.5.3/13-dynamic-allocation-idle' });

  expect(report.findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
});

test('without a master the drift is reported all the same, and the exit code is 3', async () => {
  const { report, code } = await replay({ situation: '3.5.3/02-founding', master: 'nobody' });

  expect(code).toBe(3);
  expect(report.findings.filter(({ rule }) => rule === 'drift/stale-command')).toHaveLength(4);
  expect(report.blindSpots.find(({ source }) => source === 'spark-master')?.required).toBe(true);
});

test('services named as arguments are what the report is about', async () => {
  const { report } = await replay({ situation: '3.5.3/02-founding', argv: ['silver-kraken-transformation'] });

  expect(report.jobs.map(({ service }) => service)).toEqual(['silver-kraken-transformation']);
  expect(report.fix?.commands[0]).toMatch(/up -d silver-kraken-transformation$/);
});
