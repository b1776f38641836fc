import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { running } from './master-state.js';
import { readOnlyEngine } from './read-only-engine.js';
import { severe } from './report.js';
import { COMPOSE_FILE, createStack, type Stack } from './stack.js';

describe.skipIf(inject('noLab') !== undefined)('a healthy stack', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await createStack({ incident: 'k2', name: 'healthy' });
    await stack.start();
    await stack.until('4 jobs run', (master) => running(master).length === 4);
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  test('is in step, has nothing to fix and exits 0', async () => {
    const { code, stderr, report } = await stack.k2doctor('check', '--format', 'json');

    const { findings, services, coverage, fix, cluster, jobs } = report();
    expect(severe(findings)).toEqual([]);
    expect(services.flatMap(({ drift }) => drift)).toEqual([]);
    expect(coverage.inStep).toBe(coverage.compared);
    expect(fix?.commands ?? []).toEqual([]);
    expect(cluster?.cores).toEqual({ total: 6, used: 4, free: 2 });
    expect(cluster?.workers.map(({ service }) => service).toSorted()).toEqual(['spark-worker-1', 'spark-worker-2']);
    expect(jobs.map(({ application, granted }) => [application?.state, granted?.cores])).toEqual(
      jobs.map(() => ['RUNNING', 1]),
    );
    expect(jobs).toHaveLength(4);
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  test('fits the cluster it declares, without Docker', async () => {
    const { code, report } = await stack.k2doctor('check', '--offline', '--format', 'json');

    expect(severe(report().findings)).toEqual([]);
    expect(code).toBe(0);
  });

  test('is found by its name from another folder', async () => {
    const here = await stack.k2doctor('check', '--format', 'json');
    const elsewhere = await stack.k2doctorIn('/', ['-p', stack.project, 'check', '--format', 'json']);

    expect(elsewhere.code).toBe(0);
    expect(elsewhere.report().jobs).toEqual(here.report().jobs);
  });

  test('is examined through an engine that refuses all but GET and HEAD', async () => {
    await using engine = await readOnlyEngine();
    const { code, report } = await stack.k2doctor('-H', engine.host, 'check', '--format', 'json');

    expect(engine.refused).toEqual([]);
    expect(code).toBe(0);
    expect(report().coverage.inStep).toBe(report().coverage.compared);
  });

  test('a secret that differs is reported without being shown', async () => {
    await stack.edit(COMPOSE_FILE, (text) => text.replace('hunter2', 'correct-horse'));
    const { stdout, report } = await stack.k2doctor('check', '--format', 'json');

    const fields = report().services.flatMap(({ drift }) => drift.map(({ field }) => field));
    expect(new Set(fields)).toEqual(new Set(['environment.KAFKA_PASSWORD']));
    expect(stdout).not.toMatch(/hunter2|correct-horse/);
  });
});
