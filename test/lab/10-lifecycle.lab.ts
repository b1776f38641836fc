import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { criticals, examined, examinedUntil, headlines, saidBy } from './findings.js';
import { heals } from './healing.js';
import { declare, takeOut } from './jobs.js';
import { SPARK_VERSIONS } from './machine/images.js';
import { alive, running } from './master-state.js';
import { COMPOSE_FILE, createStack, type Stack } from './stack.js';

/** Masters, workers and drivers that come and go, one after another in one cluster. */
describe.skipIf(inject('noLab') !== undefined).each(SPARK_VERSIONS)('what comes and goes on Spark %s', (spark) => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await createStack({ incident: 'cluster', name: 'lifecycle', spark });
    await declare(stack, { name: 'Bronze', program: 'idle.py' });
    await declare(stack, { name: 'Silver', program: 'idle.py' });
    await stack.start();
    await stack.until('2 jobs run', (master) => running(master).length === 2);
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  test('a master that was restarted has forgotten the applications, and their drivers wait for ever', async () => {
    await stack.restart('spark-master');
    await stack.until('the workers are back', (master) => alive(master).length === 2);

    const report = await examinedUntil(stack, 'both drivers are orphans', ({ findings }) => findings.filter(({ rule }) => rule === 'cluster/driver-orphaned').length === 2);
    expect(headlines(report)).toEqual(['cluster/driver-orphaned bronze', 'cluster/driver-orphaned silver']);
    expect(saidBy(report, 'cluster/driver-orphaned')).toMatch(/which the master does not know/);
    expect(report.fix?.commands).toEqual(['docker compose restart bronze silver']);
    await heals(stack, report);
  });

  test('a worker that was killed is brought back, and its dead twin is no illness', async () => {
    await stack.docker('kill', await stack.container('spark-worker-1'));
    await stack.until('the master has noticed', (master) => alive(master).length === 1);

    const report = await examined(stack);
    expect(headlines(report)).toEqual(['drift/service-not-running spark-worker-1']);
    expect(saidBy(report, 'drift/service-not-running')).toMatch(/137/);
    expect(report.fix?.commands).toEqual(['docker compose up -d spark-worker-1']);
    const healed = await heals(stack, report);
    expect(healed.cluster?.workers.map(({ service, state }) => `${service ?? '-'} ${state}`)).toContain('spark-worker-1 DEAD');
    expect(headlines(healed)).toEqual([]);
  });

  test('a worker whose memory was changed by hand is made as its file says', async () => {
    await stack.edit(COMPOSE_FILE, (text) => text.replace(', SPARK_WORKER_MEMORY: 3g', ''));
    await stack.up('spark-worker-1');
    await stack.docker('update', '--memory', '5g', '--memory-swap', '5g', await stack.container('spark-worker-1'));
    await stack.restart('spark-worker-1');
    await stack.until('both workers and jobs are back', (master) => alive(master).length === 2 && running(master).length === 2);

    const report = await examined(stack);
    expect(criticals(report)).toEqual([]);
    expect(headlines(report)).toContain('drift/stale-limits spark-worker-1');
    expect(report.services.flatMap(({ drift }) => drift.map(({ kind }) => kind))).toContain('changed-by-hand');
    expect(report.fix?.commands).toEqual(['docker compose up -d --force-recreate spark-worker-1']);
    await heals(stack, report);
  });

  test('an application that wants no executor now is healthy', async () => {
    const dynamic = ['enabled=true', 'shuffleTracking.enabled=true', 'executorIdleTimeout=5s', 'shuffleTracking.timeout=5s'];
    const asks = ['--executor-cores 1 --executor-memory 512m', ...dynamic.map((setting) => `--conf spark.dynamicAllocation.${setting}`)].join(' ');
    await declare(stack, { name: 'Never-Ran', program: 'idle.py', asks });
    await stack.up('never-ran');
    await stack.until('it has no executor', ({ activeapps }) => activeapps.some(({ name, cores }) => name === 'Never-Ran' && cores === 0));

    const { code, report } = await stack.k2doctor('check', '--format', 'json');
    expect(headlines(report())).toEqual([]);
    expect(code).toBe(0);

    await takeOut(stack, 'Never-Ran');
    await heals(stack, await examined(stack));
  });

  test('a driver of cluster mode that no worker has room for', async () => {
    const nowhere = ['--deploy-mode', 'cluster', '--driver-memory', '8g', '--class', 'Unplaced', 'file:///opt/app/unplaced.jar'];
    const worker = await stack.container('spark-worker-1');
    await stack.docker('exec', worker, 'spark-submit', '--master', 'spark://spark-master:7077', ...nowhere);

    const report = await examined(stack);
    expect(headlines(report)).toMatchObject([expect.stringMatching(/^scheduling\/driver-cannot-be-placed driver-/)]);
    expect(saidBy(report, 'scheduling/driver-cannot-be-placed')).toMatch(/8192 MiB[^]*4096 MiB/);

    const [driver = ''] = headlines(report)[0]?.match(/driver-\d.*/) ?? [];
    await stack.docker('exec', worker, 'spark-class', 'org.apache.spark.deploy.Client', 'kill', 'spark://spark-master:7077', driver);
    const after = await stack.k2doctor('check', '--format', 'json');
    expect(headlines(after.report())).toEqual([]);
    expect(after.code).toBe(0);
  });
});
