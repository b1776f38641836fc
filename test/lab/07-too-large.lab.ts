import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { alive, running, waiting } from './master-state.js';
import { said } from './report.js';
import { COMPOSE_FILE, createStack, type Stack } from './stack.js';

const CLUSTER = ['spark-worker-1', 'spark-worker-2'];

/** A job asks for executors of 4 GiB where every worker offers 3: it waits for ever, beside idle cores. */
describe.skipIf(inject('noLab') !== undefined)('an executor larger than any worker', () => {
  let stack: Stack;

  beforeAll(async () => {
    const larger = (composeFile: string) => composeFile.replace('--executor-memory 1g', '--executor-memory 4g');
    stack = await createStack({ incident: 'etl', name: 'large', edit: larger });
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  test('is found in the file, before anything is started', async () => {
    const { code, report } = await stack.k2doctor('check', '--offline', '--format', 'json');

    expect(code).toBe(1);
    const found = report().findings.find(({ rule }) => rule === 'capacity/over-subscribed');
    expect(found && said(found)).toMatch(/asks 4096 MiB[^]*the largest worker has 3072 MiB/);
  });

  test('is found in the cluster, with both sizes, and no command is offered that would not help', async () => {
    await stack.start(...CLUSTER, 'etl');
    await stack.until('the job waits', (master) => alive(master).length === 2 && waiting(master).length === 1);

    const { code, report } = await stack.k2doctor('check', '--format', 'json');
    expect(code).toBe(1);
    const { findings, fix } = report();
    const found = findings.find(({ rule }) => rule === 'scheduling/executor-larger-than-any-worker');
    expect(found && said(found)).toMatch(/asks 4096 MiB[^]*the largest worker has 3072 MiB/);
    expect(fix?.commands.join('\n') ?? '').not.toMatch(/etl/);
  });

  test('once the file asks for less and Compose applied it, the job runs', async () => {
    await stack.edit(COMPOSE_FILE, (text) => text.replace('--executor-memory 4g', '--executor-memory 1g'));
    await stack.up('etl');
    await stack.until('the job runs', (master) => running(master).length === 1);

    const { code, report } = await stack.k2doctor('check', '--format', 'json', '--fail-on', 'critical');
    expect(code).toBe(0);
    expect(report().jobs).toMatchObject([{ service: 'etl', application: { state: 'RUNNING' }, granted: { cores: 1 } }]);
  });
});
