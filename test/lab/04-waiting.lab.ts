import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { criticals, examined, saidBy } from './findings.js';
import { heals } from './healing.js';
import { alive, running, waiting } from './master-state.js';
import { said } from './report.js';
import { COMPOSE_FILE, createStack, type Stack } from './stack.js';

/**
 * Two jobs that get nothing. A shell started by hand in the notebook's container, without a cap, takes every core there
 * is; later the job asks for executors of 4 GiB where every worker offers 3, and waits for ever beside idle cores.
 */
describe.skipIf(inject('noLab') !== undefined)('a job that waits', () => {
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

  test('for a greedy shell, which is a job of its own that belongs to no service, and is the cause', async () => {
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

  test('is offered no Compose command for what Compose did not start', async () => {
    const { stdout } = await stack.k2doctor('fix');

    expect(stdout).not.toMatch(/up -d.*(notebook|etl)/);
  });

  test('runs once the shell has ended, and the stack is healthy', async () => {
    await stack.docker('restart', '--time', '1', await stack.container('notebook'));
    await stack.until('the job runs alone', (master) => running(master).map(({ name }) => name).join() === 'Nightly-ETL');

    const { code } = await stack.k2doctor('check', '--format', 'json', '--fail-on', 'critical');
    expect(code).toBe(0);
  });

  test('for an executor larger than any worker is found in the file, before anything is started', async () => {
    await stack.edit(COMPOSE_FILE, (text) => text.replace('--executor-memory 1g', '--executor-memory 4g'));
    const { code, report } = await stack.k2doctor('check', '--offline', '--format', 'json');

    expect(code).toBe(1);
    const found = report().findings.find(({ rule }) => rule === 'capacity/over-subscribed');
    expect(found && said(found)).toMatch(/asks 4096 MiB[^]*the largest worker has 3072 MiB/);
  });

  test('for it is found in the cluster, with both sizes, and no command is offered that would not help', async () => {
    await stack.up('etl');
    await stack.until('the job waits', (master) => waiting(master).length === 1);

    const report = await examined(stack);
    expect(criticals(report)).toMatchObject([expect.stringMatching(/^scheduling\/executor-larger-than-any-worker /)]);
    expect(saidBy(report, 'scheduling/executor-larger-than-any-worker')).toMatch(/asks 4096 MiB[^]*the largest worker has 3072 MiB/);
    expect(report.fix?.commands.join('\n') ?? '').not.toMatch(/etl/);
  });

  test('runs once the file asks for less, by the command that is printed then', async () => {
    await stack.edit(COMPOSE_FILE, (text) => text.replace('--executor-memory 4g', '--executor-memory 1g'));

    const { jobs } = await heals(stack, await examined(stack));
    expect(jobs).toMatchObject([{ service: 'etl', application: { state: 'RUNNING' }, granted: { cores: 1 } }]);
  });
});
