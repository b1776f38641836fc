import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { examined, headlines, saidBy, symptoms } from './findings.js';
import { heals } from './healing.js';
import { running, waiting } from './master-state.js';
import type { Report } from './report.js';
import { COMPOSE_FILE, createStack, type Stack } from './stack.js';

const SMALL = '--total-executor-cores 2 --executor-cores 1 --executor-memory 512m';
const UNCAPPED = '--executor-cores 1 --executor-memory 512m';

/**
 * One cluster to which one thing after another happens. Each time the report says what the printed command will make
 * of it, the command is run, and the master is asked.
 */
describe.skipIf(inject('noLab') !== undefined)('what the fix will do', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await createStack({ incident: 'queue', name: 'predicted' });
    await stack.start();
    await stack.until('3 jobs run', (master) => running(master).length === 3);
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  /** Changes what a job asks for in the file. */
  const ask = (job: string, sizes: string) =>
    stack.edit(COMPOSE_FILE, (text) =>
      text.replace(new RegExp(`--.*(?=\\n.*idle.py ${job}$)`, 'm'), `${sizes} --driver-memory 512m`),
    );
  const runs = (job: string, cores: number) =>
    stack.until(`${job} runs with ${cores}`, (master) => running(master).some((app) => app.name === job && app.cores === cores));
  const fills = (job: string) =>
    stack.until(`${job} fills the cluster`, (master) => master.coresused === master.cores && running(master).some(({ name }) => name === job));
  const waits = (job: string) => stack.until(`${job} waits`, (master) => waiting(master).some(({ name }) => name === job));

  test('an executor that fits no worker, made smaller in the file', async () => {
    await ask('Gold', '--total-executor-cores 2 --executor-cores 1 --executor-memory 4g');
    await stack.up('gold');
    await waits('Gold');
    await ask('Gold', SMALL);

    const report = await examined(stack);
    expect(headlines(report)).toEqual(['drift/stale-command gold']);
    expect(symptoms(report, 'scheduling/executor-larger-than-any-worker')).toMatch(/4096 MiB[^]*3072 MiB/);
    expect(report.fix?.commands).toEqual(['docker compose up -d gold']);
    await heals(stack, report);
  });

  test('a job without a core cap that was given one in the file', async () => {
    await ask('Gold', UNCAPPED);
    await stack.up('gold');
    await fills('Gold');
    await stack.restart('silver');
    await waits('Silver');
    await ask('Gold', SMALL);

    const report = await examined(stack);
    expect(headlines(report)).toEqual(['drift/stale-command gold']);
    expect(symptoms(report, 'scheduling/greedy-application')).toMatch(/no core cap and holds 8 cores of 10; silver waits/);
    expect(report.fix?.commands).toEqual(['docker compose up -d gold']);
    await heals(stack, report);
  });

  test('free cores without the memory for one more executor', async () => {
    await ask('Gold', '--total-executor-cores 2 --executor-cores 1 --executor-memory 2g');
    await stack.up('gold');
    await runs('Gold', 2);
    await ask('Bronze', '--total-executor-cores 2 --executor-cores 1 --executor-memory 1200m');
    await stack.up('bronze');
    await waits('Bronze');
    await ask('Bronze', SMALL);

    const report = await examined(stack);
    expect(headlines(report)).toEqual(['drift/stale-command bronze']);
    expect(symptoms(report, 'scheduling/application-waiting')).toMatch(/1200 MiB/);
    await heals(stack, report);
  });

  test('a worker that was stopped', async () => {
    await stack.docker('kill', await stack.container('spark-worker-2'));
    await stack.until('the master has noticed', ({ cores }) => cores === 5);

    const report = await examined(stack);
    expect(headlines(report)).toEqual(['drift/service-not-running spark-worker-2']);
    await heals(stack, report);
  });

  test('a worker that was given more cores in the file', async () => {
    await stack.edit(COMPOSE_FILE, (text) => text.replace('SPARK_WORKER_CORES: "5"', 'SPARK_WORKER_CORES: "6"'));

    const report = await examined(stack);
    expect(headlines(report)).toEqual(['drift/stale-environment spark-worker-1']);
    const { cluster } = await heals(stack, report);
    expect(cluster?.cores.total).toBe(11);
  });

  test('a worker that was scaled in the file', async () => {
    await stack.edit(COMPOSE_FILE, (text) => text.replace('spark-worker-2:\n', 'spark-worker-2:\n    scale: 2\n'));

    const report = await examined(stack);
    expect(headlines(report)).toEqual(['drift/service-not-running spark-worker-2']);
    const { cluster } = await heals(stack, report);
    expect(cluster?.cores.total).toBe(16);
  });

  test('a job that was stopped', async () => {
    await stack.docker('kill', await stack.container('silver'));
    await stack.until('it is gone', ({ activeapps }) => !activeapps.some(({ name }) => name === 'Silver'));

    const report = await examined(stack);
    expect(headlines(report)).toEqual(['drift/service-not-running silver']);
    await heals(stack, report);
  });

  test('three jobs of which none can use its last core, and all are edited at once', async () => {
    for (const job of ['Bronze', 'Silver', 'Gold']) await ask(job, '--total-executor-cores 3 --executor-cores 2 --executor-memory 512m');

    const report = await examined(stack);
    expect(drifts(report)).toEqual(['bronze', 'gold', 'silver'].map((job) => `drift/stale-command ${job}`));
    expect(saidBy(report, 'capacity/over-subscribed')).toMatch(/spark.cores.max 3 is not a multiple of the 2 cores of an executor/);
    const { jobs } = await heals(stack, report);
    expect(jobs.map(({ granted }) => granted?.cores)).toEqual([2, 2, 2]);
  });

  test('a job that asks for more than there is memory for, and gets what fits', async () => {
    await ask('Gold', '--total-executor-cores 15 --executor-cores 1 --executor-memory 2g');

    const report = await examined(stack);
    expect(drifts(report)).toEqual(['drift/stale-command gold']);
    expect(report.fix?.prediction?.applications).toMatchObject([{ cores: 2 }, { cores: 2 }, { service: 'gold', state: 'RUNNING', cores: 3 }]);
    await heals(stack, report);
  });

  test('a job taken out of the file that still holds the cores', async () => {
    await ask('Gold', UNCAPPED);
    await stack.up('gold');
    await fills('Gold');
    await stack.restart('bronze');
    await waits('Bronze');
    await stack.edit(COMPOSE_FILE, (text) => text.replace(/\n {2}gold:\n[^]*$/, '\n'));

    const report = await examined(stack);
    expect(drifts(report)).toEqual(['drift/orphan-container gold']);
    expect(symptoms(report, 'scheduling/application-waiting')).toMatch(/bronze/);
    const { jobs } = await heals(stack, report);
    expect(jobs.map(({ service }) => service)).toEqual(['bronze', 'silver']);
  });
});

/** Beside it the file itself may ask for more than it offers. */
const drifts = (report: Report) => headlines(report).filter((headline) => !headline.startsWith('capacity/over-subscribed '));
