import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { alive, running, waiting } from './master-state.js';
import { said } from './report.js';
import { createStack, type Stack } from './stack.js';

/** A shell started by hand in the notebook's container, without a cap, takes every core there is. */
describe.skipIf(inject('noLab') !== undefined)('a greedy shell', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await createStack({ incident: 'etl', name: 'greedy' });
    await stack.start('notebook', 'spark-worker-1', 'spark-worker-2');
    await stack.until('2 workers are there', (master) => alive(master).length === 2);
    const shell = ['pyspark', '--master', 'spark://spark-master:7077', '--driver-memory', '512m'];
    await stack.docker('exec', '-dit', await stack.container('notebook'), ...shell);
    await stack.until('the shell holds 6 cores', (master) => master.coresused === 6);
    await stack.up('etl');
    await stack.until('the job waits', (master) => waiting(master).length === 1);
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  test('is a job of its own that belongs to no service, and the one that waits is explained by it', async () => {
    const { code, report } = await stack.k2doctor('check', '--format', 'json', '--fail-on', 'info');
    expect(code).toBe(1);

    const { jobs, findings, services } = report();
    const shell = jobs.find(({ application }) => application?.name === 'PySparkShell');
    expect(shell).toMatchObject({ service: null, granted: { cores: 6 } });
    expect(shell?.container).toContain('notebook');
    const etl = jobs.find(({ service }) => service === 'etl');
    expect(etl).toMatchObject({ application: { name: 'Nightly-ETL', state: 'WAITING' }, granted: { cores: 0 } });

    expect(findings.some((finding) => /PySparkShell/.test(said(finding)) && /\b6\b/.test(said(finding)))).toBe(true);
    const wait = findings.find(({ rule }) => rule === 'scheduling/application-waiting');
    expect(wait?.subject.name).toMatch(/etl|Nightly-ETL|app-/);
    expect(wait?.explainedBy?.subject.name).toMatch(/PySparkShell|app-/);
    expect(services.flatMap(({ drift }) => drift)).toEqual([]);
  });

  test('offers no Compose command for what Compose did not start', async () => {
    const { stdout } = await stack.k2doctor('fix');

    expect(stdout).not.toMatch(/up -d.*(notebook|etl)/);
  });

  test('once it has ended, the job runs and the stack is healthy', async () => {
    await stack.docker('restart', '--time', '1', await stack.container('notebook'));
    await stack.until('the job runs alone', (master) => running(master).map(({ name }) => name).join() === 'Nightly-ETL');

    const { code } = await stack.k2doctor('check', '--format', 'json', '--fail-on', 'critical');
    expect(code).toBe(0);
  });
});
